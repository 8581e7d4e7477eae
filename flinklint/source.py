"""Text, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import namedtuple

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

    @property
    def is_script(self) -> bool:
        """Whether the file is a bare SQL script."""
        return self.name.lower().endswith(".sql")

    def _starts(self) -> list[int]:
        if not self._line_starts:
            self._line_starts.append(0)
            self._line_starts.extend(match.end() for match in _LINE_BREAK.finditer(self.text))
        return self._line_starts

    def position(self, offset: int) -> Position:
        """The line and column of a character offset (one past the end is allowed)."""
        starts = self._starts()
        line = bisect_right(starts, offset) - 1
        column = offset - starts[line]
        if line == 0 and column and self.text.startswith(BOM):
            column -= 1
        return Position(line + 1, column + 1)

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line break and byte order mark."""
        starts = self._starts()
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n").removeprefix(BOM)

    def line_span(self, offset: int) -> Span:
        """The whole line that holds an offset, with its line break."""
        starts = self._starts()
        line = bisect_right(starts, offset)
        end = starts[line] if line < len(starts) else len(self.text)
        return Span(starts[line - 1], end)

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
