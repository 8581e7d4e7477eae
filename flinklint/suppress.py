"""Suppressions: comments in YAML and in SQL that silence findings, and what they silenced.

`# flinklint: ignore[FL402, cpu-value] until=2026-12-31 reason`: at the end of a line it covers that
line, alone on a line the next one that is not a comment; `ignore-file[...]` covers the file, or in
SQL the script. In SQL it stands after `--` or between `/*` and `*/`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping

from flinklint.dataclass import dataclass
from flinklint.finding import Edit, Finding
from flinklint.manifest import Manifest
from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.script import Script
from flinklint.settings import Settings
from flinklint.source import Source, Span, Spans
from flinklint.tree import MARK, Comment, Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

VERBS = ("ignore", "ignore-file")
MANDATORY = frozenset({"FL001", "FL012", "FL099"})
"""What no suppression silences: broken files, broken promises and our own failures."""

_START = regex(r"(?:^[#\-/*]+|#|--)[ \t]*(?=flinklint:)")
_DIRECTIVE = regex(
    r"flinklint:[ \t]*(?P<verb>[\w-]*)[ \t]*"
    r"(?P<open>\[)?(?(open)(?P<names>[^\[\]\r\n]*)(?P<close>\])?)"
    r"[ \t]*(?:until=(?P<until>[^\s*]*))?[ \t]*(?P<reason>[^\r\n]*)"
)
_MARKER = regex(r"[\r\n](?:---|\.\.\.)")
"""What stands between two documents."""
_NAME = regex(r"[^\s,](?:[^,]*[^\s,])?")
_SQL_COMMENT = regex(r"(?:--|//)[^\r\n]*|/\*(?!\+)(?:[^*]|\*(?!/))*\*/")

Place = Callable[[int, int], Span]


@dataclass(frozen=True)
class Fault:
    """What is wrong with the form of a suppression, and where."""

    message: str
    span: Span
    hint: str = ""
    title: str = ""
    replacement: str | None = None


@dataclass(frozen=True)
class Name:
    """One name in the brackets, and the edit that takes it out where others stay."""

    text: str
    span: Span
    removal: Edit | None


@dataclass(frozen=True, eq=False)
class Suppression:
    """One comment: what it covers, which rules it names, and how it is taken out.

    In SQL whose characters do not stand in the file as they are, it is not `editable`.
    """

    base: Finding
    span: Span
    covers: Span
    names: tuple[Name, ...]
    until: date | None
    until_span: Span
    reason: str
    fault: Fault | None
    removal: tuple[Edit, ...]
    editable: bool

    def flag(self, message: str, span: Span | None = None) -> Finding:
        """A finding at the suppression or a part of it."""
        return Finding(
            message,
            self.base.source,
            span or self.span,
            self.base.document,
            self.base.path,
            context=self.base.context,
        )


class Suppressions:
    """The suppressions of one file, with what each of them silenced.

    `known` gives the code for every code and every name; `ran` are the codes that were run on this
    file, `mandatory` those that are never silenced.
    """

    def __init__(
        self,
        found: Iterable[Suppression],
        known: Mapping[str, str],
        ran: frozenset[str],
        mandatory: frozenset[str],
        settings: Settings,
    ) -> None:
        self.found = tuple(found)
        self.known = known
        self.ran = ran
        self.mandatory = mandatory
        self.settings = settings
        self._silenced: dict[str, list[int]] = {}

    def code(self, name: Name) -> str | None:
        """The code of the rule that a name in the brackets means."""
        return self.known.get(name.text.upper()) or self.known.get(name.text.lower())

    def is_expired(self, suppression: Suppression) -> bool:
        """Whether the day it is good until has passed."""
        if suppression.until is None:
            return False
        from datetime import date  # few suppressions expire

        return (self.settings.today or date.today()) > suppression.until

    def silences(self, finding: Finding, places: Iterable[int]) -> bool:
        """Whether a finding at the places is silenced; what silences it counts as used."""
        if finding.code in self.mandatory:
            return False
        named = self._named.get(finding.code)
        covered = [at for at in places if named is not None and named.hold(at)]
        for at in covered:
            insort(self._silenced.setdefault(finding.code, []), at)
        return bool(covered)

    @cached_property
    def _named(self) -> dict[str, Spans]:
        """What the suppressions of a rule cover, by its code."""
        found: dict[str, set[Span]] = {}
        for suppression in self.found:
            if suppression.fault is None and not self.is_expired(suppression):
                for code in filter(None, map(self.code, suppression.names)):
                    found.setdefault(code, set()).add(suppression.covers)
        return {code: Spans(spans) for code, spans in found.items()}

    def unused(self, suppression: Suppression) -> list[Name]:
        """The names of rules that ran and that the suppression did not silence."""
        if suppression.fault is not None or self.is_expired(suppression):
            return []
        return [
            name
            for name in suppression.names
            if (code := self.code(name)) in self.ran
            and code not in self.mandatory
            and not self._is_used(suppression.covers, code)
        ]

    def _is_used(self, covers: Span, code: str) -> bool:
        """Whether something that was silenced of a rule is in a span, or at its end."""
        places = self._silenced.get(code, [])
        number = bisect_left(places, covers.start)
        return number < len(places) and places[number] <= covers.end


def read(source: Source, manifest: Manifest | None, scripts: Iterable[Script]) -> list[Suppression]:
    """The suppressions of a file in order: of its YAML, if it has any, and of its scripts."""
    found: dict[Span, Suppression] = {}
    if manifest is not None and not manifest.is_json:
        comments = [comment for comment in manifest.tree.comments if MARK in comment.text]
        lines = _Lines.of(manifest) if comments else _Lines([], [], 0)
        for comment in comments:
            for suppression in _yaml(manifest, comment, lines):
                found.setdefault(suppression.span, suppression)
    for script in scripts:
        if MARK in script.text:
            for suppression in _sql(script):
                found.setdefault(suppression.span, suppression)
    return sorted(found.values(), key=lambda suppression: suppression.span)


def places_of(finding: Finding, manifest: Manifest | None) -> Iterator[int]:
    """Where a suppression may stand for a finding: at its start, and at the key of its value."""
    yield finding.span.start
    if manifest is None or not finding.path:
        return
    documents = manifest.tree.documents
    if not 0 < finding.document <= len(documents):
        return
    steps = (s.replace("~1", "/").replace("~0", "~") for s in finding.path.split("/")[1:])
    node = documents[finding.document - 1].root.at(*steps)
    if node.exists and node.source is finding.source:
        yield node.key_span.start


@dataclass(frozen=True)
class _Lines:
    """Offsets in a file: of lines with more than comments, of the documents, and where the last
    line ends that is not empty."""

    filled: list[int]
    documents: list[int]
    end: int

    @classmethod
    def of(cls, manifest: Manifest) -> _Lines:
        source, filled, at = manifest.source, [], 0
        while at < len(source.text):
            line = source.line_span(at)
            if (words := source.slice(line).strip()) and not words.startswith("#"):
                filled.append(line.start)
            at = line.end
        documents, at = [], 0
        for document in manifest.tree.documents:
            if document.content is not None:
                start = document.content.value.span.start
                marks = [match.start() for match in _MARKER.finditer(source.text, at, start)]
                documents.append(marks[-1] if marks else start)
                at = start
        return cls(filled, documents, len(source.text.rstrip("\r\n")))


def _yaml(manifest: Manifest, comment: Comment, lines: _Lines) -> Iterator[Suppression]:
    source, text = manifest.source, manifest.source.text
    document = max(bisect_right(lines.documents, comment.span.start), 1)
    line = source.line_span(comment.span.start)
    own = comment.own_line
    if own:
        covers = Span(line.start, lines.end)
        following = bisect_left(lines.filled, line.end)
        if following < len(lines.filled):
            covers = _unbroken(source, source.line_span(lines.filled[following]))
    else:
        covers = _unbroken(source, line)
    base = Finding("", source, comment.span, document)

    def place(start: int, end: int) -> Span:
        return Span(start + comment.span.start, end + comment.span.start)

    yield from _read(base, comment.text, place, covers, Span(0, len(text)), own=own, editable=True)


def _sql(script: Script) -> Iterator[Suppression]:
    from flinklint.sql.lexer import tokenize  # the words of SQL are read only where they count

    text = script.text
    tokens, lines = tokenize(text), Source("", text)
    node = script.deployment.artifact["sqlScript"] if script.deployment is not None else None
    value = node.value if node is not None else None
    editable = node is None or (
        isinstance(value, Scalar) and value.style == "|" and node.source_map.exact
    )
    whole = Span(0, len(text))
    if node is not None:  # what is said of the script as a whole stands at its key
        whole = Span(min(node.key_span.start, node.whole_span.start), node.whole_span.end)
    bounds = [*zip([0, *tokens.ends], [*tokens.starts, len(text)], strict=True)]
    for start, end in bounds:
        for match in _SQL_COMMENT.finditer(text, start, end):
            if MARK not in match.group():
                continue
            line = lines.line_span(match.start())
            own = _before_blanks(text, match.start(), line.start) == line.start
            behind = lines.line_span(match.end())
            own = own and _after_blanks(text, match.end(), behind.end) == behind.end
            if own:
                number = bisect_left(tokens.starts, match.end())
                following = tokens.starts[number] if number < len(tokens.starts) else len(text)
                line = lines.line_span(following)
            line = _unbroken(lines, line)
            begin = match.start()

            def place(start: int, end: int, begin: int = begin) -> Span:
                return script.span(begin + start, begin + end)

            yield from _read(
                script.flag(match.start(), match.end(), ""),
                match.group(),
                place,
                script.span(line.start, line.end),
                whole,
                own=own,
                editable=editable,
            )


def _read(
    base: Finding,
    comment: str,
    place: Place,
    line: Span,
    whole: Span,
    *,
    own: bool,
    editable: bool,
) -> Iterator[Suppression]:
    """The suppression that a comment holds, if it is addressed to us."""
    start = _START.search(comment)
    directive = start and _DIRECTIVE.match(comment, start.end())
    if not start or not directive:
        return
    end = directive.end("close" if directive["close"] else "verb")
    reason = directive["reason"].removesuffix("*/").strip()
    removal = _removal(base.source, place, comment, start.start(), own) if editable else ()
    found = list(_NAME.finditer(comment, *directive.span("names")))  # (-1, -1) where there are none
    names = []
    for number, name in enumerate(found):
        edit = None
        if editable and len(found) > 1:
            last = number + 1 == len(found)
            cut = (
                (found[number - 1].end(), name.end())
                if last
                else (name.start(), found[number + 1].start())
            )
            edit = Edit(base.source, place(*cut), "")
        names.append(Name(name.group(), place(*name.span()), edit))
    until, until_span = None, base.span
    fault = _fault(directive, place(directive.start(), end), place, bool(names))
    if fault is None and directive["until"] is not None:
        from datetime import datetime

        until_span = place(directive.start("until") - len("until="), directive.end("until"))
        try:
            until = datetime.strptime(directive["until"], "%Y-%m-%d").date()
        except ValueError:
            fault = Fault(
                f"`until={directive['until']}` is no day",
                until_span,
                "write it as until=2026-12-31; the suppression has no effect before",
            )
    yield Suppression(
        base,
        place(directive.start(), end),
        whole if directive["verb"] == "ignore-file" else line,
        tuple(names),
        until,
        until_span,
        reason,
        fault,
        removal,
        editable,
    )


def _fault(directive: re.Match[str], span: Span, place: Place, named: bool) -> Fault | None:
    verb = directive["verb"]
    form = f"write {MARK} ignore[FL206]; it has no effect before"
    if verb not in VERBS:
        near = nearest(verb, VERBS)
        if near is not None:
            at = place(*directive.span("verb"))
            title = f"write {near}"
            return Fault(f"`{verb}` is no suppression", at, f"did you mean `{near}`?", title, near)
        said = f"`{MARK} {verb}`" if verb else f"`{MARK}`"
        return Fault(f"{said} is no suppression", span, form)
    if directive["open"] is None:
        return Fault("the suppression names no rules in brackets", span, form)
    if directive["close"] is None:
        return Fault("the bracket of the suppression is not closed", span, form)
    if not named:
        return Fault("the brackets of the suppression are empty", span, form)
    return None


def _removal(source: Source, place: Place, comment: str, start: int, own: bool) -> tuple[Edit, ...]:
    """The edit that takes the comment out, from the sign before our mark on."""
    text, span = source.text, place(start, len(comment))
    line = source.line_span(span.start)
    if own and start == 0 and span.end <= line.end:
        return (Edit(source, line, ""),)
    at = span.start
    while at > line.start and text[at - 1] in " \t":
        at -= 1
    end = source.line_span(span.end).end
    if _after_blanks(text, span.end, end) < end:  # something follows a /* */ in its last line
        return (Edit(source, span, "" if at < span.start else " "),)
    return (Edit(source, Span(at, span.end), ""),)


def _before_blanks(text: str, at: int, start: int) -> int:
    """Where the blanks before an offset begin, from a start on."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _after_blanks(text: str, at: int, end: int) -> int:
    """Where the blanks behind an offset end, up to an end."""
    while at < end and text[at].isspace():
        at += 1
    return at


def _unbroken(source: Source, line: Span) -> Span:
    end = line.end
    while end > line.start and source.text[end - 1] in "\r\n":
        end -= 1
    return Span(line.start, end)
