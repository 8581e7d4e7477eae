"""Notes what a run looks at and prints, for the cache.

Python tells of every file that is opened and every folder that is listed; asking whether something
is there goes through `os.stat`, which is stood in for while the run lasts.
"""

# ruff: noqa: PTH100, PTH109, PTH116, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO

from flinklint import cache

_MOST = 4_000_000  # characters of output that are kept
_FRAME = re.compile(r"^(?:\x1b\[[0-9;]*m| )*([0-9]+)(?:\x1b\[[0-9;]*m| )*\|(?=.*\S)")
_MASK = "********"
_EVENTS = ("open", "os.listdir", "os.scandir", "subprocess.Popen")

Piece = str | tuple[str, int, int]
"""Text that was printed, or where in a file it stands."""

_active: list[Recorder] = []
_is_hooked = False


class _Copy:
    """A stream that keeps what is written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        self.parts.append(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Recorder:
    """Notes what is looked at and printed while it is entered."""

    def __init__(self) -> None:
        package = os.path.dirname(os.path.abspath(cache.__file__))
        home = os.path.dirname(package)
        own = [package, os.path.join(home, "rules"), os.path.join(home, "schemas")]
        own += [os.path.dirname(os.__file__), *cache.libraries()]
        self._own = tuple(os.path.join(folder, "") for folder in own)
        self._files: dict[str, tuple[int, int, int]] = {}
        self._looks: dict[str, str] = {}
        self._is_lost = False
        self._is_apart = False
        self.walk: tuple[Any, ...] | None = None

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Take no note of looks for a while."""
        self._is_apart = True
        try:
            yield
        finally:
            self._is_apart = False

    def __enter__(self) -> Recorder:
        global _is_hooked
        if not _is_hooked:
            _is_hooked = True
            sys.addaudithook(_hook)
        _active.append(self)
        self._stat = os.stat
        self._streams = (sys.stdout, sys.stderr)
        self._copies = tuple(map(_Copy, self._streams))
        sys.stdout, sys.stderr = self._copies
        os.stat = self._look
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _active.remove(self)
        os.stat = self._stat
        sys.stdout, sys.stderr = self._streams
        self._is_lost |= error is not None

    def _look(self, path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        try:
            state = self._stat(path, *args, **kwargs)
        except (OSError, ValueError):
            self._saw(path, "absent")
            raise
        self._saw(path, "folder" if state.st_mode & 0o170000 == 0o040000 else "there")
        return state

    def _place(self, path: Any) -> str | None:
        """The absolute path of what belongs to the project; None if it is the program's own."""
        if isinstance(path, int):
            return None
        full = os.path.join(os.getcwd(), os.fsdecode(path))
        return None if full.startswith(self._own) else full

    def _saw(self, path: Any, kind: str) -> None:
        full = self._place(path)
        if full is not None and "\0" not in full and not self._is_apart:
            self._looks.setdefault(full, kind)

    def heard(self, event: str, told: tuple[Any, ...]) -> None:
        """Take note of what Python says that is done."""
        if self._is_apart:
            return
        if event == "subprocess.Popen":
            self._is_lost = True
        elif event == "open" and told[0] is not None:
            full = self._place(told[0])
            if full is None or full == os.devnull:
                return
            if full.startswith(("/dev/", "/proc/")):
                self._is_lost = True  # gone when it has been read
                return
            if (told[2] or 0) & (os.O_WRONLY | os.O_RDWR) or full.endswith((".pyc", ".py")):
                self._is_lost = True  # a team's own rules may look at anything
                return
            try:
                state = self._stat(full)
            except OSError:
                self._looks.setdefault(full, "absent")
                return
            is_new = time.time_ns() - state.st_mtime_ns < cache._TICK
            before = self._files.setdefault(full, _sign(state))
            self._is_lost |= is_new or before != _sign(state)
        elif event in ("os.listdir", "os.scandir"):
            full = self._place(told[0] if told[0] is not None else ".")
            if full is not None:
                self._looks[full] = "listing"

    def entry(self, code: int) -> Any:
        """What is kept of the run; None if it cannot be known again."""
        texts = ["".join(copy.parts) for copy in self._copies]
        if self._is_lost or code not in (0, 1) or sum(map(len, texts)) > _MOST:
            return None
        looks: list[cache.Look] = []
        contents: dict[str, str] = {}
        is_dated = False
        for path, sign in self._files.items():
            try:
                with open(path, "rb") as file:
                    data = file.read()
                if _sign(os.stat(path)) != sign:
                    return None
            except OSError:
                return None
            is_dated |= b"until=" in data
            contents[path] = data.decode("utf-8", "replace")
            looks.append(("file", path, cache.digest(data)))
        for path, kind in self._looks.items():
            if path not in self._files:
                seen = cache.looked_at(kind, path)
                if seen is None:
                    return None
                looks.append((kind, path, seen))
        pieces = [_pieces(text, contents) for text in texts]
        if None in pieces:
            return None
        day = cache._today() if is_dated else ""
        return (code, day, tuple(looks), self.walk, *pieces)


def _sign(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_mtime_ns, state.st_size, state.st_ino


def _hook(event: str, told: tuple[Any, ...]) -> None:
    if _active and event in _EVENTS:
        for recorder in tuple(_active):
            recorder.heard(event, told)


def _pieces(text: str, contents: dict[str, str]) -> tuple[Piece, ...] | None:
    """Printed text without the lines of sources that it shows; None if one cannot be told."""
    starts: dict[str, list[int]] = {}
    pieces: list[Piece] = []
    for line in text.splitlines(keepends=True):
        frame = _FRAME.match(line)
        if frame is None:
            pieces.append(line)
            continue
        found = _source_line(line[frame.end() :], int(frame.group(1)), contents, starts)
        if found is not None:
            path, start, end = found
            shown = contents[path][start:end]
            at = line.index(shown, frame.end())
            pieces += (line[:at], found, line[at + len(shown) :])
        elif _MASK in line:
            pieces.append(line)
        else:
            return None
    return tuple(pieces)


def _source_line(
    shown: str, number: int, contents: dict[str, str], starts: dict[str, list[int]]
) -> tuple[str, int, int] | None:
    """Where a line that is shown stands in one of the files."""
    for path, text in contents.items():
        if path not in starts:
            starts[path] = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        places = starts[path]
        if number <= len(places):
            start = places[number - 1]
            end = places[number] if number < len(places) else len(text)
            line = text[start:end].rstrip("\r\n").removeprefix("\ufeff")
            start += text[start:end].find(line)
            if line.strip() and line in shown:
                return path, start, start + len(line)
    return None
