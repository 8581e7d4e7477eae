"""One line per finding, as editors and `grep` read it."""

from flinklint.report.record import Record, finding_object
from flinklint.report.text_format import visible


def render(record: Record, colour: bool) -> str:
    """`path:line:col: CODE severity message` per finding; never coloured."""
    lines = []
    for finding in record.findings:
        row = finding_object(finding)
        message = visible(finding.message)
        place = f"{visible(finding.source.name)}:{row['line']}:{row['column']}"
        lines.append(f"{place}: {finding.code} {row['severity']} {message}\n")
    return "".join(lines)
