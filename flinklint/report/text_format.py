"""The report for people: each finding with the lines that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint.dataclass import dataclass
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.report.record import Record
from flinklint.report.secret import Secret
from flinklint.source import Source, Span
from flinklint.written_secrets import Texts

_WIDTH = 120
_TAB = 4
_HEADER = regex(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?")  # of a block scalar
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(record: Record, colour: bool) -> str:
    """Every finding as a heading, its place, a code frame and what to do."""
    return frames(record.findings, record, colour)


def frames(findings: Iterable[Finding], record: Record, colour: bool) -> str:
    """Some of a record's findings as `render` shows them."""
    paint, lines = Paint(colour), _Lines(record.secrets, record.secret_texts)
    return "".join("\n".join(_finding(finding, paint, lines)) + "\n\n" for finding in findings)


class _Lines:
    """The lines of sources as they may be shown: no finding shows what another calls a secret."""

    def __init__(self, secrets: Iterable[Secret], known: Texts) -> None:
        self._known = known
        self._masks: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._shown: dict[tuple[int, int], str] = {}
        for secret in secrets:
            self._hide(secret.source, secret.span)

    def _hide(self, source: Source, span: Span) -> None:
        start = span.start
        while start < span.end:
            place = source.position(start)
            end = min(source.line_span(start).end, span.end)
            columns = (place.column - 1, place.column - 1 + end - start)
            self._masks.setdefault((id(source), place.line), []).append(columns)
            start = end

    def text(self, source: Source, line: int) -> str:
        """The text of a line, each character of a secret an asterisk; made once of each line."""
        key = (id(source), line)
        shown = self._shown.get(key)
        if shown is None:
            own = _starred(source.line_text(line), sorted(self._masks.get(key, ())))
            shown = self._shown[key] = _starred(own, self._known.parts(own, short=False))
        return shown


def _starred(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """A text with an asterisk for each character of some parts of it, which are in order."""
    done = 0
    shown: list[str] = []
    for start, end in parts:
        first, last = max(start, done), min(max(end, done), len(text))
        shown += (text[done:first], "*" * (last - first))
        done = max(done, last)
    return "".join((*shown, text[done:])) if done else text


@dataclass(frozen=True)
class Paint:
    """Puts a text into a style of the terminal, given as the numbers of an escape, or leaves it."""

    colour: bool

    def __call__(self, text: str, style: str) -> str:
        """The text in a style."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


@dataclass(frozen=True)
class _Mark:
    """What a frame shows below one line; `head` is a line to show with it, without a mark."""

    source: Source
    line: int
    start: int
    end: int
    text: str
    primary: bool
    head: int | None = None


def _finding(finding: Finding, paint: Paint, lines: _Lines) -> Iterator[str]:
    severity = (finding.severity or Severity.ERROR).value
    style = _COLOURS[severity]
    heading = paint(f"{severity}[{finding.code} {finding.name}]", f"1;{style}")
    yield f"{heading}{paint(': ' + visible(finding.message), '1')}"
    position = finding.source.position(finding.span.start)
    name = visible(finding.source.name)
    context = f"  ({visible(finding.context)})" if finding.context else ""
    hint = visible(finding.hint)
    marks = [_mark(finding.source, finding.span, hint if len(hint) <= 60 else "", True)]
    marks += [
        _mark(label.source, label.span, visible(label.text), False) for label in finding.labels
    ]
    width = len(str(max(mark.line for mark in marks)))
    arrow = paint(" " * width + "-->", "34")
    yield f"{arrow} {name}:{position.line}:{position.column}{context}"
    own = [mark for mark in marks if mark.source is finding.source]
    yield from _frame(own, width, style, paint, lines)
    for mark in marks:
        if mark.source is not finding.source:
            yield f"{arrow} {visible(mark.source.name)}:{mark.line}"
            yield from _frame([mark], width, style, paint, lines)
    gutter = paint(" " * width + " =", "34")
    if len(hint) > 60:
        yield f"{gutter} hint: {hint}"
    for fix in finding.fixes:
        yield f"{gutter} {'fix' if fix.safe else 'unsafe fix'}: {visible(fix.title)}"
    yield f"{gutter} docs: flinklint explain {finding.code}"


def _mark(source: Source, span: Span, text: str, primary: bool) -> _Mark:
    start, end = source.position(span.start), source.position(span.end)
    line = source.line_text(start.line)
    if end.line > start.line and _HEADER.fullmatch(line[start.column - 1 :]):
        last = end.line if end.column > 1 else end.line - 1
        inside = _first_line(source, start.line + 1, last)
        if inside is not None:
            text_of = source.line_text(inside)
            indent = len(text_of) - len(text_of.lstrip())
            return _Mark(source, inside, indent, len(text_of.rstrip()), text, primary, start.line)
    last = end.column - 1 if end.line == start.line else len(line)
    return _Mark(source, start.line, start.column - 1, max(last, start.column), text, primary)


def _first_line(source: Source, first: int, last: int) -> int | None:
    """The first line that is not blank, of some lines."""
    lines = range(first, last + 1)
    return next((line for line in lines if source.line_text(line).strip()), None)


def _frame(
    marks: list[_Mark], width: int, style: str, paint: Paint, lines: _Lines
) -> Iterator[str]:
    bar = paint(" " * width + " |", "34")
    yield bar
    before: int | None = None
    heads = {mark.head for mark in marks if mark.head is not None}
    for line in sorted({*heads, *(mark.line for mark in marks)}):
        if before is not None and line > before + 1:
            yield paint("...", "34")
        before = line
        here = [mark for mark in marks if mark.line == line]
        left = _window(here)
        text = lines.text(marks[0].source, line)
        shown = _cells(text[left : left + _WIDTH])
        cut = ("…" if left else "") + shown + ("…" if len(text) > left + _WIDTH else "")
        yield f"{paint(f'{line:>{width}} |', '34')} {cut}".rstrip()
        for mark in sorted(here, key=lambda mark: not mark.primary):
            blank = _columns(text[left : mark.start]) + (1 if left else 0)
            cells = max(_columns(text[mark.start : min(mark.end, left + _WIDTH)]), 1)
            sign = ("^" if mark.primary else "-") * cells
            said = f"{sign} {mark.text}".rstrip()
            yield f"{bar} {' ' * blank}{paint(said, style if mark.primary else '34')}"


def _window(marks: list[_Mark]) -> int:
    """The first column shown, so that the primary mark of a very long line is in sight."""
    start = marks[0].start if marks else 0
    return 0 if start < _WIDTH - 20 else start - 40


def _columns(text: str) -> int:
    """How many terminal cells a text takes."""
    shown = _cells(text)
    return len(shown) if shown.isascii() else sum(map(_cell_width, shown))


def _cell_width(character: str) -> int:
    import unicodedata

    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _cells(text: str) -> str:
    return visible(text.replace("\t", " " * _TAB))


def visible(text: str) -> str:
    """A text without what a terminal would obey or hide: control characters become pictures."""
    if text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character.isascii():
        return character
    import unicodedata

    category = unicodedata.category(character)
    if (
        category in ("Cc", "Cs", "Zl", "Zp")
        or character in "\u200e\u200f\u061c"
        or (0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069)
    ):
        return f"<U+{code:04X}>"
    return character
