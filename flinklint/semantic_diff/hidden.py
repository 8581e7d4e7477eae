"""Secrets in payloads: where they are, and the texts as they may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flinklint import knowledge
from flinklint.regex import regex
from flinklint.schema import JsonValue
from flinklint.secrets import (
    argument_parts,
    inner_parts,
    is_literal,
    is_secret_name,
    shaped_parts,
)
from flinklint.semantic_diff.payload_tree import ARGUMENTS, OPTIONS, SCRIPTS, Path, texts
from flinklint.written_secrets import parts

MASK = "********"
_SHORT = 8
"""A text shorter than this is hidden only where it stands as a secret, not wherever it is met."""

_SQL_PAIR = regex(r"'((?:[^'\n]|''){1,200})'\s*=\s*'((?:[^']|'')*)'")
_SQL_SET = regex(r"(?i)\bSET\s+([\w.-]{1,200})\s*=\s*([^;\n]*[^;\s])")

Part = tuple[int, int]


class Secrets:
    """The secrets of some payloads; what is one of them is shown nowhere."""

    def __init__(self, bodies: Iterable[JsonValue]) -> None:
        self._parts: list[dict[Path, list[Part]]] = []
        known: set[str] = set()
        for body in bodies:
            found = {}
            for path, called, text in texts(body):
                parts = joined(_parts(path, called, text))
                if parts:
                    found[path] = parts
                    known.update(text[start:end] for start, end in parts)
            self._parts.append(found)
        long = sorted((text for text in known if len(text) >= _SHORT), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, long))) if long else None

    def parts(self, number: int, path: Path) -> list[Part]:
        """Where the secrets stand in the text at a path of one of the payloads."""
        return self._parts[number].get(path, [])

    def shown(self, text: str, parts: Iterable[Part] = ()) -> str:
        """A text with its secrets masked."""
        for start, end in sorted(parts, reverse=True):
            text = text[:start] + MASK + text[end:]
        return self._known.sub(MASK, text) if self._known else text


def joined(parts: Iterable[Part]) -> list[Part]:
    """The parts in order, those that touch made one."""
    found: list[Part] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _parts(path: Path, called: str, text: str) -> Iterator[Part]:
    if path[-1] in SCRIPTS:
        yield from script_parts(text)
        return
    if is_secret_name(called) and is_literal(text) and _takes_text(path):
        yield (0, len(text))
        return
    yield from parts(text)
    if path[-1] in ARGUMENTS:
        yield from ((start, end) for start, end, _ in argument_parts(text))
    for start, line in _lines(text):
        yield from ((start + begin, start + end) for begin, end in inner_parts(line))
        yield from ((start + begin, start + end) for begin, end, _ in shaped_parts(line))


def _takes_text(path: Path) -> bool:
    """Whether a secret can stand here: not in an option that is a number or a duration."""
    if len(path) < 2 or path[-2] not in OPTIONS:
        return True
    option = knowledge.options(None).find(path[-1])
    return option is None or option.type == "String"


def script_parts(text: str) -> Iterator[Part]:
    """Where secrets stand in a SQL script, its comments included."""
    yield from parts(text)
    for match in _SQL_PAIR.finditer(text):
        name, value = match.groups()
        start = match.start(2)
        if is_secret_name(name) and "jaas" not in name.lower():
            if is_literal(value):
                yield match.span(2)
        else:
            yield from ((start + begin, start + end) for begin, end in inner_parts(value))
    for match in _SQL_SET.finditer(text):
        if is_secret_name(match[1]) and is_literal(match[2]):
            yield match.span(2)
    for start, line in _lines(text):
        yield from ((start + begin, start + end) for begin, end, _ in shaped_parts(line))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)
