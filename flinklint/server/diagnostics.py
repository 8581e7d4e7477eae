"""Findings as an editor shows them."""

from __future__ import annotations

from lsprotocol import types as lsp

from flinklint.finding import Finding, Severity
from flinklint.report.record import told
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
