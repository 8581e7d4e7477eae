"""JSON lines: one finding object a line."""

import json

from flinklint.report.record import Record, finding_object


def render(record: Record, colour: bool) -> str:
    """One line of JSON per finding; never coloured."""
    return "".join(json.dumps(finding_object(finding)) + "\n" for finding in record.findings)
