"""The events of a text by ruamel.yaml's parser in C, where it is installed (extra `fast-yaml`).

With it a tree takes a sixth of the time that it takes with `yaml_scanner`. The grammar is the same
but for what it has of YAML 1.1, so it is given only texts, and its events are passed on only, where
the two cannot differ: no tab, no directive, no tag, no `?` key, no pair in a list without braces,
and of anchors, aliases and block scalars what both read alike. A differential test holds each
against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flinklint import yaml_lines
from flinklint.regex import regex
from flinklint.scalar import Block
from flinklint.yaml_lines import Unusual

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LEFT = regex(r"\t|^(?:%|\.\.\.)|(?:^|[ ,\[{])\?", re.MULTILINE)
"""What texts have that are left to the scanner: also what may be a key with a `?` of its own."""

_BLANKS = regex(" +")
_HEADER = regex(r"[|>]([-+]?)(?: *| +#[^\n]*)(?:\n|\Z)")

MOST_LEVELS = 100
"""How deep a text may be: the parser looks at each open bracket for each of its tokens."""


@lru_cache(maxsize=1)
def _parser() -> Any:
    """The parser, which comes in a package of its own; None without it."""
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        return None
    return CParser


def reads(text: str) -> bool:
    """Whether the parser is there and may be asked for the events of a text."""
    return _parser() is not None and not _LEFT.search(text) and not yaml_lines.is_strange(text)


def events(text: str) -> Iterator[tuple[Any, int, Block | None]]:
    """The events as `yaml_scanner.events` gives them, of a text that the parser `reads`.

    Raises `Unusual`, and `YAMLError` of ruamel.yaml or `ValueError` where the parser finds fault
    with the text: what is wrong with it is for the scanner to say.
    """
    get = _parser()(text).get_event
    levels: list[_Level] = []
    while (event := get()) is not None:
        name = type(event).__name__
        start: int = event.start_mark.index
        block = None
        if name == "ScalarEvent":
            start, block = _scalar(text, event, levels)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            start = _begin(text, event, levels, name[0] == "M")
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            levels.pop()
        elif name == "AliasEvent":
            _alias(levels)
        yield event, start, block


class _Level:
    """A collection that is open, and whether what comes next in it is a key."""

    __slots__ = ("is_flow", "is_mapping", "wants_key")

    def __init__(self, is_mapping: bool, is_flow: bool) -> None:
        self.is_mapping = is_mapping
        self.is_flow = is_flow
        self.wants_key = is_mapping


def _scalar(text: str, event: Any, levels: list[_Level]) -> tuple[int, Block | None]:
    """Where a scalar starts after its anchor, and a block scalar's extent."""
    if not levels or event.tag is not None:
        raise Unusual
    level = levels[-1]
    value: str = event.value
    style: str = event.style
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    if not style and not value:
        if level.is_flow or event.anchor is not None:
            raise Unusual
        _take_value(level)
        return start, None
    is_key = level.wants_key
    level.wants_key = level.is_mapping and not is_key
    if event.anchor is not None:
        start = _after_anchor(text, event)
    block = None
    if style in ("|", ">"):
        block = _block(text, start, event.value)
    elif style:
        if text[start] != style or text[end - 1] != style:
            raise Unusual
    elif text[start:end] != value and (
        is_key or value[0] != text[start] or value[-1] != text[end - 1]  # of several lines
    ):
        raise Unusual
    return start, block


def _take_value(level: _Level) -> None:
    """Take what is an item or the value of a key, and no key itself."""
    if level.wants_key:
        raise Unusual
    level.wants_key = level.is_mapping


def _after_anchor(text: str, event: Any) -> int:
    """Where a scalar starts on the line of its anchor."""
    match = _BLANKS.match(text, event.start_mark.index + 1 + len(event.anchor))
    if match is None:
        raise Unusual
    return match.end()


def _block(text: str, start: int, value: str) -> Block:
    """The extent of a block scalar, read again by lines: both must find the same text in it."""
    header = _HEADER.match(text, start)
    if header is None:
        raise Unusual
    found = yaml_lines.read_block(text, start, header.end(), -1, header.group(1))
    if found.value != value:
        raise Unusual
    assert found.block is not None
    return found.block


def _begin(text: str, event: Any, levels: list[_Level], is_mapping: bool) -> int:
    """Where a collection starts after its anchor."""
    if event.tag is not None or len(levels) >= MOST_LEVELS:
        raise Unusual
    if levels:
        _take_value(levels[-1])
    end: int = event.end_mark.index
    is_flow: bool = event.flow_style
    start = end
    if is_flow:
        start -= 1
        if text[start] != ("{" if is_mapping else "["):  # a pair in a list, without braces
            raise Unusual
    elif not is_mapping and text[end : end + 1] != "-":  # one not indented: after its first dash
        start -= 1
        if text[start] != "-":
            raise Unusual
    levels.append(_Level(is_mapping, is_flow))
    return start


def _alias(levels: list[_Level]) -> None:
    if not levels:
        raise Unusual
    _take_value(levels[-1])
