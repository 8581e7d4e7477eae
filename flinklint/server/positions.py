"""Places in a text as editors count them: lines from 0, columns in units of an encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lsprotocol import types as lsp

from flinklint.memo import cached_property
from flinklint.source import Source, Span

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@dataclass(frozen=True, eq=False)
class Positions:
    """The places of a source. `encoding` is the one agreed on with the editor."""

    source: Source
    encoding: str = "utf-16"

    def offset(self, position: lsp.Position) -> int:
        """The character that a place is before; a place past the end of a line is its end."""
        if position.line >= len(self._starts):
            return len(self.source.text)
        start = self._starts[position.line]
        text = self.source.slice(self.source.line_span(start)).rstrip("\r\n")
        column = 0
        for index, character in enumerate(text):
            if column >= position.character:
                return start + index
            column += self._units(character)
        return start + len(text)

    def position(self, offset: int) -> lsp.Position:
        """The place of a character; one past the end is allowed."""
        line = self.source.position(offset).line - 1
        return lsp.Position(line, self._units(self.source.text[self._starts[line] : offset]))

    def range(self, span: Span) -> lsp.Range:
        """The range that a span covers."""
        return lsp.Range(self.position(span.start), self.position(span.end))

    def span(self, range_: lsp.Range) -> Span:
        """The span of a range."""
        return Span(self.offset(range_.start), self.offset(range_.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.source.text))]

    def _units(self, text: str) -> int:
        codec, width = _WIDTHS.get(self.encoding, _WIDTHS["utf-16"])
        return len(text.encode(codec, "surrogatepass")) // width
