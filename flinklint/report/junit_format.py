"""JUnit XML: each file is a test, which fails where the run does."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flinklint.finding import Finding
from flinklint.regex import regex
from flinklint.report.record import Record
from flinklint.report.text_format import frames, visible

_NO_XML = regex("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(record: Record, colour: bool) -> str:
    """One test case per file that was checked; never coloured.

    A case has one failure that shows all its findings: most readers look at the first only.
    Findings that make no run fail are the case's output.
    """
    suite = Element("testsuite", name="flinklint")
    failures = errors = 0
    for path, findings in record.by_file():
        case = SubElement(suite, "testcase", name=_text(path), classname="flinklint")
        if not findings:
            continue
        kind = _kind(record, findings)
        failures += kind == "failure"
        errors += kind == "error"
        shown = Record(findings, 1).counts.items()
        element = SubElement(case, kind)
        if kind != "system-out":
            told = (f"{count} {name}{'s' * (count != 1)}" for name, count in shown if count)
            element.set("message", ", ".join(told))
            element.set("type", next(name for name, count in shown if count))
        element.text = _text(frames(findings, record, False), lines=True)
    counts = {"tests": str(len(suite)), "failures": str(failures), "errors": str(errors)}
    suite.attrib.update(counts)
    suites = Element("testsuites", {"name": "flinklint", **counts})
    suites.append(suite)
    indent(suites)
    body = tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _kind(record: Record, findings: list[Finding]) -> str:
    crashes = {rule.code for rule in record.rules if rule.scope == "Crash"}
    if any(finding.code in crashes for finding in findings):
        return "error"
    failed = any(finding.rank >= record.fail_on.rank for finding in findings)
    return "failure" if failed else "system-out"


def _text(text: str, *, lines: bool = False) -> str:
    """A text that XML can hold, on one line unless it is made of lines."""
    text = "\n".join(map(visible, text.split("\n"))) if lines else visible(text)
    return _NO_XML.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)
