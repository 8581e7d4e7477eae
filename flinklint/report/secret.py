"""Secrets in reports: what one finding calls a secret, no other finding shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from flinklint.dataclass import dataclass, replace
from flinklint.finding import Finding, Fix
from flinklint.source import Source, Span

_MASK = "********"
_SHORT = 8
"""A text shorter than this is a secret only where it stands alone, not inside a word."""


@dataclass(frozen=True)
class Secret:
    """The place of a secret."""

    source: Source
    span: Span

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the secret in a text, as written or as read; None for what is too short."""
        texts = sorted({text for text in self._texts() if len(text) > 2}, key=len, reverse=True)
        parts = [
            re.escape(text) if len(text) >= _SHORT else rf"(?<!\w){re.escape(text)}(?!\w)"
            for text in texts
        ]
        return re.compile("|".join(parts)) if parts else None

    def _texts(self) -> Iterator[str]:
        written = self.source.slice(self.span).strip()
        yield written
        if written[:1] in ("'", '"', "|", ">"):
            from flinklint.tree import read  # the YAML library is there if a manifest was read

            for document in read(Source("", written)).documents:
                yield document.root.text or ""
            yield written.strip("'\"")
        lines = [line.strip() for line in written.splitlines()]
        yield from (line for line in lines if len(lines) > 1 and len(line) >= _SHORT)

    def meets(self, finding: Finding) -> bool:
        """Whether a finding or one of its labels is about this place."""
        places = [(finding.source, finding.span)]
        places += [(label.source, label.span) for label in finding.labels]
        return any(
            source is self.source and span.start < self.span.end and self.span.start < span.end
            for source, span in places
        )


def without_secrets(findings: Iterable[Finding], secrets: list[Secret]) -> Iterator[Finding]:
    """The findings as they may be shown.

    What is said of the place of a secret says it masked, and a fix that writes one is left out.
    """
    for finding in findings:
        shown = finding
        for secret in secrets:
            if secret.pattern is not None:
                shown = _without(shown, secret, secret.pattern)
        yield shown


def _without(finding: Finding, secret: Secret, pattern: re.Pattern[str]) -> Finding:
    if any(_writes(fix, pattern) for fix in finding.fixes):
        kept = tuple(fix for fix in finding.fixes if not _writes(fix, pattern))
        finding = replace(finding, fixes=kept)
    if finding.secret or not secret.meets(finding):
        return finding  # a rule never says what it calls a secret
    labels = tuple(replace(label, text=pattern.sub(_MASK, label.text)) for label in finding.labels)
    fixes = tuple(replace(fix, title=pattern.sub(_MASK, fix.title)) for fix in finding.fixes)
    return replace(
        finding,
        message=pattern.sub(_MASK, finding.message),
        hint=pattern.sub(_MASK, finding.hint),
        labels=labels,
        fixes=fixes,
    )


def _writes(fix: Fix, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(edit.text) for edit in fix.edits)
