"""Secrets in reports: what one finding calls a secret, or stands in a file as one, is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flinklint.dataclass import dataclass, replace
from flinklint.finding import Finding, Fix
from flinklint.secrets import is_secret_name
from flinklint.source import Source, Span, Spans
from flinklint.written_secrets import Texts, parts, words_of

_SHORT = 8
"""A line shorter than this is too common to be hidden elsewhere."""
ASSIGNMENT = "--set "
"""What the names of values begin with that the command line gives."""


@dataclass(frozen=True)
class Secret:
    """The place of a secret."""

    source: Source
    span: Span

    def texts(self) -> Iterator[str]:
        """The secret as written and as read, and each longer line of it."""
        written = self.source.slice(self.span).strip()
        yield from words_of(written)
        if written[:1] in ("'", '"', "|", ">"):
            from flinklint.tree import read  # the YAML library is there if a manifest was read

            for document in read(Source("", written)).documents:
                yield document.root.text or ""
            yield written.strip("'\"")
        lines = [line.strip() for line in written.splitlines()]
        yield from (line for line in lines if len(lines) > 1 and len(line) >= _SHORT)


def places_of(finding: Finding) -> Iterator[tuple[Source, Span]]:
    """The places that a finding shows: its own and those of its labels."""
    yield finding.source, finding.span
    yield from ((label.source, label.span) for label in finding.labels)


def in_texts(findings: Iterable[Finding]) -> Iterator[Secret]:
    """The secrets that stand in the files that findings show, as they are written."""
    near: dict[Source, set[int]] = {}
    for finding in findings:
        for source, span in places_of(finding):
            near.setdefault(source, set()).update((span.start, span.end))
    for source, offsets in near.items():
        if source.name.startswith(ASSIGNMENT) and is_secret_name(source.name):
            yield Secret(source, Span(0, len(source.text)))
        for start, end in parts(source.text, offsets):
            yield Secret(source, Span(start, end))


def without_secrets(
    findings: Iterable[Finding], secrets: Sequence[Secret], known: Texts
) -> Iterator[Finding]:
    """The findings as they may be shown; `known` are the secrets' texts.

    A longer secret is shown nowhere, a short one not where it stands; and a fix that writes one
    is left out.
    """
    if not secrets:
        yield from findings
        return
    places = _Places(secrets)
    for finding in findings:
        yield _without(finding, known, places)


class _Places:
    """The places of secrets, by file and in order."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        found: dict[int, list[Span]] = {}
        for secret in secrets:
            found.setdefault(id(secret.source), []).append(secret.span)
        self._spans = {source: Spans(spans) for source, spans in found.items()}

    def meet(self, finding: Finding) -> bool:
        """Whether a finding or one of its labels is about the place of a secret."""
        return any(
            id(source) in self._spans and self._spans[id(source)].meet(span)
            for source, span in places_of(finding)
        )


def _without(finding: Finding, known: Texts, places: _Places) -> Finding:
    if any(_writes(fix, known) for fix in finding.fixes):
        kept = tuple(fix for fix in finding.fixes if not _writes(fix, known))
        finding = replace(finding, fixes=kept)
    short = not finding.secret and places.meet(finding)  # a rule never says what it calls a secret
    shown = (finding.message, finding.hint, finding.context, *(la.text for la in finding.labels))
    if not any(known.are_in(t, short=short) for t in (*shown, *(f.title for f in finding.fixes))):
        return finding

    def mask(text: str) -> str:
        return known.masked(text, short=short)

    return replace(
        finding,
        message=mask(finding.message),
        hint=mask(finding.hint),
        context=mask(finding.context),
        labels=tuple(replace(label, text=mask(label.text)) for label in finding.labels),
        fixes=tuple(replace(fix, title=mask(fix.title)) for fix in finding.fixes),
    )


def _writes(fix: Fix, known: Texts) -> bool:
    return any(known.are_in(edit.text) for edit in fix.edits)
