"""Running the installed command over a folder of files, and what it says of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("flinklint")
ASIDE = "FL111"
"""The mutants of one base share its name."""


@dataclass(frozen=True)
class Said:
    """A finding as the JSON report has it, with the text under it."""

    code: str
    severity: str
    path: str
    message: str
    under: str

    def __str__(self) -> str:
        return f"{self.code} {self.severity} `{self.under}` at {self.path}: {self.message}"


def check(folder: Path, *switches: str) -> dict[str, list[Said]]:
    """What the installed command finds in a folder's files, by file."""
    run = subprocess.run(
        [COMMAND, "check", "--format", "json", *switches, *sorted(folder.iterdir())],
        cwd=folder.parent, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    said = defaultdict(list)
    for finding in json.loads(run.stdout)["findings"]:
        path = Path(finding["file"])
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        lines = text.splitlines(keepends=True) or [""]
        start = sum(map(len, lines[: finding["line"] - 1])) + finding["column"] - 1
        end = sum(map(len, lines[: finding["end_line"] - 1])) + finding["end_column"] - 1
        said[path.name].append(
            Said(
                finding["code"], finding["severity"], finding["path"], finding["message"],
                text[start:end],
            )
        )  # fmt: skip
    return said


def beyond(said: list[Said], known: list[Said]) -> list[Said]:
    """What is said that was not said of the base: as often, in the same words."""
    left = Counter((finding.code, finding.message) for finding in known)
    new = []
    for finding in said:
        left[finding.code, finding.message] -= 1
        if left[finding.code, finding.message] < 0:
            new.append(finding)
    return new


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder
