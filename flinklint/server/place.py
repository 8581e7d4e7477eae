"""What stands at a place of a YAML text, told by indentation: the text may be half typed.

The tree of `flinklint.tree` is for texts that are YAML; here a line that is not is passed over, and
the next one is read as if nothing had happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from flinklint.source import Span

Role = Literal["key", "value", "text", "comment"]

_KEY = re.compile(
    r"(?P<key>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\"'#\[\]{},&*!|>%@`-][^#\r\n]*?|-[^\s#][^#\r\n]*?)"
    r"[ \t]*(?P<colon>:)(?=[ \t]|$)"
)
_ITEM = re.compile(r"-(?:[ \t]+|$)")
_PROPERTY = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)+")
_BLOCK = re.compile(r"[|>](?P<signs>[-+0-9]*)[ \t]*(?:#.*)?$")
_FLOW = re.compile(
    r"(?P<blank>\s+)|(?P<comment>(?:(?<=\s)|^)#[^\r\n]*)|(?P<sign>[{}\[\],]|:(?=[\s,\[\]{}]|$))"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\"?|'(?:[^']|'')*'?"
    r"|(?:[^\s,\[\]{}:]|:(?![\s,\[\]{}]|$)|[ \t]+(?![\s,\[\]{}:#]|$))+)"
)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")


@dataclass(frozen=True)
class Place:
    """A place in a document: the keys that lead there, and the word that it is in.

    `word` is the whole key or value at the place, `span` where it stands; `typed` is what of it
    stands before the place. `path` ends with the key for a value, and with the mapping's for a key;
    items are steps by number. `siblings` are the other keys of the mapping, as far as they are
    found. `document` counts from 1.
    """

    path: tuple[str, ...]
    role: Role
    word: str
    span: Span
    typed: str
    document: int
    siblings: frozenset[str] = frozenset()
    block: Block | None = None
    in_flow: bool = False


@dataclass(frozen=True)
class Block:
    """The lines of a block scalar: its text without the indentation, and where each line starts."""

    text: str
    indent: int
    starts: tuple[int, ...]

    def index(self, offset: int) -> int:
        """Where in the text an offset of the file is."""
        index = 0
        lines = self.text.split("\n")
        for number, start in enumerate(self.starts):
            following = self.starts[number + 1] if number + 1 < len(self.starts) else None
            if following is None or offset < following:
                column = min(max(offset - start - self.indent, 0), len(lines[number]))
                return index + column
            index += len(lines[number]) + 1
        return index


@dataclass
class _Frame:
    """A mapping's entry or a sequence's item that is open: at which indentation, and its step."""

    indent: int
    step: str
    is_item: bool = False
    seen: set[str] = field(default_factory=set)


@dataclass
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def starts_with_tab(self) -> bool:
        """Whether a tab indents the line, which YAML does not take."""
        return self.text.lstrip(" ").startswith("\t")


def place_at(text: str, offset: int) -> Place:
    """What stands at an offset. Never raises, whatever the text."""
    return _Scan(text, offset).run()


def _lines(text: str) -> list[_Line]:
    found = [
        _Line(match.start(), match.group(1))
        for match in re.finditer(r"([^\r\n]*)(\r\n|\n|\r|\Z)", text)
    ]
    if len(found) > 1 and not found[-1].text and found[-2].end == found[-1].start:
        found.pop()  # the last match is the empty one at the end of a last line
    return found


class _Scan:
    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.lines = _lines(text)
        self.frames: list[_Frame] = []
        self.seen: set[str] = set()
        self.document = 1
        self.has_content = False

    def run(self) -> Place:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            here = line.start <= self.offset <= line.end
            if line.text.startswith(("---", "...")) and line.text[3:4] in ("", " ", "\t"):
                self._new_document(line)
                if here:
                    break
                number += 1
                continue
            passed_over = line.is_blank or line.text.lstrip().startswith("#")
            if passed_over and here:
                return self._between(line)
            if passed_over or (line.starts_with_tab and not here):
                number += 1
                continue
            self.has_content = True
            found = self._read(number)
            if isinstance(found, Place):
                return found
            number = found
        return self._empty(self.offset)

    def _new_document(self, line: _Line) -> None:
        if line.text.startswith("---") and (self.has_content or self.document > 1):
            self.document += 1
        self.frames, self.seen = [], set()
        self.has_content = self.has_content and line.text.startswith("---")

    # Places

    def _path(self) -> tuple[str, ...]:
        return tuple(frame.step for frame in self.frames)

    def _empty(self, offset: int) -> Place:
        span = Span(offset, offset)
        return Place(self._path(), "key", "", span, "", self.document, frozenset(self.seen))

    def _between(self, line: _Line) -> Place:
        """A place on an empty line, or in a comment."""
        if comment := self._comment(line, 0):
            return comment
        self._close(self.offset - line.start)
        siblings = self._siblings(self.offset - line.start, self.lines.index(line) + 1)
        return self._place("key", "", Span(self.offset, self.offset), siblings)

    def _comment(self, line: _Line, end: int) -> Place | None:
        """The comment that follows the content of a line, if the place is in it."""
        sharp = line.text.find("#", end)
        if sharp < 0 or self.offset - line.start <= sharp:
            return None
        return self._place("comment", line.text[sharp:], Span(line.start + sharp, line.end))

    def _place(
        self,
        role: Role,
        word: str,
        span: Span,
        siblings: frozenset[str] = frozenset(),
        *,
        in_flow: bool = False,
    ) -> Place:
        typed = self.text[span.start : self.offset] if self.offset >= span.start else ""
        return Place(
            self._path(), role, word, span, typed, self.document, siblings, in_flow=in_flow
        )

    def _close(self, indent: int, *, item: bool = False) -> None:
        """End what is open and not further out than an indentation."""
        while self.frames:
            last = self.frames[-1]
            if last.indent < indent or (item and last.indent == indent and not last.is_item):
                break
            self.frames.pop()

    def _holder(self) -> set[str]:
        """The keys of the mapping that is open, so far."""
        return self.frames[-1].seen if self.frames else self.seen

    def _siblings(self, indent: int, following: int) -> frozenset[str]:
        """The keys of the open mapping, those in the lines that follow too."""
        found = set(self._holder())
        for line in self.lines[following:]:
            if line.is_blank or line.text.lstrip().startswith("#"):
                continue
            if line.indent < indent or line.text.startswith(("---", "...")):
                break
            match = _KEY.match(line.text, line.indent)
            if line.indent == indent and match:
                found.add(_unquoted(match["key"]))
        return frozenset(found)

    # Block style

    def _read(self, number: int) -> Place | int:
        """Read a line: the place, if it is there, else the number of the next line."""
        line = self.lines[number]
        at = line.indent
        while item := _ITEM.match(line.text, at):
            self._item(at)
            if line.start + at <= self.offset < line.start + item.end():
                return self._empty(self.offset)
            at = item.end()
        if at >= len(line.text):
            return self._at_end(line) or number + 1
        key = _KEY.match(line.text, at)
        if key is None:
            self._close(at)
            return self._bare(line, at, number)
        self._close(at)
        word = key["key"]
        span = Span(line.start + at, line.start + at + len(word))
        if span.start <= self.offset <= span.end:
            siblings = self._siblings(at, number + 1) - {_unquoted(word)}
            return self._place("key", _unquoted(word), span, siblings)
        if self.offset < span.start and self.offset >= line.start:
            return self._empty(self.offset)
        self._holder().add(_unquoted(word))
        self.frames.append(_Frame(at, _unquoted(word)))
        return self._value(line, key.end("colon"), number, at)

    def _item(self, at: int) -> None:
        same = [frame for frame in self.frames if frame.is_item and frame.indent == at]
        count = int(same[-1].step) + 1 if same else 0
        self._close(at, item=True)
        if self.frames and self.frames[-1].is_item and self.frames[-1].indent == at:
            self.frames.pop()
        self.frames.append(_Frame(at, str(count), is_item=True))

    def _at_end(self, line: _Line) -> Place | None:
        if line.start <= self.offset <= line.end:
            return self._place("key", "", Span(self.offset, self.offset))
        return None

    def _bare(self, line: _Line, at: int, number: int) -> Place | int:
        """A line without a key: a word half typed, an item, or text that goes on."""
        if line.text[at] in "[{\"'":
            return self._value(line, at, number, at)
        if not line.start <= self.offset <= line.end:
            return number + 1
        end = _content_end(line.text)
        if comment := self._comment(line, max(end, at)):
            return comment
        word = line.text[at : max(end, at)]
        siblings = self._siblings(at, number + 1)
        return self._place(
            "key", word, Span(line.start + at, line.start + at + len(word)), siblings
        )

    def _value(self, line: _Line, at: int, number: int, indent: int) -> Place | int:
        """What follows a colon or stands alone."""
        while at < len(line.text) and line.text[at] in " \t":
            at += 1
        if properties := _PROPERTY.match(line.text, at):
            at = properties.end()
        if block := _BLOCK.match(line.text, at):
            if line.start <= self.offset <= line.end:
                return self._place("comment", "", Span(self.offset, self.offset))
            return self._block(number, indent, block["signs"])
        if line.text[at : at + 1] in ("{", "[", '"', "'"):
            return self._flow(line, at, number, indent)
        end = max(_content_end(line.text), at)
        if not line.start <= self.offset <= line.end:
            return number + 1
        if comment := self._comment(line, end):
            return comment
        start = min(line.start + at, self.offset)
        return self._place("value", line.text[at:end], Span(start, max(line.start + end, start)))

    def _block(self, number: int, indent: int, signs: str) -> Place | int:
        """The lines of a block scalar."""
        first = last = number + 1
        while last < len(self.lines):
            line = self.lines[last]
            at_cursor = line.is_blank and line.start <= self.offset <= line.end
            if at_cursor and self.offset - line.start <= indent:
                break
            if not line.is_blank and line.indent <= indent:
                break
            last += 1
        inside = self.lines[first:last]
        if not any(line.start <= self.offset <= line.end for line in inside):
            return last
        digits = re.sub(r"\D", "", signs)
        depths = [line.indent for line in inside if not line.is_blank]
        own = indent + int(digits) if digits else (depths[0] if depths else indent + 2)
        block = Block(
            "\n".join(line.text[own:] for line in inside), own, tuple(one.start for one in inside)
        )
        span = Span(inside[0].start, inside[-1].end)
        found = self._place("text", block.text, span)
        return Place(found.path, "text", block.text, span, found.typed, self.document, block=block)

    # Flow style

    def _flow(self, line: _Line, at: int, number: int, indent: int) -> Place | int:
        """A value in brackets or quotes, over as many lines as it takes."""
        base = len(self.frames)
        opened: list[str] = []
        state = _Flow(self, base, opened)
        position = line.start + at
        limit = self._flow_limit(number, indent)
        for match in _FLOW.finditer(self.text, position, limit):
            place = state.take(match)
            if place is not None:
                return place
            if not opened and match.lastgroup in ("sign", "text"):
                position = match.end()
                break
        else:
            if position <= self.offset <= limit:
                return state.at_end(limit)
            position = limit
        del self.frames[base:]
        ended = self._line_of(position)
        line = self.lines[ended]
        if position < self.offset <= line.end:
            return self._place("comment", "", Span(self.offset, self.offset))
        return ended + 1

    def _line_of(self, offset: int) -> int:
        for number, line in enumerate(self.lines):
            if line.start <= offset <= line.end:
                return number
        return len(self.lines) - 1

    def _flow_limit(self, number: int, indent: int) -> int:
        """Where a value that is never closed ends: before a line that is a key further out."""
        if not self.frames:
            return len(self.text)
        for line in self.lines[number + 1 :]:
            if line.text.startswith("---"):
                return max(line.start - 1, 0)
            further_out = not line.is_blank and line.indent <= indent
            if further_out and _KEY.match(line.text, line.indent):
                return max(line.start - 1, 0)
        return len(self.text)


class _Flow:
    """The state of a value in flow style."""

    def __init__(self, scan: _Scan, base: int, opened: list[str]) -> None:
        self.scan = scan
        self.base = base
        self.opened = opened
        self.counts: list[int] = []
        self.keys: list[set[str]] = []
        self.after_colon = True
        self.word = ""

    def take(self, match: re.Match[str]) -> Place | None:
        """Take the next token: the place, if it is there."""
        scan, text = self.scan, match.group()
        if match.lastgroup == "text":
            found = self._text(match)
            self.word = _unquoted(text)
            return found
        if match.lastgroup == "sign":
            if match.start() == scan.offset and text not in "{[":
                return self._here(match.start())
            self._sign(text)
            return None
        if match.start() < scan.offset < match.end() or scan.offset == match.start():
            if match.lastgroup == "comment":
                return scan._place("comment", text, Span(match.start(), match.end()))
            return self._here(scan.offset)
        return None

    def _text(self, match: re.Match[str]) -> Place | None:
        scan, span = self.scan, Span(match.start(), match.end())
        if not span.start <= scan.offset <= span.end:
            return None
        word = _unquoted(match.group())
        if self._is_key():
            return scan._place("key", word, span, frozenset(self.keys[-1] - {word}), in_flow=True)
        return scan._place("value", word, span, in_flow=bool(self.opened))

    def _is_key(self) -> bool:
        return bool(self.opened) and self.opened[-1] == "{" and not self.after_colon

    def _here(self, offset: int) -> Place:
        """A place where no word is yet."""
        span = Span(offset, offset)
        if self._is_key():
            return self.scan._place("key", "", span, frozenset(self.keys[-1]), in_flow=True)
        return self.scan._place("value", "", span, in_flow=bool(self.opened))

    def at_end(self, limit: int) -> Place:
        """The place at the end of a value that is never closed."""
        return self._here(min(self.scan.offset, limit))

    def _sign(self, sign: str) -> None:
        frames = self.scan.frames
        if sign in "{[":
            self.opened.append(sign)
            self.counts.append(0)
            self.keys.append(set())
            self.after_colon = sign == "["
            if sign == "[":
                frames.append(_Frame(0, "0"))
        elif sign in "}]":
            if self.opened:
                closed = self.opened.pop()
                self.counts.pop()
                self.keys.pop()
                if (closed == "[" or self.after_colon) and len(frames) > self.base:
                    frames.pop()
            self.after_colon = True
        elif sign == ":" and self._is_key():
            self.keys[-1].add(self.word)
            frames.append(_Frame(0, self.word))
            self.after_colon = True
        elif sign == "," and self.opened:
            if self.opened[-1] == "[":
                self.counts[-1] += 1
                frames[-1] = _Frame(0, str(self.counts[-1]))
            elif self.after_colon:
                if len(frames) > self.base:
                    frames.pop()
                self.after_colon = False


def _content_end(text: str) -> int:
    """Where the content of a line ends: before a comment and blanks."""
    comment = _COMMENT.search(text)
    return len((text[: comment.start()] if comment else text).rstrip())


def _unquoted(text: str) -> str:
    if text[:1] in ("'", '"'):
        inner = text[1:-1] if len(text) > 1 and text[-1] == text[0] else text[1:]
        return inner.replace("''", "'") if text[0] == "'" else inner.replace('\\"', '"')
    return text
