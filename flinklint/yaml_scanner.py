"""ruamel.yaml's scanner, brought to YAML 1.2 where it falls short of it.

It knows tabs only in flow collections, refuses a block scalar whose first blank line has fewer
blanks than its text, and takes U+0085, U+2028 and U+2029 for line breaks. Platforms read all of
these, so a manifest that has them must not be called broken.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import ScalarToken

from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.scalar import Block
from flinklint.yaml_lines import fold

_LINE = regex(r"([^\r\n]*)(\r\n|\n|\r|$)")
_BLANKS = regex(r"[ \t]*")
_END = r" \t\r\n\0\x85\u2028\u2029"  # of a word
_PLAIN = regex(rf"[^{_END}:]*(?::(?![{_END}])[^{_END}:]*)*")
_PLAIN_IN_FLOW = regex(rf"[^{_END}:,\[\]{{}}]*(?::(?![{_END}])[^{_END}:,\[\]{{}}]*)*")
_DOCUMENT_MARKER = regex(r"(?:---|\.\.\.)[ \t\r\n\0]")
_VERSION = regex(r" *0*1\.0*[12](?![0-9.])")
_NO_BREAKS = "\x85\u2028\u2029"


class _Reader(Reader):
    """A reader that can be moved by more than a character at once."""

    def forward(self, length: int = 1) -> None:
        end = self.pointer + length
        passed = self.buffer[self.pointer : end]
        if "\n" in passed or "\r" in passed or "\ufeff" in passed or end >= len(self.buffer):
            super().forward(length)
            return
        self.pointer = end
        self.index += length
        self.column += length


class _Scanner(Scanner):
    """The scanner; `starts` and `blocks` hold what was learnt of each scalar, by its end."""

    @cached_property
    def reader(self) -> Any:
        return self.loader.reader

    def reset_scanner(self) -> None:
        self._has_next = False
        super().reset_scanner()
        self.possible_simple_keys: OrderedDict[int, Any] = OrderedDict()
        self.starts: dict[int, int] = {}
        self.blocks: dict[int, Block] = {}

    def scan_yaml_directive_value(self, start_mark: Any) -> Any:
        """The version of YAML; of any other than 1.1 and 1.2 the original breaks later on."""
        if not _VERSION.match(self.reader.buffer, self.reader.pointer):
            problem = "found no version of YAML"
            raise ScannerError(
                "while scanning a directive", start_mark, problem, self.reader.get_mark()
            )
        return super().scan_yaml_directive_value(start_mark)

    # The parser asks some ten times what the next token is, and the original looks each time
    # whether it has read far enough to know.

    def check_token(self, *choices: Any) -> bool:
        if not self._has_next:
            self._find_next()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def peek_token(self) -> Any:
        if not self._has_next:
            self._find_next()
        return self.tokens[0] if self.tokens else None

    def get_token(self) -> Any:
        if not self._has_next:
            self._find_next()
        if not self.tokens:
            return None
        self._has_next = False
        self.tokens_taken += 1
        return self.tokens.pop(0)

    def _find_next(self) -> None:
        while self.need_more_tokens():
            self.fetch_more_tokens()
        self._has_next = True

    # Keys are saved in the order of their flow level, hence of their place: the first is the
    # oldest. The original looks at all of them for every token.

    def next_possible_simple_key(self) -> Any:
        for key in self.possible_simple_keys.values():
            return key.token_number
        return None

    def stale_possible_simple_keys(self) -> None:
        keys, reader = self.possible_simple_keys, self.reader
        while keys:
            key = next(iter(keys.values()))
            if key.line == reader.line and reader.index - key.index <= 1024:
                return
            if key.required:
                raise ScannerError(
                    "while scanning a simple key",
                    key.mark,
                    "could not find expected ':'",
                    reader.get_mark(),
                )
            keys.popitem(last=False)

    def scan_to_next_token(self) -> Any:
        """As the original, but a tab also separates tokens of a line in a block collection."""
        reader = self.reader
        while True:
            super().scan_to_next_token()
            if reader.peek() != "\t":
                return
            match = _BLANKS.match(reader.buffer, reader.pointer)
            assert match is not None
            after = reader.buffer[match.end()]
            if after not in "#\r\n\0" and self.allow_simple_key and not self.flow_level:
                before = reader.buffer[reader.pointer - reader.column : reader.pointer]
                if not before.strip(" \t\ufeff"):
                    return
                self.allow_simple_key = False  # after `-` and a tab only a plain value can stand
            reader.forward(len(match.group()))

    def scan_plain_spaces(self, indent: Any, start_mark: Any) -> Any:
        """As the original, but tabs are blanks too."""
        reader = self.reader
        match = _BLANKS.match(reader.buffer, reader.pointer)
        assert match is not None
        blanks = match.group()
        after = reader.buffer[match.end()]
        if after not in "\r\n":
            reader.forward(len(blanks))
            return [blanks] if blanks else []
        reader.forward(len(blanks))
        breaks = 0
        self.allow_simple_key = True
        while True:
            match = _BLANKS.match(reader.buffer, reader.pointer)
            assert match is not None
            if reader.buffer[match.end()] in "\r\n":
                reader.forward(match.end() - match.start())
                self.scan_line_break()
                breaks += 1
                if _DOCUMENT_MARKER.match(reader.buffer, reader.pointer):
                    return None
                continue
            blanks = match.group()
            reader.forward(len(blanks) - len(blanks.lstrip(" ")))
            if reader.peek() == "\t" and (self.flow_level or reader.column >= indent):
                reader.forward(match.end() - reader.pointer)
            return [" "] if breaks == 1 else ["\n" * (breaks - 1)]

    def scan_block_scalar(self, style: Any, rt: Any = False) -> Any:
        reader = self.reader
        start_mark = reader.get_mark()
        reader.forward()
        chomping, increment, end = self._header(start_mark)
        text, position = reader.buffer, reader.pointer
        limit = len(text) - 1
        lines: list[str] = []
        indent = None if increment is None else max(self.indent, 0) + increment
        if indent is None:
            indent = self._indentation(text, position, limit)
        indent = max(indent, self.indent + 1)
        filled = breaks = 0  # lines up to the last with content, and line breaks from there on
        while position < limit:
            match = _LINE.match(text, position, limit)
            assert match is not None
            line, line_break = match.groups()
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) < indent:
                break
            if not indent and _DOCUMENT_MARKER.match(text, position):
                break
            lines.append(line[indent:])
            breaks += bool(line_break)
            if line[indent:]:
                filled, breaks, end = len(lines), int(bool(line_break)), match.end(1)
            position = match.end()
        value = "\n".join(lines[:filled]) if style == "|" else fold(lines[:filled])
        if chomping is None:
            breaks = min(breaks, 1) if filled else 0
        self._move(position)
        end_mark = reader.get_mark()
        self.blocks[end_mark.index] = Block(indent, end, position)
        value += "\n" * (0 if chomping is False else breaks)
        return self._placed(ScalarToken(value, False, start_mark, end_mark, style))

    def scan_flow_scalar(self, style: Any) -> Any:
        start_mark = self.reader.get_mark()
        try:
            return self._placed(super().scan_flow_scalar(style))
        except (OverflowError, ValueError):
            problem = "escape of a character beyond U+10FFFF"
            raise ScannerError(None, start_mark, problem, self.reader.get_mark()) from None

    def scan_plain(self) -> Any:
        """As the original, a word at a time."""
        if self.scanner_processing_version == (1, 1):
            return self._placed(super().scan_plain())
        reader, text, chunks = self.reader, self.reader.buffer, []
        word = _PLAIN_IN_FLOW if self.flow_context else _PLAIN
        start_mark = end_mark = reader.get_mark()
        spaces: list[str] = []
        while text[reader.pointer] != "#":
            match = word.match(text, reader.pointer)
            assert match is not None
            if not match.group():
                break
            self.allow_simple_key = False
            chunks += [*spaces, match.group()]
            reader.forward(len(match.group()))
            end_mark = reader.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start_mark)
            if not spaces or (not self.flow_context and reader.column <= self.indent):
                break
        return self._placed(ScalarToken("".join(chunks), True, start_mark, end_mark))

    def _placed(self, token: Any) -> Any:
        self.starts[token.end_mark.index] = token.start_mark.index
        return token

    def _header(self, start_mark: Any) -> tuple[bool | None, int | None, int]:
        """Chomping, indentation indicator and end; leaves the reader at the first line's start."""
        reader = self.reader
        match = re.compile(r"(?:([-+])([0-9])?|([0-9])([-+])?)?").match(
            reader.buffer, reader.pointer
        )
        assert match is not None
        chomping = match.group(1) or match.group(4)
        increment = match.group(2) or match.group(3)
        if increment == "0":
            raise ScannerError(
                "while scanning a block scalar",
                start_mark,
                "expected indentation indicator in the range 1-9, but found 0",
                reader.get_mark(),
            )
        reader.forward(len(match.group()))
        blanks = _BLANKS.match(reader.buffer, reader.pointer)
        assert blanks is not None
        after = reader.buffer[blanks.end()]
        if after not in "#\r\n\0" or (after == "#" and not blanks.group()):
            raise ScannerError(
                "while scanning a block scalar",
                start_mark,
                "expected a comment or a line break after the header",
                reader.get_mark(),
            )
        rest = _LINE.match(reader.buffer, reader.pointer, len(reader.buffer) - 1)
        assert rest is not None
        self._move(rest.end())
        keep = {"+": True, "-": False}.get(chomping or "")
        return keep, int(increment) if increment else None, rest.end(1)

    def _indentation(self, text: str, position: int, limit: int) -> int:
        """The indentation of the first line that has more than blanks; blank lines may have less.

        Blank lines before it that have more are an error, unless no line follows.
        """
        most, at = 0, position
        while position < limit:
            match = _LINE.match(text, position, limit)
            assert match is not None
            line = match.group(1)
            blanks = len(line) - len(line.lstrip(" "))
            if blanks < len(line):
                if blanks > self.indent and most > blanks:
                    self._move(at)
                    raise ScannerError(
                        "while scanning a block scalar",
                        None,
                        "blank line indented deeper than the text",
                        self.reader.get_mark(),
                    )
                return blanks if blanks > self.indent else most
            if blanks > most:
                most, at = blanks, position
            position = match.end()
        return most

    def _move(self, position: int) -> None:
        """Move the reader to an offset at the start of a line, or to the end of the text."""
        reader = self.reader
        passed = reader.buffer[reader.pointer : position]
        reader.line += len(re.findall(r"\r\n|\n|\r", passed))
        last = max(passed.rfind("\n"), passed.rfind("\r"))
        reader.column = len(passed) - last - 1 if last >= 0 else reader.column + len(passed)
        reader.index += len(passed)
        reader.pointer = position


