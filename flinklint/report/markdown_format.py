"""A summary in Markdown, for the page of a job or a comment on a merge request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flinklint.finding import Finding
from flinklint.report.record import Record, finding_object
from flinklint.report.text_format import visible

_ROWS = 1000
"""More rows than anyone reads, and fewer than the mebibyte that a job's page may have."""


def render(record: Record, colour: bool) -> str:
    """A heading with the counts and a table of the findings, the worst if there are very many."""
    lines = [f"### flinklint: {record.summary_line()}\n"]
    shown = _worst(record.findings)
    if shown:
        lines.append("\n| Severity | Place | Rule | Finding |\n|---|---|---|---|\n")
        lines += (_row(record, finding) for finding in shown)
    if len(shown) < len(record.findings):
        lines.append(f"\n{len(record.findings) - len(shown)} more are not shown.\n")
    return "".join(lines)


def _worst(findings: Sequence[Finding]) -> list[Finding]:
    by_rank = sorted(enumerate(findings), key=lambda item: (-item[1].rank, item[0]))
    return [finding for _, finding in sorted(by_rank[:_ROWS], key=lambda item: item[0])]


def _row(record: Record, finding: Finding) -> str:
    row = finding_object(finding)
    place = f"{record.address(finding.source.name)}:{row['line']}:{row['column']}"
    rule = _prose(f"{finding.code} {finding.name}")
    if re.fullmatch(r"https?://[\w./~-]+", finding.url, re.ASCII):
        rule = f"[{rule}]({finding.url})"
    said = _prose(finding.message)
    if finding.hint:
        said += f"<br>{_prose(finding.hint)}"
    return f"| {row['severity']} | {_code(place)} | {rule} | {said} |\n"


def _prose(text: str) -> str:
    """A text of ours; what stands between backticks is somebody's value."""
    parts = re.split(r"`([^`]*)`", visible(text))
    return "".join(_code(part) if at % 2 else _literal(part) for at, part in enumerate(parts))


def _code(text: str) -> str:
    # no code span of Markdown: in a table, no number of backticks holds a backslash and a bar
    return f"<code>{_literal(visible(text))}</code>"


def _literal(text: str) -> str:
    """A text in which no character means anything to Markdown, to HTML or to a tracker."""
    special = r"[&<>\"\\`*_{}\[\]()#!|~@$^]|:(?=//)|(?<=www)\."
    return re.sub(special, lambda match: f"&#{ord(match.group())};", text)
