"""Flink SQL text cut into tokens, as Flink's own lexer cuts it (identifiers in backticks only)."""

from __future__ import annotations

import re

from flinklint.regex import regex
from flinklint.sql.words import KEYWORDS

# The letters and digits of Flink's lexer; `$` counts as a letter.
_LETTER = (
    r"$A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u318f\u3300-\u337f"
    r"\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff"
)
# A placeholder of the platform, `${name}`: filled in before Flink sees the text.
_HOLE = r"\$\{[^{}\r\n]*\}"


def _token(hole: str, block: str) -> re.Pattern[str]:
    """One token, where a text may have placeholders and comments over several lines."""
    return regex(
        rf"""
    [ \t\r\n\f]*(?:
    {hole}(?P<plain>[A-Za-z][{_LETTER}0-9]*(?![{_LETTER}0-9'"&]))  # most tokens are of these three
  | (?P<sign>[(),;]|=(?!>))
  | (?P<string>'[^']*(?:''[^']*)*')
  | (?P<prefixed>(?:_[A-Za-z0-9][A-Za-z0-9:.\-_]*|[NnXx]|[Uu]&)'(?:[^']|'')*')
  | (?P<escaped>[Ee]'(?:[^'\\]|\\.|'')*')
  | (?P<unicode_name>[Uu]&"(?:[^"\r\n]|"")+")
  | (?P<word>[{_LETTER}][{_LETTER}0-9]*)
  | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?)
  | (?P<name>`(?:[^`\r\n]|``)+`)
  | (?P<comment>(?:--|//)[^\r\n]*{block})
  | (?P<open>'|`|/\*(?!\+))
  | (?P<symbol><=|>=|<>|!=|=>|\|\||/\*\+|\*/|[()\[\],;.=<>?:+\-*/%|^{{}}])
  | (?P<double>"(?:[^"\r\n]|"")*")
  | (?P<bad>[^ \t\r\n\f])
    )""",
        re.VERBOSE | re.DOTALL,
    )


_WITH_HOLES = rf"(?P<hole>(?:[{_LETTER}0-9]*{_HOLE})+[{_LETTER}0-9]*) | "
_BLOCK = r"|/\*(?!\+).*?\*/"
_TOKEN = _token(_WITH_HOLES, _BLOCK)
_PLAIN = _token("", _BLOCK)
"""A token of a text without placeholders."""
_UNCLOSED = _token(_WITH_HOLES, "")
"""A token behind a comment that is never closed: looking for an end again would find none."""
# What the lexer takes for one word when a `$` follows: `db.t$files` is no name of Flink's.
_COLLATION = regex(
    rf"[{_LETTER}0-9]{{1,128}}[{_LETTER}0-9:.\-]{{0,128}}\$[{_LETTER}]+(?:\$[{_LETTER}0-9]+)?"
)
_PREFIXES = {"X": "xstring", "U": "ustring", "_": "nstring", "N": "nstring"}

END = "<end>"


class Tokens:
    """The tokens of a text as columns: kind, start and end; comments are left out.

    A kind is the upper-case word for a keyword, the sign itself for a sign, and else one of these
    in lower case: word, name (in backticks), string, nstring (with a character set), ustring,
    estring, xstring, int, decimal, approx, hole (a placeholder), double (in double quotes), open
    (never closed), bad.
    """

    __slots__ = ("ends", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []


def tokenize(text: str, start: int = 0) -> Tokens:
    """Cut `text` from `start` on; never raises, an unknown character is a token of kind bad."""
    tokens = Tokens(text)
    add_kind, add_start = tokens.kinds.append, tokens.starts.append
    add_end = tokens.ends.append
    keywords = KEYWORDS
    match = (_TOKEN if "${" in text else _PLAIN).match
    dollars = "$" in text
    if start == 0 and text.startswith("\ufeff"):
        start = 1  # a byte order mark at the start of a file is not part of the script
    while found := match(text, start):
        group = found.lastgroup
        begin, start = found.span(group) if group else found.span()
        if group == "plain" or group == "word":
            word = text[begin:start]
            kind = keywords.get(word) or keywords.get(word.upper(), "word")
            if dollars and (longer := _longer(text, begin, start)):
                kind, start = "bad", longer
        elif group == "sign" or group == "symbol":
            kind = text[begin:start]
        elif group == "comment":
            continue
        elif group == "string" or group == "name":
            kind = group
        else:
            kind, begin, start = _other(text, group, found, begin, start)
            if kind == "open" and start - begin > 1:
                match = _UNCLOSED.match
        add_kind(kind)
        add_start(begin)
        add_end(start)
    return tokens


def _longer(text: str, start: int, end: int) -> int:
    """Where the longer token ends that the lexer would make of a dotted name with a `$`, or 0."""
    found = _COLLATION.match(text, start)
    return found.end() if found and found.end() > end else 0


def _other(
    text: str, group: str | None, found: re.Match[str], start: int, end: int
) -> tuple[str, int, int]:
    """Kind and place of a token that is neither word nor sign."""
    if group == "unicode_name":
        return "name", start, end
    if group == "number":
        if found["exponent"]:
            return "approx", start, end
        return ("decimal" if "." in text[start:end] else "int"), start, end
    if group == "hole":
        return "hole", start, end
    if group == "prefixed":
        return _PREFIXES[text[start].upper()], start, end
    if group == "escaped":
        return "estring", start, end
    if group == "double":
        return "double", start, end
    if group == "open":
        return "open", start, end
    return "bad", start, end
