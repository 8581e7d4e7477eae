"""The Code Quality report of GitLab."""

from __future__ import annotations

import json

from flinklint.report.record import Record, finding_object, told
from flinklint.report.text_format import visible

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def render(record: Record, colour: bool) -> str:
    """A list with one entry per finding; never coloured."""
    report = []
    for finding, fingerprint in zip(record.findings, record.fingerprints, strict=True):
        row = finding_object(finding)
        report.append(
            {
                "description": visible(told(finding)),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[str(row["severity"])],
                "location": {
                    "path": visible(record.address(finding.source.name)),
                    "lines": {"begin": row["line"], "end": row["end_line"]},
                    "positions": {
                        "begin": {"line": row["line"], "column": row["column"]},
                        "end": {"line": row["end_line"], "column": row["end_column"]},
                    },
                },
            }
        )
    return json.dumps(report, indent=2) + "\n"
