"""`flinklint check --watch`: the same run again whenever a file of the project changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from flinklint.cli.console import note
from flinklint.discovery import find
from flinklint.files import FileError, printable
from flinklint.refusal import Refusal

_EVERY = 0.5  # seconds between two looks

State = dict[str, tuple[int, int]]


def watch(run: Callable[[], int], paths: Iterable[Path], *, named: Iterable[Path] = ()) -> int:
    """Run, wait until a file changes, and run again, until Ctrl-C; the last run's exit code.

    Looked at are the files found at the paths, new ones included, and those named besides.
    """
    paths, named = list(paths), list(named)
    code = 2
    try:
        while True:
            before = state(paths, named)
            code = _run(run)
            note("waiting for a change; Ctrl-C ends")
            while (now := state(paths, named)) == before:
                time.sleep(_EVERY)
            for path in sorted(
                name for name in {*now, *before} if now.get(name) != before.get(name)
            ):
                note(f"changed: {path}")
    except KeyboardInterrupt:
        return code


def _run(run: Callable[[], int]) -> int:
    try:
        return run()
    except Refusal as error:  # a half-typed settings file is no reason to stop
        note(f"flinklint: {error}")
        return 2


def state(paths: Iterable[Path], named: Iterable[Path]) -> State:
    """When each file was last written, and its size."""
    found: State = {}
    names = [Path(path) for path in named]
    for path in paths:
        try:
            names += (item.path for item in find([path], scripts=True))
        except FileError:
            continue  # it is gone, or not there yet
    for name in names:
        try:
            status = name.stat()
        except OSError:
            continue
        found[_seen_from_here(name)] = (status.st_mtime_ns, status.st_size)
    return found


def _seen_from_here(path: Path) -> str:
    """One name for a file, however it is named."""
    here, there = Path.cwd().resolve(), path.resolve()
    return printable(there.relative_to(here) if there.is_relative_to(here) else there)
