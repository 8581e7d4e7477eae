"""Secrets in the text of a SQL script: options of WITH, hints and SET, and addresses in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint.dataclass import dataclass
from flinklint.regex import regex
from flinklint.script import Script
from flinklint.script_flow import option_lists
from flinklint.script_options import script_options
from flinklint.secrets import is_literal, is_secret_name

_LONGEST = 20_000  # characters of a value that are looked through
_ADDRESS = regex(r"\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s/:@'\"?#]{1,200}:([^\s/@'\"]{1,200})@")
_PAIR = regex(
    r"\b(?P<name>[A-Za-z_][\w.-]{0,100})\s{0,4}=\s{0,4}"
    r"(?:\"(?P<double>[^\"]{0,500})\"|(?P<plain>[^\s;&,\"')}]{1,500}))"
)


@dataclass(frozen=True)
class SqlSecret:
    """A secret: its place in the script, and the option that holds it. Never its text."""

    start: int
    end: int
    key: str


def secrets_of(script: Script) -> Iterator[SqlSecret]:
    """The secrets in plain text of a script, in order."""
    found: list[SqlSecret] = []
    for options in option_lists(script):
        for option in options:
            found += _in_value(script, option.key, option.value_span)
    for setting in script_options(script).settings:
        found += _in_value(script, setting.key, setting.value_span)
    yield from sorted(set(found), key=lambda secret: secret.start)


def _in_value(script: Script, key: str, place: tuple[int, int]) -> Iterable[SqlSecret]:
    start, end = place
    text = script.text[start:end][:_LONGEST]
    is_secret = is_secret_name(key) and "jaas" not in key.lower()
    if not is_secret and "=" not in text and "://" not in text:
        return ()
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        start, text = start + 1, text[1:-1]
    if is_secret:
        return (SqlSecret(start, start + len(text), key),) if is_literal(text) else ()
    return _inside(text, start, key)


def _inside(text: str, start: int, key: str) -> Iterator[SqlSecret]:
    """The secrets in a value of several parts."""
    for match in _ADDRESS.finditer(text):
        if is_literal(match[1]):
            yield SqlSecret(start + match.start(1), start + match.end(1), key)
    for match in _PAIR.finditer(text):
        group = match.lastgroup or "plain"
        if is_secret_name(match["name"]) and is_literal(match[group]):
            yield SqlSecret(start + match.start(group), start + match.end(group), key)
