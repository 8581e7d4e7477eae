"""How often each rule found something."""

from __future__ import annotations

from collections import Counter

from flinklint.finding import Finding, Severity
from flinklint.report.record import Record

_RANKS = {severity: -number for number, severity in enumerate(reversed(Severity))}


def render(record: Record, colour: bool) -> str:
    """One line per rule, the most frequent first; never coloured.

    A line has the count, how many of them have a fix, the severity, the code and the name.
    """
    counts: Counter[tuple[Severity, str, str]] = Counter()
    fixable: Counter[tuple[Severity, str, str]] = Counter()
    for finding in record.findings:
        counts[_rule(finding)] += 1
        fixable[_rule(finding)] += bool(finding.fixes)
    if not counts:
        return ""
    rows = sorted(counts, key=lambda rule: (-counts[rule], _RANKS[rule[0]], rule[1]))
    width, wide = len(str(max(counts.values()))), len(str(max(fixable.values())))
    return "".join(
        f"{counts[rule]:>{width}} found, {fixable[rule]:>{wide}} with a fix: "
        f"{rule[0].value} {rule[1]} {rule[2]}\n"
        for rule in rows
    )


def _rule(finding: Finding) -> tuple[Severity, str, str]:
    return (finding.severity or Severity.ERROR, finding.code, finding.name)
