"""Annotations for GitHub Actions, as its workflow commands have them."""

from flinklint.report.record import Record, finding_object, told
from flinklint.report.text_format import visible

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(record: Record, colour: bool) -> str:
    """One workflow command per finding; never coloured."""
    lines = []
    for finding in record.findings:
        row = finding_object(finding)
        properties = {
            "file": record.address(finding.source.name),
            "line": row["line"],
            "endLine": row["end_line"],
            "col": row["column"],
            "endColumn": row["end_column"],
            "title": f"{finding.code} {finding.name}",
        }
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        level = _LEVELS[str(row["severity"])]
        lines.append(f"::{level} {listed}::{_data(told(finding))}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
