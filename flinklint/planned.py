"""What the planner makes of a script, worked out once for all rules."""

from __future__ import annotations

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.memo import memo
from flinklint.script import Script
from flinklint.script_edits import replacement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Plan


@memo
def planned(script: Script) -> Plan:
    """The script's tables, where they are used, and what the planner refuses."""
    from flinklint.sql.plan.planner import plan

    return plan(
        script.parsed,
        version=script.flink_version,
        vendor=script.vendor,
        hosted=script.deployment is not None,
        batch=_is_batch(script),
        on_conflict=_asks_on_conflict(script),
    )


def _is_batch(script: Script) -> bool:
    """Whether the deployment may run its script over what is there, and end."""
    if script.deployment is None:
        return False
    mode = script.deployment.option("execution.runtime-mode").text
    return mode is not None and mode.strip().upper() != "STREAMING"


def _asks_on_conflict(script: Script) -> bool:
    """Whether the deployment leaves Flink 2.3's question about rows of one key as it is."""
    version = script.flink_version
    if script.deployment is None or (version is not None and version < (2, 3)):
        return True
    wanted = {
        "table.exec.sink.require-on-conflict": "true",
        "table.exec.sink.upsert-materialize": "auto",
    }
    texts = {key: script.deployment.option(key).text for key in wanted}
    return all((text or wanted[key]).strip().lower() == wanted[key] for key, text in texts.items())


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
        if problem.fix is not None:
            fix = problem.fix
            edits = replacement(script, fix.start, fix.end, fix.text)
            if edits:
                finding = finding.fix(fix.title, edits, safe=True)
        yield finding
