"""One outcome of the runs for several environments: what holds in several is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flinklint.check import Outcome
from flinklint.dataclass import replace
from flinklint.finding import Finding
from flinklint.source import Span

_Key = tuple[str, str, Span, str, str]

_UNUSED = "FL010"
"""The rule that finds suppressions without use."""


def joined(names: Sequence[str], outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of runs over the same files, each for the environment of a name.

    A finding says in its message which of several environments it holds in. A suppression that is
    without use counts as such only where it is in all of them that read its file.
    """
    first = outcomes[0]
    if len(outcomes) == 1:
        where = f"environment {names[0]}" if names[0] else ""
        first.findings = [_in_context(finding, where) for finding in first.findings]
        return first
    found: dict[_Key, list[str]] = {}
    findings: dict[_Key, Finding] = {}
    for name, outcome in zip(names, outcomes, strict=True):
        for finding in outcome.findings:
            key = (finding.code, finding.source.name, finding.span, finding.message, finding.path)
            findings.setdefault(key, finding)
            holders = found.setdefault(key, [])
            if name not in holders:
                holders.append(name)
    whole = Outcome(
        manifests=first.manifests,
        passed_over=first.passed_over,
        scripts=[script for outcome in outcomes for script in outcome.scripts],
        overlays=[overlay for outcome in outcomes for overlay in outcome.overlays],
        crashed=any(outcome.crashed for outcome in outcomes),
        unseen=[finding for outcome in outcomes for finding in outcome.unseen],
    )
    readers = Counter(name for outcome in outcomes for name in _read_in(outcome))
    order = {finding.source.name: number for number, finding in enumerate(findings.values())}
    shown: set[int] = set()
    for key, finding in findings.items():
        if finding.code == _UNUSED and len(found[key]) < readers[finding.source.name]:
            continue
        where = ", ".join(found[key])
        shown.add(id(finding))
        told = replace(finding, message=f"{finding.message} (in {where})")
        whole.findings.append(told)
    for outcome in outcomes:  # the same place of another run is another source
        whole.unseen += (f for f in outcome.findings if f.secret and id(f) not in shown)
    whole.findings.sort(key=lambda f: (order[f.source.name], f.span.start))
    return whole


def _read_in(outcome: Outcome) -> set[str]:
    """The names of the files that a run read."""
    manifests = (*outcome.manifests, *outcome.overlays)
    sources = [part.source for part in manifests] + [part.source for part in outcome.scripts]
    return {source.name for source in sources}


def _in_context(finding: Finding, where: str) -> Finding:
    parts = filter(None, (finding.context, where))
    return replace(finding, context=", ".join(parts))
