"""The program of a job as the operator has it: always a JAR with a class and arguments."""

from __future__ import annotations

import base64
import shlex

from flinklint.deployment import PYTHON_DRIVER
from flinklint.targets import facts
from flinklint.targets.operator_parts import (
    ARTIFACT,
    NAME,
    NESTED_OPTIONS,
    lose_unfilled,
    to_set,
)
from flinklint.targets.target import Body, Reader, flink_version
from flinklint.units import FlinkVersion

_FETCHED_JARS = FlinkVersion(1, 19)  # Flink fetches JARs from elsewhere


def program(reader: Reader) -> Body:
    """The JAR, class and arguments that run what the artifact holds."""
    kind = reader.deployment.artifact_kind
    reader.take(*ARTIFACT, "kind")
    program = {"JAR": _jar, "PYTHON": _python, "SQLSCRIPT": _sql}.get(kind or "")
    if program is None:
        node = reader.deployment.artifact["kind"]
        reader.refuse(node, f"{NAME} has no artifact of kind `{node.text or ''}`")
        return {}
    found = program(reader)
    _check_arguments(reader, found)
    return found


def _jar(reader: Reader) -> Body:
    return {
        "jarURI": _jar_address(reader),
        "entryClass": reader.take(*ARTIFACT, "entryClass"),
        "args": [*_arguments(reader)],
    }


def _jar_address(reader: Reader) -> str | None:
    """Where the JAR is; before Flink 1.19 a cluster of its own finds it in its image only."""
    address = reader.take_text(*ARTIFACT, "jarUri")
    folder = reader.setting("jar-folder")
    if address is None:
        return None
    if folder and not address.startswith("local:"):
        return f"{folder.rstrip('/')}/{address.rsplit('/', 1)[-1]}"
    if not address.startswith("local:") and _is_known_before(reader, _FETCHED_JARS):
        reader.refuse(
            reader.deployment.artifact["jarUri"],
            f"{NAME} finds a JAR only in the image before Flink 1.19",
            'put it there, and set `jar-folder = "local:///opt/flink/usrlib"`',
        )
    return address


def _is_known_before(reader: Reader, version: FlinkVersion) -> bool:
    """Whether the job has a cluster of its own, of a Flink that the target has, and older."""
    own = flink_version(reader.deployment)
    known = own is not None and own in facts.versions(NAME) and own < version
    return known and not reader.deployment.in_session


def _python(reader: Reader) -> Body:
    """PythonDriver with the script; a module of an archive is searched for in that archive."""
    script = reader.take_text(*ARTIFACT, "pythonArtifactUri") or ""
    module = reader.take_text(*ARTIFACT, "entryModule")
    libraries = _texts(reader, "additionalPythonLibraries")
    archives = _texts(reader, "additionalPythonArchives")
    args = ["-pym", module] if module else ["-py", script]
    files = [script, *libraries] if module else libraries
    args += ["-pyfs", ",".join(files)] if files else []
    args += ["-pyarch", ",".join(archives)] if archives else []
    return {
        "jarURI": reader.setting("python-jar"),
        "entryClass": PYTHON_DRIVER,
        "args": [*args, *_arguments(reader)],
    }


def _sql(reader: Reader) -> Body:
    """The program that settings name, with the script as an argument."""
    script = reader.take_text(*ARTIFACT, "sqlScript") or ""
    jar = reader.setting("runner-jar")
    image = reader.setting("runner-image") or reader.deployment.in_session
    if not jar or not image:
        node = reader.deployment.artifact["sqlScript"]
        hint = to_set("runner-image` and `runner-jar")
        reader.refuse(node, f"{NAME} runs no SQL script without a program for it", hint)
    encoded = base64.b64encode(script.encode("utf-8", "surrogatepass")).decode("ascii")
    texts = {"{script}": script, "{script-base64}": encoded}
    args = reader.setting_list("runner-args") or ["--script", "{script}"]
    return {
        "jarURI": jar,
        "entryClass": reader.setting("runner-class"),
        "args": [texts.get(text, text) for text in args],
    }


def _texts(reader: Reader, name: str) -> list[str]:
    value = reader.take(*ARTIFACT, name)
    return [str(item) for item in value] if isinstance(value, list) else []


def _arguments(reader: Reader) -> list[str]:
    """`mainArgs` as a shell splits it."""
    text = reader.take_text(*ARTIFACT, "mainArgs")
    try:
        return shlex.split(text) if text else []
    except ValueError as error:
        node = reader.deployment.artifact["mainArgs"]
        reader.refuse(node, f"{NAME} takes a list of arguments, and this cannot be split: {error}")
        return []


def _check_arguments(reader: Reader, program: Body) -> None:
    """Before Flink 2 the operator hands arguments over in a file that is read line by line."""
    args = program.get("args")
    several = [arg for arg in args if "\n" in str(arg)] if isinstance(args, list) else []
    if several and _is_known_before(reader, NESTED_OPTIONS):
        artifact = reader.deployment.artifact
        is_sql = reader.deployment.artifact_kind == "SQLSCRIPT"
        hint = 'set `runner-args = ["--script-base64", "{script-base64}"]`' if is_sql else ""
        message = f"{NAME} loses all but the first line of an argument before Flink 2.0"
        node = artifact["sqlScript"] if is_sql else artifact["mainArgs"]
        reader.refuse(node, message, hint)
    lose_unfilled(reader, (*ARTIFACT, "mainArgs"))
