"""Faults of kinds of our own choosing, each with what Flink's planner says of it.

`planned.json` holds declarations, and statements that follow them, with the verdict of the planners
of two versions. `make oracle-diff` compares any folder of scripts in the same way.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import run

from flinklint.rule import load

DATA = json.loads(Path(__file__).with_name("planned.json").read_text("utf-8"))
RULES = [rule for rule in load() if rule.code.startswith("FL6")]
# What a planner whose connectors are stand-ins cannot judge.
NOT_JUDGED = {"FL610", "FL640", "FL641"}


def found(row: dict[str, object], version: str) -> tuple[bool, bool]:
    """Whether anything, and whether an error, is said of the statement."""
    major, minor = map(int, version.split("."))
    text = f"{DATA['declarations']}{row['sql']};\n"
    outcome = run(text, RULES, name="a.sql", flink_version=(major, minor))
    assert not outcome.crashed
    first = DATA["declarations"].count("\n")
    said = [
        f
        for f in outcome.findings
        if f.source.position(f.span.start).line > first and f.code not in NOT_JUDGED
    ]
    return any(f.rank > 0 for f in said), any(f.rank == 2 for f in said)


def test_there_are_enough_of_them():
    assert len(DATA["statements"]) >= 250


@pytest.mark.parametrize("version", ["1.20", "2.3"])
def test_agrees_with_the_planner(version):
    false, missed = [], []
    for row in DATA["statements"]:
        said, error = found(row, version)
        if row["verdicts"][version]:
            if error:
                false.append(row["sql"])
        elif not said and version not in row.get("not_found", ()):
            missed.append(row["sql"])
    assert false == []
    assert missed == []
