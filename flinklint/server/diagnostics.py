"""Findings as an editor shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from flinklint.finding import Finding, Severity
from flinklint.report.record import Record, told
from flinklint.server.documents import Document
from flinklint.server.positions import Positions

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_TAGS = {
    "FL010": lsp.DiagnosticTag.Unnecessary,
    "FL512": lsp.DiagnosticTag.Deprecated,
    "FL921": lsp.DiagnosticTag.Unnecessary,
}


def shown(document: Document) -> list[Finding]:
    """What was found in a document, as it may be shown: no secret is in it."""
    outcome = document.outcome
    if outcome is None:
        return []
    record = Record(outcome.findings, outcome.checked)
    return [finding for finding in record.findings if finding.source is document.source]


def diagnostics(document: Document, uri: str) -> Iterator[lsp.Diagnostic]:
    """What was found in a document."""
    for finding in shown(document):
        yield diagnostic(finding, document.positions, uri)


def diagnostic(finding: Finding, positions: Positions, uri: str) -> lsp.Diagnostic:
    """One finding."""
    tag = _TAGS.get(finding.code)
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, positions.range(label.span)), label.text)
        for label in finding.labels
        if label.source is finding.source
    ]
    return lsp.Diagnostic(
        range=positions.range(finding.span),
        message=told(finding),
        severity=_SEVERITIES[finding.severity or Severity.ERROR],
        code=finding.code,
        code_description=lsp.CodeDescription(finding.url) if finding.url else None,
        source="flinklint",
        tags=[tag] if tag is not None else None,
        related_information=related or None,
    )
