"""Where secrets stand in a text as it is written, in whatever language and readable or not.

Reports show lines of files, broken ones too, where no rule can say what is a secret. What is found
here is only hidden, never reported, so it may be a little too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.secrets import USER_INFO, WORD, is_literal, is_secret_name, shapes

Part = tuple[int, int]

BLOCK = 65_536  # characters that are looked through at once
_MARGIN = 4_096  # characters around a block, so that a secret at its edge is seen whole
_SHORT = 8
"""A text shorter than this is hidden only where it stands as a secret, not wherever it is met."""

_ALIKE = ("password", "secret")
_BEFORE_VALUE = regex(r"(?:[&!][^\s,\[\]{}]{0,100}[ \t]{1,20})*")
_PAIR = regex(
    r"(?<![\w.$-])(?P<name>[A-Za-z_$][\w.$-]{0,100})[\"'`]?[ \t]{0,20}"
    r"(?P<sign>=>|==?|:(?![\w/]))[ \t]{0,20}"
)
_ARGUMENT = regex(
    r"(?<![\w-])(?P<name>--?[A-Za-z][\w.-]{0,100})[\"']?"
    r"(?:[ \t]{0,20},[ \t]{0,20}|[ \t]{1,20}|[ \t]{0,20}\r?\n[ \t]{0,200}-[ \t]{1,20}|=)[\"']?"
    r"(?P<value>[^\s\"',\]-][^\s\"',\]]{0,500})"
)
_NAMED = regex(
    r"\bname[\"']?[ \t]{0,20}[:=][ \t]{0,20}[\"']?(?P<name>[\w.-]{1,200})[\"']?[ \t]{0,20}"
    r"(?:,|\r?\n)[ \t]{0,200}[\"']?val\w{0,10}[\"']?[ \t]{0,20}[:=][ \t]{0,20}"
)
_NAMED_AFTER = regex(
    r"\bvalue[\"']?[ \t]{0,20}:[ \t]{0,20}"
    r"(?P<value>\"[^\"\r\n]{0,500}\"|'[^'\r\n]{0,500}'|[^\s,}]{1,500})"
    r"[ \t]{0,20}(?:,|\r?\n)[ \t]{0,200}[\"']?name[\"']?[ \t]{0,20}:[ \t]{0,20}"
    r"[\"']?(?P<name>[\w.-]{1,200})"
)
_ELEMENT = regex(r"=[\"'](?P<name>[\w.-]{1,100})[\"'][^<>]{0,200}>(?P<value>[^<]{1,500})<")
_QUOTED = regex(r"\"(?P<double>(?:[^\"\\]|\\.){0,2000})\"|'(?P<single>(?:[^']|''){0,2000})'")
_LINE = regex(r"[^\r\n]{0,4000}")
_TO_SIGN = regex(r"[^\s;&,\"')}\]<>]{0,2000}")
_IN_FLOW = regex(r"[^,{}\[\]\r\n]{0,2000}")
_COMMENT = regex(r"[ \t]#.*")
_HEADER = regex(r"[|>][-+0-9]{0,2}[ \t]*(?:#[^\r\n]*)?\r?\n")


def parts(text: str, near: Iterable[int] | None = None) -> list[Part]:
    """Where secrets stand in a text, in order; of a long one, those around some offsets."""
    if len(text) <= BLOCK:
        return list(_parts(text))
    wanted = range(len(text) // BLOCK + 1) if near is None else {at // BLOCK for at in near}
    found: set[Part] = set()
    for number in sorted(wanted):
        start = max(number * BLOCK - _MARGIN, 0)
        sign = _opened(text, start)
        block = sign + text[start : (number + 1) * BLOCK + _MARGIN]
        start -= len(sign)
        found.update((start + one, start + two) for one, two in _parts(block))
    return sorted(found)


def _opened(text: str, at: int) -> str:
    """A bracket that stands before an offset on its line, or nothing."""
    line = text.rfind("\n", 0, at) + 1
    return next((sign for sign in "{[" if text.find(sign, line, at) >= 0), "")


def without_parts(text: str, mask: str = "********") -> str:
    """A text with every secret that stands in it masked."""
    return _masked(text, parts(text), mask)


class Texts:
    """The texts of secrets, to be hidden wherever they are met."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._long: dict[str, list[str]] = {}
        self._short: set[str] = set()
        for text in sorted({text for text in texts if len(text) > 2}, key=len, reverse=True):
            if len(text) < _SHORT:
                self._short.add(text)
            else:
                self._long.setdefault(text[:_SHORT], []).append(text)
        self._lengths = sorted({len(text) for text in self._short}, reverse=True)
        self._letters = {text[0] for text in self._short}

    def masked(self, text: str, mask: str = "********", *, short: bool = True) -> str:
        """A text without them; one that is `short` goes only where it stands alone."""
        return _masked(text, self.parts(text, short=short), mask)

    def parts(self, text: str, *, short: bool = True) -> Iterator[Part]:
        """Where they stand in a text, in order; a `short` one only where it stands alone."""
        begin = self._any_begin if short else self._long_begin
        long, letters, done = self._long, self._letters if short else (), 0
        for match in begin.finditer(text) if begin else ():
            at = match.start()
            if at >= done and (text[at : at + _SHORT] in long or text[at] in letters):
                end = self._end(text, at, short=short)
                if end:
                    yield at, end
                    done = end

    @cached_property
    def _long_begin(self) -> re.Pattern[str] | None:
        """What every longer text begins with, as an expression; None for no text."""
        return re.compile(_beginnings(self._long)) if self._long else None

    @cached_property
    def _any_begin(self) -> re.Pattern[str] | None:
        if not self._short:
            return self._long_begin
        alone = rf"(?<!\w){_beginnings(self._short)}"
        return re.compile(f"{_beginnings(self._long)}|{alone}" if self._long else alone)

    def are_in(self, text: str, *, short: bool = True) -> bool:
        """Whether one of them is in a text."""
        return any(True for _ in self.parts(text, short=short))

    def _end(self, text: str, at: int, *, short: bool) -> int:
        """Where the longest of them that begins at an offset ends; 0 for none."""
        for candidate in self._long.get(text[at : at + _SHORT], ()):
            if text.startswith(candidate, at):
                return at + len(candidate)
        if short and not (at and _is_of_word(text[at - 1])):
            for length in self._lengths:
                word = text[at : at + length]
                end = at + len(word)
                if word in self._short and not _is_of_word(text[end : end + 1]):
                    return end
        return 0


