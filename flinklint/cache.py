"""What a run of `flinklint check` said, kept for the next one on which nothing has changed.

A run is known by its words, the program, its surroundings, and everything that it looked at: files
it read, folders it listed, names it found or missed. What it printed is kept without the lines of
the sources, which are read again. An entry is sealed with a key of the user, so that nobody else's
is believed: it is neither trusted to be well formed nor to tell the truth.

It lies in `.flinklint_cache` in the nearest folder upwards that has settings or a git repository;
elsewhere nothing is kept. That it cannot be read or written is no error.
"""

# `pathlib` costs more to import than looking into the cache does
# ruff: noqa: PTH100, PTH102, PTH103, PTH105, PTH108, PTH109, PTH110, PTH111, PTH112, PTH116, PTH118, PTH120, PTH123, PTH208

from __future__ import annotations

import os
import sys

from flinklint import __version__

try:
    from _blake2 import blake2b  # `hashlib` brings OpenSSL
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import Any

    from flinklint.cache_recorder import Recorder
    from flinklint.cli.table import Arguments
    from flinklint.discovery import Exclude, Found

FOLDER = ".flinklint_cache"
LIMIT = 32_000_000  # bytes of all entries; the oldest half goes beyond it
_SIGNS = ("flinklint.toml", ".git")
_FORMATS = (None, "text", "concise", "json", "jsonl", "github")
_CHANGING = ("fix", "diff", "unsafe_fixes", "show_files", "show_settings", "watch", "reports")
_TOLD = ("NO_COLOR", "TERM", "COLUMNS", "CI")  # what of the environment output depends on
_SEALED = 64  # letters of a seal
_TICK = 20_000_000  # nanoseconds in which a file can change twice without another time

_recorders: list[Recorder] = []

Look = tuple[str, str, str]
"""Something that was looked at: its kind (file, there, folder, listing or absent), path, digest."""


def root() -> str | None:
    """The folder that a run in this one keeps its cache in; None if it keeps none."""
    folder = os.getcwd()
    while not any(os.path.exists(os.path.join(folder, sign)) for sign in _SIGNS):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def through(arguments: Arguments, work: Callable[[], int]) -> int:
    """Say again what the same run said, or do the work and keep what it says; the exit code."""
    folder = root() if _is_steady(arguments) else None
    key = user_key() if folder is not None else None
    if folder is None or key is None:
        return work()
    store = Store(os.path.join(folder, FOLDER), key)
    name = _name()
    code = _replayed(store, name)
    if code is not None:
        return code
    from flinklint.cache_recorder import Recorder

    recorder = Recorder()
    _recorders.append(recorder)
    try:
        with recorder:
            code = work()
    finally:
        _recorders.remove(recorder)
    entry = recorder.entry(code)
    if entry is not None:
        store.write(name, entry)
    return code


def walk(
    find: Callable[[], list[Found]],
    paths: tuple[str, ...],
    *,
    scripts: bool,
    excludes: tuple[Exclude, ...],
    force: bool,
) -> list[Found]:
    """Walk through folders; what the walk finds is what the run depends on, not its looks."""
    if not _recorders or not any(map(os.path.isdir, paths)):
        return find()
    recorder = _recorders[-1]
    with unseen():
        found = find()
    told = tuple((os.fspath(e.folder), e.patterns, e.origin) for e in excludes)
    recorder.walk = (
        (paths, scripts, told, force),
        tuple((os.fspath(item.path), item.named) for item in found),
    )
    return found


def unseen() -> AbstractContextManager[None]:
    """Do something that a run that is recorded does not depend on."""
    if _recorders:
        return _recorders[-1].apart()
    from contextlib import nullcontext

    return nullcontext()


def clean() -> int:
    """Remove every entry of the cache of this folder; how many there were."""
    folder = root()
    if folder is None:
        return 0
    count = 0
    place = os.path.join(folder, FOLDER)
    for name in os.listdir(place) if os.path.isdir(place) else ():
        if name.endswith(".run"):
            os.unlink(os.path.join(place, name))
            count += 1
    return count


def digest(data: bytes) -> str:
    """What a file's content is known by."""
    return blake2b(data, digest_size=16).hexdigest()


def looked_at(kind: str, path: str) -> str | None:
    """The digest of what a look of a kind sees; None if it sees something of another kind."""
    try:
        if kind == "file":
            with open(path, "rb") as file:
                return digest(file.read())
        if kind == "listing":
            return digest("\0".join(sorted(os.listdir(path))).encode("utf-8", "surrogateescape"))
        is_folder = os.path.isdir(path)
        if kind == "absent":
            return None if os.path.lexists(path) and os.path.exists(path) else ""
        return "" if is_folder == (kind == "folder") and os.path.exists(path) else None
    except OSError:
        return None


def _is_steady(arguments: Arguments) -> bool:
    """Whether the run prints and changes nothing else, and reads nothing that is gone after it."""
    return (
        not arguments.no_cache
        and arguments.format in _FORMATS
        and "-" not in arguments.paths
        and not any(getattr(arguments, name) for name in _CHANGING)
    )


def _name() -> str:
    """The name of an entry: the words of the run, the program and its surroundings."""
    streams = [str(stream.isatty()) for stream in (sys.stdout, sys.stderr)]
    told = [f"{name}={os.environ.get(name)}" for name in _TOLD]
    parts = [*program(), os.getcwd(), *streams, *told, "", *sys.argv[1:]]
    return digest("\0".join(parts).encode("utf-8", "surrogateescape"))


