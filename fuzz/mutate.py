"""Changes of a text that keep most of it meaningful: what bytes alone hardly ever hit."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_WORDS = (
    "null", "~", "true", "[]", "{}", "''", '""', "*a", "&a ", "<<: *a", "!!str ", "|", ">-", "|2", "? ",
    "- ", ": ", "---\n", "...\n", "# flinklint: ignore[FL101]\n", "# flinklint: ignore-file\n", "${x}",
    "{{ x }}", "\t", "\r\n", "\r", "\u2028", "\x00", "\x1b[31m", "\ud800", "\ufeff", "\U0001f600", "\\u0041",
    "-1", "0", "1e999", "99999999999999999999", "0.5Gi", "1.5g", "1 GiB", "500m", ".5", "1d", "10 min", "NaN",
    "SELECT ", "FROM t ", "WHERE a = 1 ", "INSERT INTO t ", "CREATE TABLE t (a INT) WITH ('connector'='kafka')",
    "CREATE VIEW v AS ", "BEGIN STATEMENT SET;", "END;", ";", "SET 'a' = 'b';", "--", "/*", "*/", "/*+ OPTIONS('a'='b') */",
    "'", "`", "(", ")", ",", "CASE WHEN ", "OVER (PARTITION BY a ORDER BY b) ", "MATCH_RECOGNIZE (", "JOIN t ON ", "LATERAL TABLE(",
    "ROW<a INT>", "ARRAY[1]", "INTERVAL '1' DAY", "TUMBLE(", "FOR SYSTEM_TIME AS OF ", "GROUP BY ", "UNNEST(", "x'0'", "U&'\\'",
)  # fmt: skip


def mutate(text: str, others: Sequence[str], chance: random.Random) -> str:
    """The text with one to five changes; parts may come from other texts."""
    for _ in range(chance.randint(1, 5)):
        text = chance.choice(_CHANGES)(text, others, chance)
    return text


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to three of them changed, added, left out or said again."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(changed))
        size = chance.randint(0, 4)
        put = bytes(chance.choices(range(256), k=chance.randint(0, 4)))
        changed[at : at + size] = put if chance.random() < 0.8 else changed[at : at + size] * 2
    return bytes(changed)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _insert_word(text: str, others: Sequence[str], chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(_WORDS) + text[at:]


def _replace_token(text: str, others: Sequence[str], chance: random.Random) -> str:
    tokens = _tokens(text) or [""]
    source = _tokens(chance.choice(others)) if others and chance.random() < 0.5 else list(_WORDS)
    tokens[chance.randrange(len(tokens))] = chance.choice(source or [""])
    return "".join(tokens)


def _drop_tokens(text: str, others: Sequence[str], chance: random.Random) -> str:
    tokens = _tokens(text)
    at = chance.randint(0, len(tokens))
    del tokens[at : at + chance.randint(1, 6)]
    return "".join(tokens)


def _swap_tokens(text: str, others: Sequence[str], chance: random.Random) -> str:
    tokens = _tokens(text) or [""]
    one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return "".join(tokens)


def _repeat_lines(text: str, others: Sequence[str], chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    start = chance.randrange(len(lines))
    taken = lines[start : start + chance.randint(1, 5)]
    at = chance.randint(0, len(lines))
    return "".join([*lines[:at], *taken, *lines[at:]])


def _drop_lines(text: str, others: Sequence[str], chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randint(0, len(lines))
    del lines[at : at + chance.randint(1, 5)]
    return "".join(lines)


def _indent(text: str, others: Sequence[str], chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    by = chance.choice((" ", "  ", "\t", "", "      "))
    for number in range(at, min(len(lines), at + chance.randint(1, 4))):
        lines[number] = by + lines[number].lstrip(" " if chance.random() < 0.5 else "")
    return "".join(lines)


def _splice(text: str, others: Sequence[str], chance: random.Random) -> str:
    if not others:
        return text
    other = chance.choice(others)
    start = chance.randint(0, len(other))
    at = chance.randint(0, len(text))
    return (
        text[:at]
        + other[start : start + chance.randint(1, 400)]
        + text[at + chance.randint(0, 50) :]
    )


def _cut(text: str, others: Sequence[str], chance: random.Random) -> str:
    return text[: chance.randint(0, len(text))]


_CHANGES = (
    _insert_word,
    _replace_token,
    _replace_token,
    _drop_tokens,
    _swap_tokens,
    _repeat_lines,
    _drop_lines,
    _indent,
    _splice,
    _splice,
    _cut,
)
