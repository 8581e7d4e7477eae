"""The JSON report, a contract."""

import json

from flinklint.report.record import Record, finding_object


def render(record: Record, colour: bool) -> str:
    """One object with all findings and a summary; never coloured."""
    report = {
        "version": "1",
        "findings": [finding_object(finding) for finding in record.findings],
        "summary": {"files": record.files, **record.counts},
    }
    return json.dumps(report, indent=2) + "\n"
