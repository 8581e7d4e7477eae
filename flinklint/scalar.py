"""Where each character of a decoded YAML scalar stands in the file.

The map is made by reading the scalar's source again, style by style, as YAML 1.2.2 chapters 7 and 8
describe. It is exact only if that reading gives the very value that the YAML parser gave; if it
does not, the whole scalar is the place of each of its characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from flinklint.source import Span

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"[ \t]*{_BREAK}(?:[ \t]|{_BREAK})*"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"{_FOLD}|''")
_DOUBLE = re.compile(
    rf"\\{_BREAK}(?:[ \t]|{_BREAK})*"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n])"
    rf"|{_FOLD}"
)
_LINE = re.compile(rf"([^\r\n]*)({_BREAK}|$)")
_HEADER = re.compile(rf"[|>][-+0-9]*[^\r\n]*{_BREAK}?")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip

_Piece = tuple[str, int, int]
"""A piece of the value and the start and end of its source; equal lengths map one to one."""


class ScalarMap:
    """Spans of a decoded scalar as spans of the file.

    `exact` tells whether the map holds; if not, `span` gives the span of the whole scalar.
    """

    def __init__(self, value: str, pieces: list[_Piece], whole: Span) -> None:
        self.whole = whole
        self.exact = "".join(text for text, _, _ in pieces) == value
        self._starts: list[int] = []
        self._pieces: list[_Piece] = []
        position = 0
        for piece in pieces if self.exact else ():
            if piece[0]:
                self._starts.append(position)
                self._pieces.append(piece)
                position += len(piece[0])
        self._length = position

    def span(self, start: int, end: int) -> Span:
        """The span in the file of the value's characters from `start` up to `end`."""
        if not self._pieces:
            return self.whole
        end = min(end, self._length)
        if start >= end:
            at = self._place(start)[0] if start < self._length else self._place(start - 1)[1]
            return Span(at, at)
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, index: int) -> tuple[int, int]:
        """Start and end in the file of one character of the value."""
        index = max(0, min(index, self._length - 1))
        number = bisect_right(self._starts, index) - 1
        text, start, end = self._pieces[number]
        if len(text) == end - start:
            offset = start + index - self._starts[number]
            return offset, offset + 1
        return start, end


def scalar_map(text: str, span: Span, style: str, value: str) -> ScalarMap:
    """Map a scalar's value onto the file.

    `style` is one of "" (plain), "'", '"', "|" and ">"; `span` covers the scalar from its first
    quote or its block indicator, `value` is what the YAML parser made of it.
    """
    if style == "|":
        pieces = list(_literal(text, span, value))
    elif style == ">":
        pieces = list(_folded(text, span, value))
    elif style == "":
        pieces = list(_flow(text, span.start, span.end, _PLAIN))
    else:
        pattern = _SINGLE if style == "'" else _DOUBLE
        pieces = list(_flow(text, span.start + 1, span.end - 1, pattern))
    return ScalarMap(value, pieces, span)


def _flow(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[_Piece]:
    done = start
    for match in pattern.finditer(text, start, end):
        if match.start() > done:
            yield text[done : match.start()], done, match.start()
        yield _flow_value(match.group()), match.start(), match.end()
        done = match.end()
    if done < end:
        yield text[done:end], done, end


def _flow_value(raw: str) -> str:
    """What a fold, a doubled quote or an escape stands for."""
    if raw == "''":
        return "'"
    if raw[0] != "\\":
        breaks = len(re.findall(_BREAK, raw))
        return " " if breaks == 1 else "\n" * (breaks - 1)
    if raw[1] in "\r\n":
        return "\n" * (len(re.findall(_BREAK, raw)) - 1)
    if raw[1] in "xuU" and len(raw) > 2:
        if len(raw) == 12 and raw[1] == "u":
            high, low = int(raw[2:6], 16), int(raw[8:], 16)
            return chr(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF))
        code = int(raw[2:], 16)
        return chr(code) if code <= 0x10FFFF else raw
    return _ESCAPES.get(raw[1], raw)


def _block_lines(text: str, span: Span) -> Iterator[tuple[int, str, str]]:
    """Start, text and line break of each line below a block scalar's header."""
    header = _HEADER.match(text, span.start, span.end)
    position = header.end() if header else span.start
    while position < span.end:
        match = _LINE.match(text, position)
        if match is None or match.end() == position:
            return
        yield position, match.group(1), match.group(2)
        position = match.end()


def _literal(text: str, span: Span, value: str) -> Iterator[_Piece]:
    lines = value.split("\n")
    indent = -1
    position = 0  # the breaks past the value's end were chomped
    for (start, line, line_break), content in zip(_block_lines(text, span), lines, strict=False):
        if content and indent < 0:
            indent = len(line) - len(content)
        after = start + len(line)
        at = start + min(len(line), max(indent, 0)) if content else after
        yield line[at - start :], at, after
        position += after - at + 1
        if line_break and position <= len(value):
            yield "\n", after, after + len(line_break)


def _folded(text: str, span: Span, value: str) -> Iterator[_Piece]:
    first = value.lstrip("\n")
    inner = len(first) - len(first.lstrip(" "))
    lines = list(_block_lines(text, span))
    filled = next((line for _, line, _ in lines if line.strip(" ")), "")
    indent = len(filled) - len(filled.lstrip(" ")) - inner
    position = 0  # how much of the value is placed: trailing breaks depend on the chomping
    fold = False
    pending: list[_Piece] = []
    for start, line, line_break in lines:
        content = line[indent:] if len(line) > indent else ""
        after = start + len(line)
        if not content:
            pending.append(("\n", after, after + len(line_break)))
            continue
        folds = fold and content[0] not in " \t"
        if pending and folds:
            pending[0] = ("" if len(pending) > 1 else " ", *pending[0][1:])
        for piece in pending:
            yield piece
            position += len(piece[0])
        yield content, start + indent, after
        position += len(content)
        fold = content[0] not in " \t"
        pending = [("\n", after, after + len(line_break))]
    yield from pending[: len(value) - position]