class _Parser(Parser):
    """The parser, which does not look for its scanner each time."""

    @cached_property
    def scanner(self) -> Any:
        return self.loader.scanner


class _Yaml(YAML):
    """Without the search for plug-ins, a quarter of what reading a short text takes."""

    def official_plug_ins(self) -> list[str]:
        return []


def events(text: str) -> Iterator[tuple[Any, int, Block | None]]:
    """The events of a text: each with where it starts after its anchor and tag.

    A block scalar's comes with its extent. All offsets are the text's.
    """
    hidden, shown = _hide_breaks(text)
    yaml = _Yaml(typ="safe", pure=True)
    yaml.Reader = _Reader
    yaml.Scanner = _Scanner
    yaml.Parser = _Parser
    for event in yaml.parse(hidden):
        end = event.end_mark.index
        start, block = event.start_mark.index, None
        if isinstance(event, ScalarEvent):
            start = end if event.anchor or event.tag else start
            start = yaml.scanner.starts.get(end, start)
            block = yaml.scanner.blocks.get(end) if event.style in ("|", ">") else None
            event.value = event.value.translate(shown)
        elif isinstance(event, MappingStartEvent):  # `[key: value]` is one without a bracket
            start = end - 1 if event.flow_style and text[end - 1] == "{" else end
        elif isinstance(event, SequenceStartEvent):  # one not indented is told after its first `-`
            start = end - 1 if event.flow_style or text[end : end + 1] != "-" else end
        yield event, start, block


def _hide_breaks(text: str) -> tuple[str, dict[int, str]]:
    """The text with what is a line break to the scanner alone replaced, and the way back."""
    found = [character for character in _NO_BREAKS if character in text]
    if not found:
        return text, {}
    escapes = text.lower()
    free = (
        chr(code)
        for code in range(0xE000, 0xF8FF)
        if chr(code) not in text and f"{code:x}" not in escapes
    )
    away = dict(zip(map(ord, found), free, strict=False))
    return text.translate(away), {ord(to): chr(code) for code, to in away.items()}
