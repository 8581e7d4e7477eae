"""Text, and places in it."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import namedtuple
from collections.abc import Iterable
from itertools import accumulate

from flinklint.dataclass import dataclass, field
from flinklint.regex import regex

BOM = "\ufeff"
_LINE_BREAK = regex(r"\r\n|\n|\r")


TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class _Bounds(NamedTuple):
        start: int
        end: int
else:
    _Bounds = namedtuple("_Bounds", ("start", "end"))


class Span(_Bounds):
    """A half-open range of character offsets into a source's text, from `start` to `end`."""

    __slots__ = ()

    def __len__(self) -> int:
        return self.end - self.start


class Spans:
    """Spans of one text, of which it is asked whether one holds an offset or meets another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def hold(self, at: int) -> bool:
        """Whether an offset is in one of them, or at the end of one."""
        before = bisect_right(self._spans, Span(at, sys.maxsize))
        return before > 0 and self._ends[before - 1] >= at

    def meet(self, span: Span) -> bool:
        """Whether one of them has a character in common with a span."""
        before = bisect_left(self._spans, Span(span.end, span.end))
        return before > 0 and self._ends[before - 1] > span.start


@dataclass(frozen=True)
class Position:
    """A place as people read it: line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, eq=False)
class Source:
    """A file's name and its text; a byte order mark stays in the text and has no column."""

    name: str
    text: str
    _line_starts: list[int] = field(default_factory=list, repr=False)
    _last_line: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def is_script(self) -> bool:
        """Whether the file is a bare SQL script."""
        return self.name.lower().endswith(".sql")

    def _starts(self, offset: int) -> list[int]:
        """Where lines start, up to the one after an offset at least; after the last, beyond it."""
        starts = self._line_starts
        if not starts:
            starts.append(0)
        if starts[-1] <= offset:
            for match in _LINE_BREAK.finditer(self.text, starts[-1]):
                starts.append(match.end())
                if match.end() > offset:
                    return starts
            starts.append(len(self.text) + 1)
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of a character offset (one past the end is allowed)."""
        starts = self._starts(offset)
        line = bisect_right(starts, offset) - 1
        column = offset - starts[line]
        if line == 0 and column and self.text.startswith(BOM):
            column -= 1
        return Position(line + 1, column + 1)

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line break and byte order mark."""
        found = self._last_line.get(line)
        if found is None:
            starts = self._line_starts
            while len(starts) <= line:
                starts = self._starts(starts[-1] if starts else 0)
            found = self.text[starts[line - 1] : starts[line]].rstrip("\r\n").removeprefix(BOM)
            self._last_line.clear()
            self._last_line[line] = found
        return found

    def line_span(self, offset: int) -> Span:
        """The whole line that holds an offset, with its line break."""
        starts = self._starts(offset)
        line = bisect_right(starts, offset)
        return Span(starts[line - 1], min(starts[line], len(self.text)))

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
