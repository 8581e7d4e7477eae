"""Python jobs: what makes a deployment one, and the arguments of Flink's PythonDriver."""

from __future__ import annotations

import re

from flinklint.dataclass import dataclass
from flinklint.deployment import PYTHON_DRIVER, Deployment
from flinklint.flink_image import facts
from flinklint.flink_jar import file_name
from flinklint.memo import memo
from flinklint.regex import regex
from flinklint.tree import Node

_WORD = regex(r"""(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*'|["'])+""")
_SCRIPT = ("-py", "--python")
_MODULE = ("-pym", "--pyModule")


@dataclass(frozen=True)
class Word:
    """A word of an argument line, quotes taken off, and its place in the line."""

    text: str
    start: int
    end: int


def words(line: str) -> list[Word]:
    """The words of an argument line, split as a shell does."""
    found = []
    for match in _WORD.finditer(line):
        text = match.group()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            found.append(Word(text[1:-1], match.start() + 1, match.end() - 1))
        else:
            found.append(Word(text, match.start(), match.end()))
    return found


@dataclass(frozen=True)
class Entry:
    """What the arguments tell PythonDriver to run: a script or a module, and where it is named."""

    option: Word
    value: Word | None

    @property
    def is_script(self) -> bool:
        """Whether a file, rather than a module, is named."""
        return self.option.text.partition("=")[0] in _SCRIPT


def entry(line: str) -> Entry | None:
    """The first `-py` or `-pym` of an argument line."""
    if "-py" not in line:  # as in both their names
        return None
    found = words(line)
    for number, word in enumerate(found):
        name, equals, value = word.text.partition("=")
        if name not in _SCRIPT + _MODULE:
            continue
        if equals:
            return Entry(word, Word(value, word.end - len(value), word.end))
        return Entry(word, found[number + 1] if number + 1 < len(found) else None)
    return None


def uses_driver(deployment: Deployment) -> bool:
    """Whether a JAR job starts Flink's PythonDriver: by its entry class, or Flink's Python JAR."""
    artifact = deployment.artifact
    if deployment.artifact_kind not in (None, "JAR"):
        return False
    entry_class = artifact["entryClass"].text
    if entry_class:
        return entry_class == PYTHON_DRIVER
    name = file_name(artifact["jarUri"].text or "")
    return re.match(r"flink-python(_2\.1[12])?-[0-9]", name) is not None


@memo
def sign(deployment: Deployment) -> Node | None:
    """The place that makes the deployment a Python job; None where it is none."""
    artifact = deployment.artifact
    if deployment.artifact_kind == "PYTHON":
        return artifact["kind"]
    if uses_driver(deployment):
        return artifact["entryClass"] or artifact["jarUri"]
    if deployment.artifact_kind not in (None, "JAR") or artifact["entryClass"].is_placeholder:
        return None
    found = entry(artifact["mainArgs"].text or "")
    if found is None or found.value is None:
        return None
    # another program may have an option of that name: it must name a script, or no other program
    if artifact["entryClass"] and not found.value.text.endswith(".py"):
        return None
    return artifact["mainArgs"]


def libraries() -> tuple[str, ...]:
    """The folders that a platform puts additional dependencies into."""
    return tuple(facts()["libraries"]["values"])
