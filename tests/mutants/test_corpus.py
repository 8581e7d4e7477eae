"""The same mistakes put into other people's deployments, and those deployments as they are.

FLINKLINT_CORPUS names a folder that holds deployments/INDEX.jsonl and the files beside it.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from mutants.running import ASIDE, Said, beyond, check, written

pytestmark = pytest.mark.conformance
Edit = Callable[[str], str | None]


def line(pattern: str, new: str) -> Edit:
    """Put another value behind the first `key: value` that fits; None where there is none."""

    def edit(text: str) -> str | None:
        found = re.search(rf"(?m)^( *(?:- )?){pattern}[ \t]*$", text)
        return (
            None
            if found is None
            else text[: found.start()] + found.expand(new) + text[found.end() :]
        )

    return edit


def misspelt(key: str) -> Edit:
    return line(rf"{re.escape(key)}:(.*)", rf"\g<1>{key[:-3]}{key[-2:]}:\2")


def below(parent: str, key: str, new: str) -> Edit:
    """Another value for a key right below its parent, such as the `kind` of a strategy."""
    return line(rf"{parent}:[ \t]*\n( +){key}: .*", rf"\g<1>{parent}:\n\g<2>{key}: {new}")


def option(new: str, *, unless: str = "") -> Edit:
    """One more option, in a deployment that writes some."""

    def edit(text: str) -> str | None:
        found = re.search(r"(?m)^( +)flinkConfiguration:[ \t]*\n( +)", text)
        if found is None or len(found[2]) <= len(found[1]) or (unless and unless in text):
            return None
        return text[: found.end()] + new + "\n" + found[2] + text[found.end() :]

    return edit


def where(fits: Callable[[str], object], edit: Edit) -> Edit:
    return lambda text: edit(text) if fits(text) else None


def memory(process: str, new: str) -> Edit:
    """Another size for a process."""

    def edit(text: str) -> str | None:
        found = re.search(rf"(?m)^( +){process}:[ \t]*\n(?:\1 +\S.*\n)*?\1 +memory: (.*)$", text)
        return None if found is None else text[: found.start(2)] + new + text[found.end(2) :]

    return edit


def other_version(text: str) -> str | None:
    """A flinkVersion that is not the one of the image tag, where the tag has a mark of Flink's."""
    tag = re.search(r"flinkImageTag: [\"']?1\.(\d+)\.\d+-(?:stream|vvr)", text)
    if tag is None or "${" in text.split("flinkVersion:")[-1].split("\n")[0]:
        return None
    other = "1.12" if tag[1] != "12" else "1.13"
    return line(r"flinkVersion: .*", rf'\g<1>flinkVersion: "{other}"')(text)


def tab(text: str) -> str | None:
    return line(r"(parallelism: .*)", "\t\\2")(text)


def moved(text: str) -> str | None:
    """The parallelism one level too high."""
    found = re.search(r"(?m)^ +parallelism: .*\n", text)
    if found is None:
        return None
    rest = text[: found.start()] + text[found.end() :]
    return re.sub(r"(?m)^( +)template:[ \t]*$", r"\1parallelism: 1\n\1template:", rest, count=1)


