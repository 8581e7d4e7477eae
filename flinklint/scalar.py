"""Where each character of a decoded YAML scalar stands in the file.

The map is made by reading the scalar's source again, style by style, as YAML 1.2.2 chapters 7 and 8
describe. It is exact only if that reading gives the very value that the YAML parser gave; if it
does not, the whole scalar is the place of each of its characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from flinklint.dataclass import dataclass
from flinklint.regex import regex
from flinklint.source import Span

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"[ \t]*{_BREAK}(?:[ \t]|{_BREAK})*"
_PLAIN = regex(_FOLD)
_SINGLE = regex(rf"{_FOLD}|''")
_DOUBLE = regex(
    rf"\\{_BREAK}(?:[ \t]|{_BREAK})*"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n])"
    rf"|{_FOLD}"
)
_LINE = regex(rf"([^\r\n]*)({_BREAK}|$)")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip

_Piece = tuple[str, int, int]
"""A piece of the value and the start and end of its source; equal lengths map one to one."""


@dataclass(frozen=True)
class Block:
    """A block scalar's indentation, the end of its last line with content, and its own end."""

    indent: int
    end: int
    stop: int


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
            before, behind = self._place(start)
            at = before if start < self._length else behind
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


def scalar_map(
    text: str, span: Span, style: str, value: str, block: Block | None = None
) -> ScalarMap:
    """Map a scalar's value onto the file.

    `style` is one of "" (plain), "'", '"', "|" and ">"; `span` covers the scalar from its first
    quote or its block indicator, `value` is what the YAML parser made of it. A block scalar needs
    its `block`: how far it is indented and where it ends.
    """
    if block is not None:
        pieces = list(_cut(_block(text, span.start, block, folded=style == ">"), len(value)))
    elif style == "":
        pieces = list(_flow(text, span.start, span.end, _PLAIN))
    else:
        pattern = _SINGLE if style == "'" else _DOUBLE
        pieces = list(_flow(text, span.start + 1, span.end - 1, pattern))
    return ScalarMap(value, pieces, span)


def _flow(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[_Piece]:
    done = start
    for match in pattern.finditer(text, start, end):
        yield text[done : match.start()], done, match.start()
        yield _flow_value(match.group()), match.start(), match.end()
        done = match.end()
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
    if len(raw) == 2:
        return _ESCAPES.get(raw[1], raw)
    if len(raw) == 12:
        high, low = int(raw[2:6], 16), int(raw[8:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    code = int(raw[2:], 16)
    return chr(code) if code <= 0x10FFFF else raw


def _block(text: str, start: int, block: Block, *, folded: bool) -> Iterator[_Piece]:
    """The pieces of a block scalar with all its trailing breaks, whatever its chomping."""
    pending: list[_Piece] = []
    before = ""
    for match in islice(_LINE.finditer(text, start, block.stop), 1, None):  # not the header
        content = match.group(1)[block.indent :]
        if content:
            if folded and before and not (before[0] in " \t" or content[0] in " \t"):
                pending[0] = (" " if len(pending) == 1 else "", *pending[0][1:])
            yield from pending
            pending = []
            yield content, match.end(1) - len(content), match.end(1)
            before = content
        if match.group(2):
            pending.append(("\n", match.start(2), match.end(2)))
    yield from pending


def _cut(pieces: Iterator[_Piece], length: int) -> Iterator[_Piece]:
    """The pieces of the first `length` characters: chomping cuts off breaks at the end."""
    for piece in pieces:
        if length < len(piece[0]):
            return
        length -= len(piece[0])
        yield piece
