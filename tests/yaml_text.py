"""Writing a text as a YAML scalar in every style, knowing what stands where.

A written scalar is a list of chunks (value, source): the value's characters and the source that
stands for them. A chunk without a value is markup; chunks of equal lengths map one to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from hypothesis import strategies as st

Chunk = tuple[str, str]

ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", " ": " ", '"': '"', "/": "/", "\\": "\\", "\x85": "N", "\xa0": "_",
    "\u2028": "L", "\u2029": "P",
}  # fmt: skip

LETTERS = "abXY09_.-=*&!|>%@`?:#,[]{}'\"\\~é漢字ｶ\U0001f600\U00020000\xa0"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=4)
ODD = st.sampled_from(
    [" ", "  ", "\t", " \t", "\n", "\n\n", "\n\n\n", "\n ", " \n", "\n\t", "\n  \n", ": ", " #"]
)

LAYOUTS = st.integers(0, 2**32).map(Random)
"""What chooses a layout; not drawn bit by bit, which would cost ten times as much."""

TEXTS = st.lists(st.one_of(WORDS, WORDS, st.just(" "), ODD), max_size=9).map("".join)
"""Printable text of words, blanks and line breaks, as scripts have it."""

PLAIN_TEXTS = st.lists(
    st.one_of(
        st.text(alphabet="abXY09_.-=*&!|>%@`?:#é漢字ｶ\U0001f600'\"\\~\xa0", min_size=1, max_size=4),
        st.sampled_from([" ", " ", "\t", "  ", "\n", "\n\n"]),
    ),
    min_size=1,
    max_size=9,
).map(lambda parts: "a" + "".join(parts).strip())
"""Text that needs no quotes, most of the time."""

ANY_TEXTS = st.lists(
    st.one_of(TEXTS, st.sampled_from(["\0", "\x07", "\x1b", "\x85", "\u2028", "\u2029", "\r\n"])),
    max_size=4,
).map("".join)
"""Text that only double quotes can hold."""


def blanks(random: Random, most: int = 2) -> str:
    return " " * random.randint(0, most)


def _words(text: str) -> Iterator[str]:
    """The text cut into runs of line breaks, single blanks and what is between."""
    start = 0
    for at, character in enumerate(text):
        kind = "\n" if character == "\n" else " " if character == " " else ""
        before = text[at - 1] if at else None
        if at and not (kind == "\n" == before) and (kind or before in ("\n", " ")):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _fold(random: Random, value: str, eol: str, indent: str) -> Chunk:
    """A fold in a flow scalar: a blank is one line break, n line breaks are n + 1."""
    breaks = 1 if value == " " else len(value) + 1
    source = blanks(random)
    for _ in range(breaks - 1):
        source += eol + blanks(random)
    return value, source + eol + indent


def flow_chunks(
    random: Random, text: str, escape: Callable[[str], list[Chunk]], eol: str, indent: str
) -> list[Chunk] | None:
    """Chunks of a plain or quoted text; None if line folding cannot say it."""
    parts = list(_words(text))
    chunks: list[Chunk] = []
    for number, part in enumerate(parts):
        before = parts[number - 1][-1] if number else ""
        after = parts[number + 1][0] if number + 1 < len(parts) else ""
        if part[0] == "\n":
            if before in (" ", "\t") or after in (" ", "\t"):
                return None
            chunks.append(_fold(random, part, eol, indent))
        elif (
            part == " "
            and before not in ("", " ", "\t", "\n")
            and after not in ("", " ", "\t", "\n")
            and random.random() < 0.5
        ):
            chunks.append(_fold(random, part, eol, indent))
        else:
            chunks += escape(part)
    return chunks


def plain(random: Random, text: str, eol: str, indent: str, *, flow: bool) -> list[Chunk] | None:
    """A text without quotes; None if it cannot be written so."""
    if (
        not text
        or text != text.strip()
        or ": " in text
        or " #" in text
        or text[-1] == ":"
        or "\t#" in text
        or ":\t" in text
    ):
        return None
    if text[0] in "-?:,[]{}#&*!|>'\"%@`" or ":\n" in text or "\n#" in text:
        return None
    if flow and any(character in text for character in ",[]{}:?"):
        return None
    if text[0] in "\xa0\ufeff":
        return None
    chunks = flow_chunks(random, text, lambda part: [(part, part)], eol, indent)
    joined = "".join(source for _, source in chunks or ())
    return None if ":" + eol in joined or ": " in joined or " #" in joined else chunks


def single(random: Random, text: str, eol: str, indent: str) -> list[Chunk] | None:
    """A text in single quotes; None if it cannot be written so."""

    def escape(part: str) -> list[Chunk]:
        return [(c, "''" if c == "'" else c) for c in part]

    chunks = flow_chunks(random, text, escape, eol, indent)
    return None if chunks is None else [("", "'"), *chunks, ("", "'")]


def double(random: Random, text: str, eol: str, indent: str) -> list[Chunk]:
    """A text in double quotes, with every kind of escape and line break."""
    chunks: list[Chunk] = [("", '"')]
    fresh = False  # a blank that starts a line must be escaped
    for at, character in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if random.randint(0, 9) == 0:
            chunks.append(("", "\\" + eol + indent + blanks(random)))
            fresh = True
        alone = before.strip() and after.strip() and before.isprintable() and not fresh
        if character in " \n" and alone and random.random() < 0.5:
            chunks.append(_fold(random, character, eol, indent))
            fresh = True
            continue
        raw = character.isprintable() or character in "\xa0\t"
        if character in " \t" and not fresh and after.strip() and after.isprintable():
            form = "r"
        elif raw and character not in ' \t"\\':
            form = random.choice("rrrrrru")
        else:
            form = random.choice("eu")
        chunks.append((character, _double_form(random, character, form)))
        fresh = False
    return [*chunks, ("", '"')]


def _double_form(random: Random, character: str, form: str) -> str:
    if form == "r":
        return character
    if form == "e" and character in ESCAPES:
        return "\\" + ESCAPES[character]
    code = ord(character)
    forms = [f"\\U{code:08x}"]
    if code <= 0xFFFF:
        forms.append(f"\\u{code:04X}")
    else:
        high, low = 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF)
        forms.append(f"\\u{high:04x}\\u{low:04X}")
    if code <= 0xFF:
        forms.append(f"\\x{code:02x}")
    return str(random.choice(forms))


def block(random: Random, text: str, style: str, eol: str, parent: int) -> list[Chunk] | None:
    """A text as a literal or folded block; `parent` is the indentation of its parent."""
    body = text.rstrip("\n")
    trailing = len(text) - len(body)
    if not body and trailing:
        chomping = "+"
    elif trailing == 0:
        chomping = random.choice(["-"] if body else ["-", ""])
    else:
        chomping = "+" if trailing > 1 else random.choice(["+", ""])
    deeper = random.randint(1, 4)
    first = next((line for line in body.split("\n") if line), "")
    indicator = ""
    if first[:1] == " " or random.randint(0, 3) == 0:
        indicator = str(deeper)
    indent = " " * (parent + deeper)
    marks = indicator + chomping if random.random() < 0.5 else chomping + indicator
    comment = random.choice(["", "", " ", "  # a: comment | > ' \"", "\t#"])
    chunks: list[Chunk] = [("", style + marks + comment + eol)]
    if body:
        chunks += (_literal if style == "|" else _folded)(random, body, indent, eol)
    if trailing:
        chunks += [("\n", eol)] if body else _empty(random, indent, eol)
        for _ in range(trailing - 1):
            chunks += _empty(random, indent, eol)
    elif body:
        chunks.append(("", eol))
    if chomping != "+" and random.random() < 0.5:
        chunks.append(("", blanks(random, len(indent)) + eol))
    return chunks


def _empty(random: Random, indent: str, eol: str) -> list[Chunk]:
    return [("", blanks(random, len(indent))), ("\n", eol)]


def _literal(random: Random, body: str, indent: str, eol: str) -> list[Chunk]:
    chunks: list[Chunk] = []
    for number, line in enumerate(body.split("\n")):
        if number:
            chunks.append(("\n", eol))
        chunks.append(("", indent if line else blanks(random, len(indent))))
        chunks.append((line, line))
    return chunks


def _folded(random: Random, body: str, indent: str, eol: str) -> list[Chunk]:
    chunks: list[Chunk] = []
    lines = body.split("\n")
    number = 0
    while not lines[number]:
        chunks += _empty(random, indent, eol)
        number += 1
    while number < len(lines):
        line = lines[number]
        chunks.append(("", indent))
        chunks += _folded_line(random, line, indent, eol)
        number += 1
        gap = 1
        while number < len(lines) and not lines[number]:
            number, gap = number + 1, gap + 1
        if number == len(lines):
            break
        if line[0] in " \t" or lines[number][0] in " \t":
            chunks += [
                ("\n", eol),
                *(c for _ in range(gap - 1) for c in _empty(random, indent, eol)),
            ]
        else:
            chunks.append(("", eol))
            for _ in range(gap):
                chunks += _empty(random, indent, eol)
    return chunks


def _folded_line(random: Random, line: str, indent: str, eol: str) -> Iterator[Chunk]:
    for at, character in enumerate(line):
        outer = line[at - 1 : at], line[at + 1 : at + 2]
        foldable = character == " " and line[0] not in " \t" and not set(outer) & {"", " ", "\t"}
        if foldable and random.random() < 0.5:
            yield " ", eol
            yield "", indent
        else:
            yield character, character


def source_of(chunks: list[Chunk]) -> str:
    return "".join(source for _, source in chunks)


def places(chunks: list[Chunk], start: int) -> list[tuple[int, int]]:
    """Where each character of the value stands, if the chunks' source starts at `start`."""
    found: list[tuple[int, int]] = []
    for value, source in chunks:
        if len(value) == len(source):
            found += [(start + at, start + at + 1) for at in range(len(value))]
        else:
            found += [(start, start + len(source))] * len(value)
        start += len(source)
    return found
