"""The statements of a SQL script as they are compared: what each is known by, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from flinklint.dataclass import dataclass
from flinklint.semantic_diff.meaning import option_meaning, option_name
from flinklint.sql.lexer import tokenize
from flinklint.sql.words import KEYWORDS, reserved, word_set
from flinklint.units import FlinkVersion

_SETS = (("EXECUTE", "STATEMENT", "SET", "BEGIN"), ("BEGIN", "STATEMENT", "SET"))
_FILLING = word_set("OR REPLACE TEMPORARY SYSTEM IF NOT EXISTS")
_OBJECTS = word_set(
    "TABLE VIEW FUNCTION CATALOG DATABASE MATERIALIZED MODEL CONNECTION INTO OVERWRITE FROM"
)
_NAMED = word_set("CREATE DROP ALTER INSERT UPDATE DELETE USE")
_SHOWN = 3  # words that name a statement which has no name


class Token(NamedTuple):
    """A token and where it stands."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement of a script: its place, and what stands between it and the one before.

    `known_by` is what it makes, fills or sets: of two scripts the statements that are known by the
    same are held against each other. `words` are its tokens; the letter case of reserved words and
    the backticks of plain names do not count. `meaning` are the words with what options mean.
    """

    number: int
    start: int
    end: int
    before: str
    title: str
    known_by: tuple[object, ...]
    words: tuple[str, ...]
    meaning: tuple[object, ...]


def statements(text: str, version: FlinkVersion | None) -> Iterator[Statement]:
    """The statements of a script in order; those inside a statement set count each."""
    columns = tokenize(text)
    tokens = [
        Token(kind, text[start:end], start, end)
        for kind, start, end in zip(columns.kinds, columns.starts, columns.ends, strict=True)
    ]
    number, done, first = 0, 0, 0
    while first < len(tokens):
        last = _end(tokens, first)
        own = tokens[first:last]
        if own:
            number += 1
            yield _statement(text, number, done, own, version)
            done = own[-1].end
        if last < len(tokens) and tokens[last].kind == ";":
            done, last = tokens[last].end, last + 1
        first = last


def ending(text: str, read: list[Statement]) -> str:
    """What stands after the last statement, its semicolon left out."""
    return text[read[-1].end :].lstrip().removeprefix(";").strip() if read else text.strip()


def _end(tokens: list[Token], first: int) -> int:
    """The token after a statement: a semicolon, or the first inside a set that it opens."""
    for words in _SETS:
        opener = tokens[first : first + len(words)]
        if tuple(token.kind for token in opener) == words:
            return first + len(words)
    return next((n for n in range(first, len(tokens)) if tokens[n].kind == ";"), len(tokens))


def _statement(
    text: str, number: int, done: int, tokens: list[Token], version: FlinkVersion | None
) -> Statement:
    start, end = tokens[0].start, tokens[-1].end
    verb = tokens[0].text.upper()
    words = tuple(map(_word, tokens))
    meaning: tuple[object, ...] = words
    option = _option(tokens) if verb in ("SET", "RESET") else None
    if option is not None:
        key, value = option
        known_by: tuple[object, ...] = (verb, option_name(key, version))
        title = f"{verb} {key}"
        if value is not None:
            meaning = (*known_by, option_meaning(key, value, version))
    else:
        known_by, title = _named(verb, tokens)
    return Statement(number, start, end, text[done:start], title, known_by, words, meaning)


def _word(token: Token) -> str:
    if token.kind in reserved(None):
        return token.kind
    inner = token.text[1:-1]
    if token.kind == "name" and inner.isidentifier() and inner.upper() not in KEYWORDS:
        return inner
    return token.text


def _name(token: Token) -> str:
    return token.text[1:-1] if token.kind == "name" else token.text


def _option(tokens: list[Token]) -> tuple[str, str | None] | None:
    """The key and the text that a SET or RESET in quotes names."""
    kinds = [token.kind for token in tokens[1:]]
    texts = [token.text[1:-1].replace("''", "'") for token in tokens[1:]]
    if kinds == ["string", "=", "string"]:
        return texts[0], texts[2]
    return (texts[0], None) if kinds == ["string"] else None


def _named(verb: str, tokens: list[Token]) -> tuple[tuple[str, ...], str]:
    """What a statement is known by, and its title."""
    rest = [token for token in tokens[1:] if token.text.upper() not in _FILLING]
    objects: list[str] = []
    while rest and rest[0].text.upper() in _OBJECTS:
        objects.append(rest.pop(0).text.upper())
    if verb not in _NAMED or not rest:
        start = takewhile(lambda token: token.kind in KEYWORDS, tokens[:_SHOWN])
        return (), " ".join(token.kind for token in start) or "other text"
    name = [_name(rest[0])]
    for dot, part in zip(rest[1::2], rest[2::2], strict=False):
        if dot.kind != ".":
            break
        name.append(_name(part))
    kind = verb if verb in ("INSERT", "UPDATE", "DELETE") else " ".join((verb, *objects))
    shown = ".".join(name)
    return (kind, shown), " ".join((verb, *objects, shown))
