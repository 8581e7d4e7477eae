"""Reads the YAML that people write most, line by line: nested mappings and lists in block style.

It takes a twentieth of the time that YAML's grammar takes, and gives the very tree that `compose`
makes of ruamel.yaml's events (tests hold the two against each other), or nothing at all: flow
collections, anchors, tags, escapes, plain values of several lines, tabs, and whatever is wrong with
a text are left to the grammar.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from flinklint.regex import regex
from flinklint.scalar import Block
from flinklint.source import Source, Span
from flinklint.tree import Comment, Document, Entry, Mapping, Scalar, Sequence, Tree

_USUAL = b"\t\n" + bytes(range(0x20, 0x7F))
"""ASCII without what YAML forbids or takes for a line break that is not `\\n`."""

_LINE = regex(
    r"""
    (\ *)                                                                # 1 indentation
    (?:(-)(?:\ +|(?=\n|\Z)))?                                            # 2 item of a list
    (?:([A-Za-z0-9_$][A-Za-z0-9_./$-]{0,500}|"[^"\\\n\t]{0,500}"|'[^'\n\t]{0,500}')
       (:)(?:\ +|(?=\n|\Z)))?                                            # 3 key, 4 its colon
    (?:("[^"\\\n]*"|'[^'\n]*(?:''[^'\n]*)*')                                   # 5 quoted value
      |([|>])([-+]?)(?=[\ \n]|\Z)                                        # 6 block, 7 chomping
      |(\{\}|\[\])                                                       # 8 empty collection
      |((?:[^\s\-?:,\[\]{}\#&*!|>'"%@`]|-(?=[^\ \n\t]))
        [^:\#\n\t]*(?:(?::(?=[^\ \n\t])|(?<!\ )\#)[^:\#\n\t]*)*)         # 9 plain value
    )?
    \ *((?<![^\ \n])\#[^\n]*)?(?:\n|\Z)                                  # 10 comment
    """,
    re.VERBOSE,
)


_span = partial(tuple.__new__, Span)
"""A span, of a pair, in half the time."""


class Unusual(Exception):  # noqa: N818 - nothing is wrong with the text
    """The text has what is not read here."""


class _Level:
    """A collection that is open: its column, and where a value that is still missing would stand.

    `key` is the key that waits for its value; `waits_at` is None where nothing is missing.
    """

    __slots__ = ("column", "key", "value", "waits_at")

    def __init__(self, column: int, value: Mapping | Sequence) -> None:
        self.column = column
        self.value = value
        self.key: Entry | None = None
        self.waits_at: int | None = None


def read(source: Source) -> Tree | None:
    """The tree of a text, or None if it has what is not read here."""
    if is_strange(source.text):
        return None
    reader = _Reader(source)
    try:
        reader.run()
    except Unusual:
        return None
    return Tree(source, reader.documents, reader.comments, None)


def is_strange(text: str) -> bool:
    """Whether a text has what YAML forbids, or takes for a line break or a mark."""
    if text.isascii():
        return bool(text.encode().translate(None, _USUAL))
    return any(
        ord(letter) not in _USUAL
        if letter < "\x80"
        else letter < "\xa0"
        or letter in "\u2028\u2029\ufeff\ufffe\uffff"
        or "\ud800" <= letter <= "\udfff"
        for letter in set(text)
    )


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.documents: list[Document] = []
        self.comments: list[Comment] = []
        self._levels: list[_Level] = []
        self._is_marked = False

    def run(self) -> None:
        text, position = self.source.text, 0
        length, levels, comments = len(text), self._levels, self.comments
        while position < length:
            match = _LINE.match(text, position)
            if match is None:
                raise Unusual
            start, position = position, match.end()
            blanks, dash, key, _, quoted, block, chomping, empty, plain, comment = match.groups()
            if comment is not None:
                at = match.start(10)
                own = not text[start:at].strip(" ")
                comments.append(Comment(Span(at, at + len(comment)), comment, own))
            if match.lastindex == 1 or (match.lastindex == 10 and comments[-1].own_line):
                continue
            column = len(blanks)
            if not column and text.startswith("---", start):
                self._mark(text[start:position])
                continue
            while levels and levels[-1].column > column:
                self._close()
            if dash is not None:
                self._item(start + column, column)
                column = match.start(3) - start
            if key is not None:
                self._key(match.start(3), column, key, match.end(4))
            elif dash is None:
                raise Unusual
            if plain is not None:
                at, plain = match.start(9), plain.rstrip(" ")
                self._add(Scalar(_span((at, at + len(plain))), plain, "", None))
            elif quoted is not None:
                at, style = match.start(5), quoted[0]
                value = quoted[1:-1] if style == '"' else quoted[1:-1].replace("''", "'")
                self._add(Scalar(_span((at, at + len(quoted))), value, style, None))
            elif block is not None:
                scalar = read_block(text, match.start(6), position, levels[-1].column, chomping)
                assert scalar.block is not None
                position = scalar.block.stop
                self._add(scalar)
            elif empty is not None:
                span = Span(match.start(8), match.end(8))
                self._add(Mapping(span) if empty == "{}" else Sequence(span))
        self._end()

    def _mark(self, line: str) -> None:
        """Take a line that ends a document and begins the next."""
        if line.rstrip(" \n") != "---":
            raise Unusual
        self._end()
        self._is_marked = True

    def _end(self) -> None:
        """Close what is open at the end of a document."""
        if self._is_marked and not self._levels:
            raise Unusual
        while self._levels:
            self._close()

    def _close(self) -> None:
        self._settle()
        value = self._levels.pop().value
        last = value.entries[-1][1] if isinstance(value, Mapping) else value.items[-1]
        value.span = _span((value.span.start, last.value.span.end))

    def _settle(self) -> None:
        """Make null what waits for a value that does not come."""
        at = self._levels[-1].waits_at
        if at is not None:
            self._add(Scalar(Span(at, at), "", "", None))

    def _add(self, value: Scalar | Mapping | Sequence) -> None:
        level = self._levels[-1]
        entry = Entry(value)
        if level.waits_at is None:
            raise Unusual
        level.waits_at = None
        if isinstance(level.value, Sequence):
            level.value.items.append(entry)
        else:
            assert level.key is not None
            level.value.entries.append((level.key, entry))

    def _open(self, column: int, value: Mapping | Sequence) -> _Level:
        """Begin a collection where a value is missing, or a document."""
        if self._levels:
            self._add(value)
        else:
            if self.documents and not self._is_marked:
                raise Unusual
            number = len(self.documents) + 1
            self.documents.append(Document(self.source, number, Entry(value), [], 0))
            self._is_marked = False
        level = _Level(column, value)
        self._levels.append(level)
        return level

    def _item(self, at: int, column: int) -> None:
        """Begin an item; a list may stand in the column of the key that it belongs to."""
        level = self._levels[-1] if self._levels else None
        if level is None or level.column < column or isinstance(level.value, Mapping):
            level = self._open(column, Sequence(Span(at, at)))
        else:
            self._settle()
        level.waits_at = at + 1

    def _key(self, at: int, column: int, text: str, end: int) -> None:
        """Begin an entry; one in the column of a list ends the list, if that belongs to a key."""
        levels = self._levels
        level = levels[-1] if levels else None
        if level is None or level.column < column:
            level = self._open(column, Mapping(_span((at, at))))
        elif isinstance(level.value, Sequence):
            self._close()
            level = levels[-1] if levels else None
            if level is None or level.column != column:
                raise Unusual
        if level.waits_at is not None:
            self._settle()
        style = text[0] if text[0] in "'\"" else ""
        name = text[1:-1] if style else text
        level.key = Entry(Scalar(_span((at, at + len(text))), name, style, None))
        level.waits_at = end


def read_block(text: str, at: int, position: int, parent: int, chomping: str) -> Scalar:
    """A block scalar at an offset, whose lines begin at a position, below the column of a parent.

    `chomping` is the mark in its header. Raises `Unusual` for what is not read.
    """
    indent = _indentation(text, position, parent)
    found = _end_of_block(indent).search(text, position)
    stop = found.end() if found is not None else len(text)
    lines = [line[indent:] for line in text[position:stop].split("\n")]
    raw = "\n".join(lines)
    value = raw.rstrip("\n")
    end, breaks = stop, len(raw) - len(value)
    for _ in range(breaks):  # back over the lines behind the last one with content
        end = text.rindex("\n", position, end)
    if text[at] == ">":
        value = fold(lines)
    kept = {"": 1, "-": 0, "+": breaks}[chomping]
    value += "\n" * min(breaks, kept)
    return Scalar(Span(at, end), value, text[at], None, Block(indent, end, stop))


@lru_cache(maxsize=64)
def _end_of_block(indent: int) -> re.Pattern[str]:
    """The break before the line that ends a block: neither blank nor indented as deep."""
    return re.compile(rf"\n(?! {{{indent}}}| *(?:\n|\Z))")


_BLANK_LINES = regex(r"( *)\n")


def _indentation(text: str, position: int, parent: int) -> int:
    """The column of a block scalar's text: that of its first line with more than blanks."""
    most = 0
    while match := _BLANK_LINES.match(text, position):
        most = max(most, match.end(1) - match.start(1))
        position = match.end()
    rest = text[position : position + 4096]
    column = len(rest) - len(rest.lstrip(" "))
    if column == len(rest) or column <= parent or most > column:
        raise Unusual
    return column


def fold(lines: list[str]) -> str:
    """The text of a folded scalar's lines: breaks between lines of text become blanks."""
    parts: list[str] = []
    empty = 0
    before: str | None = None
    for line in lines:
        if not line:
            empty += 1
            continue
        if before is None:
            parts.append("\n" * empty)
        elif before[0] in " \t" or line[0] in " \t":
            parts.append("\n" * (empty + 1))
        else:
            parts.append("\n" * empty or " ")
        parts.append(line)
        before, empty = line, 0
    return "".join(parts)
