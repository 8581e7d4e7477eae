"""TOML with the place of every key and of every item of a list."""

from __future__ import annotations

import re

from flinklint.dataclass import dataclass
from flinklint.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Path = tuple[str | int, ...]

_BLANK = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = regex(r"[ \t]*(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*")
_SCALAR = regex(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""{1,3}'
    r"|'''(?:[^']|'{1,2}(?!'))*'''{1,3}"
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|[^,\[\]{}#\r\n]+",
    re.DOTALL,
)
_AT = regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(Exception):
    """A text that is no TOML; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Toml:
    """A TOML text as read; `offsets` has the start of each key and item by its path."""

    text: str
    table: dict[str, Any]
    offsets: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line, from 1, of what stands at a path, or of the nearest that is above it."""
        while path not in self.offsets and path:
            path = path[:-1]
        return self.text.count("\n", 0, self.offsets.get(path, 0)) + 1


def read(text: str) -> Toml:
    """Read a text. Raises `TomlError`."""
    if _BLANK.fullmatch(text):  # the library costs a twentieth of a short run
        return Toml(text, {}, {})
    tomllib = _library()
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT.search(message)
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        message = _AT.sub("", message)
        raise TomlError(message[:1].lower() + message[1:], line) from error
    places = _Places(text)
    places.read()
    return Toml(text, table, places.offsets)


class _Places:
    """Walks a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}  # of lists of tables

    def read(self) -> None:
        table: Path = ()
        while not self._ends():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _ends(self) -> bool:
        self._skip()
        return self.at >= len(self.text)

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _header(self) -> Path:
        start = self.at
        several = self.text.startswith("[[", start)
        self.at += 2 if several else 1
        path: Path = ()
        for key in self._keys():
            path = (*self._current(path), key)
            self.offsets.setdefault(path, start)
        self.at += 2 if several else 1
        if several:
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = self._current(path)
        self.offsets.setdefault(path, start)
        return path

    def _current(self, path: Path) -> Path:
        """The table that a path means: of a list of tables the last one."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _keys(self) -> list[str]:
        keys = []
        while found := _KEY.match(self.text, self.at):
            keys.append(_unquoted(found[1]))
            self.at = found.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return keys

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            self.offsets.setdefault(path, start)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        opening = self.text[self.at]
        if opening not in "[{":
            found = _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)
            return
        self.at += 1
        number = 0
        while not self._closes():
            if opening == "[":
                item = (*path, number)
                self.offsets[item] = self.at
                self._value(item)
                number += 1
            else:
                self._pair(path)

    def _closes(self) -> bool:
        """Whether a list or a table ends here; what separates its parts is passed."""
        self._skip()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip()
        if self.text[self.at] in "]}":
            self.at += 1
            return True
        return False


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    [found] = _library().loads(f"{key} = 1")
    return str(found)


def _library() -> Any:
    # read only where there is a settings file
    try:
        import tomllib
    except ModuleNotFoundError:
        import tomli as tomllib
    return tomllib