def _beginnings(texts: Iterable[str]) -> str:
    """An expression of the letters that some texts begin with, as many as the shortest has."""
    letters = ("".join(map(re.escape, sorted(set(each)))) for each in zip(*texts, strict=False))
    first, *more = (f"[{each}]" for each in letters)
    return f"{first}(?={''.join(more)})"


def words_of(secret: str) -> Iterator[str]:
    """A secret and, of a longer one, its first word: broken YAML such as `a: b: c` is quoted so."""
    yield secret
    first, *more = secret.split(None, 1) or [""]
    if more and len(first) >= _SHORT:
        yield first.rstrip(":,;")


def masked(message: str, text: str) -> str:
    """A message about a text, without the secrets that stand in the text or the message."""
    found = Texts(word for start, end in parts(text) for word in words_of(text[start:end]))
    return found.masked(without_parts(message))


def _masked(text: str, found: Iterable[Part], mask: str) -> str:
    done = 0
    shown: list[str] = []
    for start, end in found:
        if start >= done:
            shown += (text[done:start], mask)
        done = max(done, end)
    return "".join((*shown, text[done:])) if done else text


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=32)
def _parts(text: str) -> tuple[Part, ...]:
    found = {part for part in _all_parts(text) if is_literal(text[part[0] : part[1]])}
    return tuple(sorted(part for part in found if part[1] - part[0] > 2))


def _all_parts(text: str) -> Iterator[Part]:
    if "@" in text:
        for match in USER_INFO.finditer(text):
            yield match.span(1)
    for match in _PAIR.finditer(text):
        if _is_secret(match["name"]):
            yield from _value(text, match.start(), match.end(), flow=match["sign"] == ":")
    for match in _NAMED.finditer(text) if "val" in text else ():
        if _is_secret(match["name"]):
            yield from _value(text, match.start(), match.end(), flow=True)
    for pattern in (
        (_ARGUMENT, _NAMED_AFTER, _ELEMENT) if "value" in text else (_ARGUMENT, _ELEMENT)
    ):
        for match in pattern.finditer(text):
            if _is_secret(match["name"]):
                yield _bare(text, *match.span("value"))
    for shape in shapes():
        if not any(sign in text for sign in shape.signs):
            continue
        for match in shape.pattern.finditer(text):
            yield match.span()


def _value(text: str, name: int, start: int, *, flow: bool) -> Iterator[Part]:
    """The value that begins at an offset; `flow` tells that it is YAML's, after a colon."""
    before = _BEFORE_VALUE.match(text, start)
    start = before.end() if before else start
    quoted = _QUOTED.match(text, start)
    if quoted is not None:
        yield quoted.span(quoted.lastgroup or 0)
        return
    if text[start : start + 1] in ("'", '"'):  # it is not closed
        yield _bare(text, start, _end(_LINE, text, start))
        return
    if flow and _HEADER.match(text, start):
        yield from _block(text, name, start)
    elif not flow:
        yield _bare(text, start, _end(_TO_SIGN, text, start))
    elif text[start : start + 1] not in ("{", "["):
        end = _end(_IN_FLOW if _opened(text, name) else _LINE, text, start)
        comment = _COMMENT.search(text, start, end)
        yield _bare(text, start, comment.start() if comment else end)


def _block(text: str, name: int, start: int) -> Iterator[Part]:
    """The lines of a block scalar, each a secret: all that are indented deeper than its key."""
    line = text.rfind("\n", 0, name) + 1
    indent = len(text[line:name]) - len(text[line:name].lstrip(" "))
    at = text.find("\n", start) + 1
    while 0 < at < len(text):
        end = _end(_LINE, text, at)
        content = text[at:end].lstrip(" ")
        if content and end - at - len(content) <= indent:
            return
        yield _bare(text, at, end)
        at = text.find("\n", end) + 1


def _end(pattern: object, text: str, start: int) -> int:
    match = pattern.match(text, start)  # type: ignore[attr-defined]
    return int(match.end())


def _bare(text: str, start: int, end: int) -> Part:
    """A part without the blanks and quotes around it."""
    while start < end and text[start] in " \t\r\"'":
        start += 1
    while start < end and text[end - 1] in " \t\r\"'":
        end -= 1
    return start, end


@lru_cache(maxsize=4096)
def _is_alike(name: str) -> bool:
    words = [word for word in WORD.findall(name)[-2:] if len(word) > 4]
    return any(nearest(word, _ALIKE) for word in (*words, "".join(words)))


def _is_secret(name: str) -> bool:
    """Whether a name is one of a secret, or may be one that is misspelt."""
    return is_secret_name(name) or _is_alike(name)