def program() -> list[str]:
    """The program's version, the state of its files and of the folders its libraries are in."""
    package = os.path.dirname(os.path.abspath(__file__))
    folders = [package]
    if not os.path.isdir(os.path.join(package, "rules")):  # a checkout, where files are edited
        folders = [os.path.join(os.path.dirname(package), name) for name in ("rules", "schemas")]
        folders.append(package)
    found = []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".json")):
                    state = entry.stat()
                    found.append(f"{entry.path} {state.st_mtime_ns} {state.st_size}")
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    folders.append(entry.path)
    found += [f"{path} {os.stat(path).st_mtime_ns}" for path in libraries()]
    return [__version__, sys.version, *sorted(found)]


def libraries() -> list[str]:
    """The folders that libraries are installed in."""
    ends = ("site-packages", "dist-packages")
    return [path for path in sys.path if path.endswith(ends) and os.path.isdir(path)]


def _replayed(store: Store, name: str) -> int | None:
    """The exit code of the run that is kept, printed again; None if it does not hold any more."""
    entry = store.read(name)
    if entry is None:
        return None
    code, day, looks, walk, printed, said = entry
    if day and day != _today():
        return None
    contents: dict[str, bytes] = {}
    for kind, path, expected in looks:
        if kind == "file":
            try:
                with open(path, "rb") as file:
                    contents[path] = file.read()
            except OSError:
                return None
            if digest(contents[path]) != expected:
                return None
        elif looked_at(kind, path) != expected:
            return None
    if walk is not None and not _finds(*walk):
        return None
    for stream, pieces in ((sys.stdout, printed), (sys.stderr, said)):
        for piece in pieces:
            if isinstance(piece, str):
                stream.write(piece)
            else:
                path, start, end = piece
                stream.write(contents[path].decode("utf-8", "replace")[start:end])
        stream.flush()
    return int(code)


def _finds(
    words: tuple[tuple[str, ...], bool, tuple[tuple[str, tuple[str, ...], str], ...], bool],
    expected: tuple[tuple[str, bool], ...],
) -> bool:
    """Whether a walk through folders finds the same files."""
    from pathlib import Path

    from flinklint.discovery import Exclude, find

    paths, scripts, excludes, force = words
    found = find(
        [Path(path) for path in paths],
        scripts=scripts,
        excludes=[Exclude(Path(folder), patterns, origin) for folder, patterns, origin in excludes],
        force_exclude=force,
    )
    return tuple((os.fspath(item.path), item.named) for item in found) == expected


def _today() -> str:
    from time import localtime

    now = localtime()
    return f"{now.tm_year}-{now.tm_mon}-{now.tm_mday}"


def user_key() -> bytes | None:
    """What seals this user's entries; None where none can be kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    path = os.path.join(home, "flinklint", "key")
    try:
        with open(path, "rb") as file:
            key = file.read(64)
        return key if len(key) == 32 else None
    except FileNotFoundError:
        pass
    except OSError:
        return None
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        temporary = f"{path}.{os.getpid()}"
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(32))
        try:
            os.link(temporary, path)  # whoever is first has made it
        finally:
            os.unlink(temporary)
    except FileExistsError:
        pass
    except OSError:
        return None
    try:
        with open(path, "rb") as file:
            key = file.read(64)
    except OSError:
        return None
    return key if len(key) == 32 else None


class Store:
    """The entries in a folder, each sealed with a key of the user."""

    def __init__(self, folder: str, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def _seal(self, name: str, data: bytes) -> bytes:
        """What only this user can have written below the name."""
        seal = blake2b(data, key=self._key, person=name[:16].encode(), digest_size=_SEALED // 2)
        return seal.hexdigest().encode()

    def read(self, name: str) -> Any | None:
        """An entry; None if there is none that this user has written whole."""
        import marshal  # safe on what this user's own run has sealed, and on nothing else

        try:
            with open(os.path.join(self._folder, f"{name}.run"), "rb") as file:
                sealed = file.read(LIMIT)
        except OSError:
            return None
        seal, data = sealed[:_SEALED], sealed[_SEALED:]
        if seal != self._seal(name, data):
            return None
        return marshal.loads(data)

    def write(self, name: str, entry: Any) -> None:
        """Write an entry whole, or not at all."""
        import marshal

        data = marshal.dumps(entry)
        path = os.path.join(self._folder, f"{name}.run")
        temporary = f"{path}.{os.getpid()}"
        try:
            if not os.path.isdir(self._folder):
                os.mkdir(self._folder)
            ignore = os.path.join(self._folder, ".gitignore")
            if not os.path.exists(ignore):
                with open(ignore, "w", encoding="utf-8") as file:
                    file.write("# made by flinklint\n*\n")
            self._make_room(len(data))
            try:
                with open(temporary, "xb") as sealed:
                    sealed.write(self._seal(name, data) + data)
                os.replace(temporary, path)
            except OSError:
                os.unlink(temporary)
        except OSError:
            return

    def _make_room(self, size: int) -> None:
        """Remove the oldest entries where there are too many."""
        with os.scandir(self._folder) as entries:
            found = [(e.stat().st_mtime_ns, e.stat().st_size, e.path) for e in entries]
        total = sum(each for _, each, path in found if ".run" in path)
        if total + size <= LIMIT:
            return
        for _, each, path in sorted(found):
            if ".run" in path and total + size > LIMIT // 2:
                os.unlink(path)
                total -= each