EDITS: list[tuple[str, str, Edit]] = [
    ("FL001", "a quote that is not closed", lambda text: text.rstrip("\n") + '\nx: "\n'),
    ("FL002", "parallelism twice", line(r"(parallelism: .*)", r"\1\2\n\1parallelism: 3")),
    ("FL005", "a tab as indentation", tab),
    ("FL101", "upgradeStrategy misspelt", misspelt("upgradeStrategy")),
    ("FL101", "restoreStrategy misspelt", misspelt("restoreStrategy")),
    ("FL101", "parallelism misspelt", misspelt("parallelism")),
    ("FL101", "jarUri misspelt", misspelt("jarUri")),
    ("FL101", "sqlScript misspelt", misspelt("sqlScript")),
    ("FL101", "flinkConfiguration misspelt", misspelt("flinkConfiguration")),
    ("FL101", "flinkVersion misspelt", misspelt("flinkVersion")),
    ("FL101", "logging misspelt", misspelt("logging")),
    ("FL101", "resources misspelt", misspelt("resources")),
    ("FL101", "template misspelt", misspelt("template")),
    ("FL102", "parallelism a word", line(r"parallelism: .*", r"\1parallelism: two")),
    ("FL102", "upgradeStrategy a word", line(r"upgradeStrategy:[ \t]*\n +kind: (.*)", r"\1upgradeStrategy: \2")),
    ("FL103", "parallelism under spec", moved),
    ("FL105", "state in small letters", line(r"state: RUNNING", r"\1state: running")),
    ("FL106", "apiVersion of Kubernetes", where(lambda text: "artifact:" in text, line(r"apiVersion: .*", r"\1apiVersion: apps/v1"))),
    ("FL109", "a target and a session cluster", where(lambda text: "sessionClusterName" not in text, line(r"(deploymentTarget(?:Id|Name): (?!null).*)", r"\1\2\n\1sessionClusterName: shared"))),
    ("FL110", "an empty name", line(r"metadata:[ \t]*\n((?: +(?!name)\S.*\n)*)( +)name: .*", r'\1metadata:\n\2\3name: ""')),
    ("FL113", "jobmanager misspelt", misspelt("jobmanager")),
    ("FL113", "taskmanager misspelt", misspelt("taskmanager")),
    ("FL120", "no jarUri", where(
            lambda text: re.search(r"(?m)^  name: ", text),  # a PATCH may leave it out
            lambda text: re.sub(r"(?m)^ +jarUri: (?!>).*\n", "", text, count=1),
        )),
    ("FL121", "a kind that is none", below("artifact", "kind", "FLINK")),
    ("FL201", "upgrade RESTART", below("upgradeStrategy", "kind", "RESTART")),
    ("FL202", "restore LATEST", below("restoreStrategy", "kind", "LATEST")),
    ("FL203", "state STARTED", line(r"state: [A-Z]+", r"\1state: STARTED")),
    ("FL206", "STATEFUL with NONE", where(lambda text: "kind: STATEFUL" in text, below("restoreStrategy", "kind", "NONE"))),
    ("FL210", "no attempt at a savepoint", line(r"maxSavepointCreationAttempts: .*", r"\1maxSavepointCreationAttempts: 0")),
    ("FL211", "no attempt at a job", line(r"maxJobCreationAttempts: .*", r"\1maxJobCreationAttempts: 0")),
    ("FL302", "a version without quotes", line(r"flinkVersion: [\"'](.*)[\"']", r"\1flinkVersion: \2")),
    ("FL305", "an image of another Flink", other_version),
    ("FL401", "parallelism 0", line(r"parallelism: .*", r"\1parallelism: 0")),
    ("FL402", "a small job manager", memory("jobmanager", "100Mi")),
    ("FL403", "a small task manager", memory("taskmanager", "100Mi")),
    ("FL405", "CPU as in Kubernetes", line(r"cpu: .*", r"\1cpu: 500m")),
    ("FL406", "memory in words", memory("taskmanager", "two gigabytes")),
    ("FL510", "an option that is a list", option("pipeline.jars: [a, b]")),
    ("FL511", "an option misspelt", option('taskmanager.numberOfTaskSlot: "1"', unless="numberOfTaskSlots")),
    ("FL514", "a duration that is none", option("execution.checkpointing.timeout: 5x", unless="checkpointing.timeout")),
    ("FL520", "a restart strategy that is none", option("restart-strategy: always", unless="restart-strategy")),
    ("FL802", "a password", option("s3.secret-key: q7Zt1mC0Lw", unless="s3.")),
    ("FL910", "a root level that is none", line(r"'': INFO|\"\": INFO", r'\1"": LOUD')),
]  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, tuple[str, str]]:
    """What is expected of each file, and its text."""
    folder = Path(os.environ.get("FLINKLINT_CORPUS", "")) / "deployments"
    if not (folder / "INDEX.jsonl").is_file():
        pytest.skip("FLINKLINT_CORPUS names no folder with deployments/INDEX.jsonl")
    rows = [json.loads(row) for row in (folder / "INDEX.jsonl").read_text("utf-8").splitlines()]
    return {
        row["file"]: (row["expected"], (folder / row["file"]).read_bytes().decode("utf-8"))
        for row in rows
    }


@pytest.fixture(scope="module")
def said(files, tmp_path_factory) -> dict[str, list[Said]]:
    """What is found in the files as they are."""
    folder = written(
        tmp_path_factory.mktemp("corpus") / "jobs", {n: t.encode() for n, (_, t) in files.items()}
    )
    return check(folder, "--ignore", ASIDE, "--isolated")


def test_a_valid_file_has_no_error_and_others_have_nothing(files, said):
    wrong = {
        name: [str(s) for s in said[name] if s.severity == "error"]
        if expected == "valid"
        else [str(s) for s in said[name] if s.code != "FL003"]  # a template, which was named
        for name, (expected, _) in files.items()
        if expected in ("valid", "not ours")
    }
    assert {name: new for name, new in wrong.items() if new} == {}


def test_an_invalid_file_has_the_fault_that_its_reader_saw(files, said):
    codes = {
        "not parseable YAML": "FL001", "resources key": "FL113", "placeholder left": "FL004",
        "schema notation": "FL102", "unknown field": "FL101",
    }  # fmt: skip
    missed = []
    for name, (expected, _) in files.items():
        for fault in (
            expected.removeprefix("invalid: ").split("; ") if "invalid" in expected else ()
        ):
            [code] = [code for words, code in codes.items() if words in fault]
            also = {"FL101": {"FL101", "FL103"}}.get(code, {code})
            found = {s.code for s in said[name] if s.severity != "info"}
            if not also & found:
                missed.append(f"{name}: {fault}: {sorted(found)}")
    assert missed == []


def test_every_generic_mistake_is_found_in_every_valid_file(files, said, tmp_path, capsys):
    mutants, rows = {}, {}
    for name, (expected, text) in files.items():
        for number, (code, what, edit) in enumerate(EDITS) if expected == "valid" else ():
            wrong = edit(text)
            if wrong is not None and wrong != text:
                mutants[f"{number:02}-{name}"] = wrong.encode()
                rows[f"{number:02}-{name}"] = (name, code, what)
    found = check(written(tmp_path / "jobs", mutants), "--ignore", ASIDE, "--isolated")
    tried, wrong = Counter(), defaultdict(list)
    for mutant, (name, code, what) in rows.items():
        tried[code, what] += 1
        new = beyond(found[mutant], said[name])
        if not any(s.code == code for s in new) or any(
            s.severity == "error" and s.code != code for s in new
        ):
            wrong[code, what].append(f"{name}: {list(map(str, new))}")
    with capsys.disabled():
        print()
        for key in dict.fromkeys((code, what) for code, what, _ in EDITS):
            print(f"  {key[0]} {key[1]:36} {tried[key] - len(wrong[key]):4} of {tried[key]}")
    assert len({key for key, times in tried.items() if times}) >= 25
    assert {key: rows for key, rows in wrong.items() if rows} == {}
