"""What was found in single files, kept so that a run over many checks only those that changed.

Where a run as a whole is not known from before (see `cache`), a file is known by its name and text,
the program, the settings, and what the command was told that findings depend on. Only files that
stand for themselves are kept, and none with a secret: what is found in them could quote it.
"""

# ruff: noqa: PTH109, PTH118

from __future__ import annotations

import os

from flinklint import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flinklint.check import Done, File
    from flinklint.cli.table import Arguments
    from flinklint.settings import Settings, SettingsFile

_ENOUGH = 16
"""Files from which on looking for single ones pays."""
_MOST = 16_000_000  # bytes of what is kept for one way of checking; the least used go beyond it
_OF_THE_RUN = frozenset(
    {
        "allow_empty", "baseline", "command", "exclude", "fail_on", "force_exclude", "format",
        "jobs", "min_severity", "paths", "statistics", "strict_baseline", "strict_collection",
        "verbose",
    }
)  # fmt: skip
"""What a command is told that no finding of a single file depends on."""


class FileCache:
    """What is kept for one way of checking: the outcome of each file, by what it is known by."""

    def __init__(self, store: cache.Store, name: str) -> None:
        self._store = store
        self._name = name
        self._known: dict[str, bytes] | None = None
        self._used: dict[str, bytes] = {}
        self._is_new = False

    def known(self, files: Mapping[int, File]) -> dict[int, Done]:
        """Of numbered files that stand for themselves, what is known from before."""
        if len(files) < _ENOUGH:
            return {}
        from flinklint.workers import loaded

        if self._known is None:
            with cache.unseen():
                kept = self._store.read(self._name)
            self._known = kept if isinstance(kept, dict) else {}
        found: dict[int, Done] = {}
        for number, file in files.items():
            key = _key(file)
            data = self._known.get(key)
            if data is not None:
                found[number] = loaded(data, [file.source])
                self._used[key] = data
        return found

    def keep(self, files: Iterable[tuple[File, Done]]) -> None:
        """Keep what was found in files that stand for themselves, and write it."""
        if self._known is None:
            return
        from flinklint.workers import dumped

        is_new = False
        for file, done in files:
            secret = any(finding.secret for finding in (*done.findings, *done.unseen))
            key = _key(file)
            if key not in self._used and not secret and not done.crashed:
                self._used[key] = dumped(done, [file.source])
                is_new = True
        if not is_new:
            return
        # those of this run last: the least used are first, and go first
        kept = {**{k: v for k, v in self._known.items() if k not in self._used}, **self._used}
        size = sum(map(len, kept.values()))
        for key in list(kept):
            if size <= _MOST:
                break
            size -= len(kept.pop(key))
        self._known = kept
        with cache.unseen():
            self._store.write(self._name, kept)


def of(arguments: Arguments, found: SettingsFile, settings: Settings) -> FileCache | None:
    """What is kept for the way of checking that a command was told; None if nothing is.

    Nothing is where a team's own rules run, which may look at anything.
    """
    if arguments.no_cache or settings.own_rules:
        return None
    folder = cache.root()
    key = cache.user_key() if folder is not None else None
    if folder is None or key is None:
        return None
    told = vars(arguments)
    words = [f"{name}={told[name]!r}" for name in sorted(told) if name not in _OF_THE_RUN]
    defaults = [f"{d.source.name}={d.source.text}" for d in settings.defaults]
    with cache.unseen():
        parts = [*cache.program(), os.getcwd(), *words, repr(found.table), *defaults]
    name = cache.digest("\0".join(["files", *parts]).encode("utf-8", "surrogateescape"))
    return FileCache(cache.Store(os.path.join(folder, cache.FOLDER), key), name)


def _key(file: File) -> str:
    source = file.source
    parts = (source.name, str(file.path), str(file.named), str(file.asked), source.text)
    return cache.digest("\0".join(parts).encode("utf-8", "surrogatepass"))
