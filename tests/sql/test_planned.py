"""Faults of kinds of our own choosing, each with what Flink's planner says of it.

`planned.json` holds declarations, and statements that follow them, with the verdicts of the planners
of several versions; `not_found` names those whose refusal we do not foresee. `make oracle-diff`
compares any folder of scripts in the same way.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import run

from flinklint.finding import Severity
from flinklint.rule import load
from flinklint.sql.plan.planner import plan
from flinklint.sql.script import read

PARTS = json.loads(Path(__file__).with_name("planned.json").read_text("utf-8"))["parts"]
RULES = [rule for rule in load() if rule.code.startswith("FL6")]
USUAL = {rule.code: rule.severity for rule in RULES}
# What a planner whose connectors are stand-ins cannot judge.
NOT_JUDGED = {"FL610", "FL640", "FL641"}


def refused(text: str, first: int, version: tuple[int, int]) -> list[Severity]:
    """What the planner's rules say behind a place: errors and warnings."""
    script = read(text, version=version)
    found = [
        Severity(problem.severity) if problem.severity else USUAL[problem.code]
        for problem in plan(script, version=version).problems
        if problem.start >= first
    ]
    return [severity for severity in found if severity is not Severity.INFO]


def said(text: str, first: int, version: tuple[int, int]) -> list[Severity]:
    """What all rules on SQL say behind a place: errors and warnings."""
    outcome = run(text, RULES, name="a.sql", flink_version=version)
    assert not outcome.crashed
    return [
        finding.severity
        for finding in outcome.findings
        if finding.rank > 0 and finding.span.start >= first and finding.code not in NOT_JUDGED
    ]


def disagreements(part: int, version: str) -> tuple[list[str], list[str]]:
    """What we call an error though the planner takes it, and what we miss though we should not."""
    major, minor = map(int, version.split("."))
    false, missed = [], []
    declarations = PARTS[part]["declarations"]
    for row in PARTS[part]["statements"]:
        if version not in row["verdicts"]:
            continue
        text, first = f"{declarations}{row['sql']};\n", len(declarations)
        found = refused(text, first, (major, minor))
        if row["verdicts"][version]:
            if Severity.ERROR in found:
                false.append(row["sql"])
        elif found or version in row.get("not_found", ()):
            continue
        elif not said(text, first, (major, minor)):
            missed.append(row["sql"])
    return false, missed


def test_there_are_enough_of_them():
    assert sum(len(part["statements"]) for part in PARTS) >= 900


@pytest.mark.parametrize("version", ["1.13", "1.20", "2.3"])
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_agrees_with_the_planner(part, version):
    false, missed = disagreements(part, version)
    assert false == []
    assert missed == []
