"""What is reported: findings, their places, hints and fixes. Values only, no printing."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from flinklint.dataclass import dataclass, replace
from flinklint.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.tree import Node


class Severity(str, Enum):
    """How bad a finding is; the exit code looks at it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for an info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


@dataclass(frozen=True)
class Label:
    """A second place that explains a finding."""

    source: Source
    span: Span
    text: str


@dataclass(frozen=True)
class Edit:
    """One replaced span of a source."""

    source: Source
    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """A titled change; a safe one keeps the meaning that the author intended."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Finding:
    """One reported problem at one place.

    `document` counts from 1 within the file; `path` is a JSON Pointer into that document. Code,
    name and severity are stamped by the rule that yields the finding; a severity that the finding
    sets itself wins over the rule's. `context` says for people where in the file it is. Of a
    `secret` finding no report shows the text under the span.
    """

    message: str
    source: Source
    span: Span
    document: int = 1
    path: str = ""
    code: str = ""
    name: str = ""
    severity: Severity | None = None
    hint: str = ""
    url: str = ""
    labels: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()
    context: str = ""
    secret: bool = False

    def at(self, span: Span) -> Finding:
        """The same finding with another span of the same source."""
        return replace(self, span=span)

    def error(self) -> Finding:
        """The same finding as an error."""
        return replace(self, severity=Severity.ERROR)

    def warning(self) -> Finding:
        """The same finding as a warning."""
        return replace(self, severity=Severity.WARNING)

    def info(self) -> Finding:
        """The same finding as an info."""
        return replace(self, severity=Severity.INFO)

    def rated(self, severity: Severity) -> Finding:
        """The same finding with the severity given."""
        return replace(self, severity=severity)

    def suggest(self, hint: str) -> Finding:
        """The same finding with a hint: what to do instead."""
        return replace(self, hint=hint)

    def because(self, node: Node, text: str) -> Finding:
        """The same finding with a label at a node; an absent node adds none."""
        if not node.exists:
            return self
        return self.label(Label(node.source, node.span, text))

    def label(self, label: Label) -> Finding:
        """The same finding with one more label."""
        return replace(self, labels=(*self.labels, label))

    def fix(self, title: str, edits: Iterable[Edit], *, safe: bool) -> Finding:
        """The same finding with one more fix."""
        return replace(self, fixes=(*self.fixes, Fix(title, safe, tuple(edits))))

    def hidden(self) -> Finding:
        """The same finding, with the text under its span for nobody to see."""
        return replace(self, secret=True)

    @property
    def rank(self) -> int:
        """The rank of the severity, for `--fail-on` and `--min-severity`."""
        return (self.severity or Severity.ERROR).rank


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; edits that overlap an earlier one are left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < done:
            continue
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return "".join([*parts, text[done:]])
