"""The one record that every format is made from, so that all say the same of the same places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flinklint.finding import Finding, Severity


@dataclass(frozen=True, eq=False)
class Record:
    """The findings to show and how many files were checked."""

    findings: list[Finding]
    files: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the worst first."""
        counts = {severity.value: 0 for severity in Severity}
        for finding in self.findings:
            counts[(finding.severity or Severity.ERROR).value] += 1
        return counts

    def summary_line(self) -> str:
        """The summary for people."""
        found = ", ".join(
            f"{count} {severity}{'s' * (count != 1)}"
            for severity, count in self.counts.items()
            if count
        )
        return f"{self.files} file{'s' * (self.files != 1)} checked: {found or 'nothing found'}"


def finding_object(finding: Finding) -> dict[str, object]:
    """A finding as the JSON contract has it; lines, columns and documents count from 1."""
    start = finding.source.position(finding.span.start)
    end = finding.source.position(finding.span.end)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": (finding.severity or Severity.ERROR).value,
        "message": finding.message,
        "file": finding.source.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "document": finding.document,
        "path": finding.path,
        "hint": finding.hint,
        "url": finding.url,
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [
                    {
                        "file": edit.source.name,
                        "start": edit.span.start,
                        "end": edit.span.end,
                        "text": edit.text,
                    }
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
    }
