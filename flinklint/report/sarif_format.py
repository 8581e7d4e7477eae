"""SARIF 2.1.0, as code scanning services read it (OASIS Standard, with Errata 01)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from flinklint import __version__
from flinklint.finding import Edit, Finding, Fix, Severity
from flinklint.fingerprint import VERSION
from flinklint.report.record import Record, told
from flinklint.report.text_format import visible
from flinklint.rule import Rule
from flinklint.source import BOM, Source, Span

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ENDS = {0: "nothing that fails", 1: "findings that fail", 2: "the job could not be done"}


def render(record: Record, colour: bool) -> str:
    """One run with its results, of which there may be none; never coloured."""
    rules = _rules(record)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "flinklint",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": "https://flinklint.dev",
                "rules": rules,
            }
        },
        "invocations": [
            {
                "executionSuccessful": record.exit_code < 2,
                "exitCode": record.exit_code,
                "exitCodeDescription": _ENDS[record.exit_code],
            }
        ],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root of the repository, else where it ran."}}
        },
        "artifacts": [
            {"location": _artifact(path), "roles": ["analysisTarget"]}
            for path, _ in record.by_file()
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(record, finding, fingerprint, index[finding.code])
            for finding, fingerprint in zip(record.findings, record.fingerprints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(record: Record) -> list[dict[str, object]]:
    """The rules of the findings, each with its page."""
    known = {rule.code: rule for rule in record.rules}
    found = {finding.code: finding for finding in record.findings}
    return [_rule(found[code], known.get(code)) for code in sorted(found)]


def _rule(finding: Finding, rule: Rule | None) -> dict[str, object]:
    described: dict[str, object] = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": finding.name},
    }
    if rule is not None:
        title = rule.title.replace("`", "")
        described["shortDescription"] = {"text": title}
        described["fullDescription"] = {"text": title}
        described["help"] = {"text": rule.doc, "markdown": rule.doc}
        described["defaultConfiguration"] = {
            "enabled": rule.enabled,
            "level": _LEVELS[rule.severity],
        }
    if finding.url:
        described["helpUri"] = finding.url
    return described


def _result(record: Record, finding: Finding, fingerprint: str, rule: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity or Severity.ERROR],
        "message": {"text": _plain(told(finding))},
        "locations": [_location(record, finding.source, finding.span)],
        "partialFingerprints": {f"flinklint/{VERSION}": fingerprint},
        "properties": {"document": finding.document, "path": finding.path},
    }
    if finding.labels:
        result["relatedLocations"] = [
            {
                **_location(record, label.source, label.span),
                "message": {"text": _plain(label.text)},
            }
            for label in finding.labels
        ]
    fixes = [_fix(record, fix) for fix in finding.fixes if _is_told(fix)]
    if fixes:
        result["fixes"] = fixes
    return result


def _plain(text: str) -> str:
    """A text in which nothing is a link; braces mean something only where there are arguments."""
    return re.sub(r"\[([^\[\]]*)\](?=\()", r"\\[\1\\]", visible(text))


def _location(record: Record, source: Source, span: Span) -> dict[str, object]:
    path = record.address(source.name)
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            "region": _region(source, span),
        }
    }


def _artifact(path: str) -> dict[str, object]:
    address = quote(path, safe="/", errors="replace")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": _ROOT}


def _region(source: Source, span: Span) -> dict[str, object]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _is_told(fix: Fix) -> bool:
    """Whether SARIF can say the fix: a byte order mark has no place in it."""
    return bool(fix.edits) and not any(BOM in edit.source.slice(edit.span) for edit in fix.edits)


def _fix(record: Record, fix: Fix) -> dict[str, object]:
    sources = {id(edit.source): edit.source for edit in fix.edits}
    return {
        "description": {"text": _plain(fix.title)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(record.address(source.name)),
                "replacements": list(_replacements(source, fix)),
            }
            for source in sources.values()
        ],
        "properties": {"safe": fix.safe},
    }


def _replacements(source: Source, fix: Fix) -> Iterator[dict[str, object]]:
    def place(edit: Edit) -> tuple[int, int]:
        return (edit.span.start, edit.span.end)

    for edit in sorted(fix.edits, key=place):
        if edit.source is source:
            yield {
                "deletedRegion": _region(source, edit.span),
                "insertedContent": {"text": edit.text},
            }
