"""What the planner makes of a script, worked out once for all rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flinklint.finding import Finding, Severity
from flinklint.script import Script

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Plan

_PLANS: WeakKeyDictionary[Script, Plan] = WeakKeyDictionary()


def planned(script: Script) -> Plan:
    """The script's tables, where they are used, and what the planner refuses."""
    found = _PLANS.get(script)
    if found is None:
        from flinklint.sql.plan.planner import plan

        found = plan(
            script.parsed,
            version=script.flink_version,
            vendor=script.vendor,
            hosted=script.deployment is not None,
        )
        _PLANS[script] = found
    return found


def refusals(script: Script, code: str) -> Iterator[Finding]:
    """What the planner refuses under a rule's code."""
    for problem in planned(script).problems:
        if problem.code != code:
            continue
        finding = script.flag(problem.start, problem.end, problem.message)
        if problem.severity is not None:
            finding = finding.rated(Severity(problem.severity))
        if problem.hint:
            finding = finding.suggest(problem.hint)
        for start, end, text in problem.labels:
            finding = finding.label(script.label(start, end, text))
        yield finding
