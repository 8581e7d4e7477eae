"""Which files are meant: folders walked as git sees them, less what is excluded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from flinklint.dataclass import dataclass
from flinklint.files import SUFFIXES, FileError
from flinklint.path_patterns import meant_by
from flinklint.regex import regex

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_REPOSITORY = regex(
    "GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|NAMESPACE"
    "|ALTERNATE_OBJECT_DIRECTORIES)"
)
"""The variables by which git tells a hook of its own repository; a folder may be in another one."""


_STAGED = regex(r"(?P<mode>[0-7]{6}) [0-9a-f]+ [0-3]\t")
_REPOSITORY_MODE = "160000"  # a submodule


@dataclass(frozen=True)
class Found:
    """A path to read, and whether it was named itself or found in a folder.

    One with a `reason` is left out. A folder that is left out ends in a slash.
    """

    path: Path
    named: bool
    reason: str = ""


@dataclass(frozen=True)
class Exclude:
    """Patterns of paths that are left out, seen from a folder; `origin` says who wrote them."""

    folder: Path
    patterns: tuple[str, ...]
    origin: str


@dataclass(frozen=True)
class Excluded:
    """What is excluded below one folder. Its paths are texts with `/`, as seen from it."""

    entries: tuple[tuple[Exclude, str, str], ...] = ()

    @classmethod
    def below(cls, folder: Path, excludes: Iterable[Exclude], *, strict: bool) -> Excluded:
        """What the patterns mean in a folder; unless `strict`, not those that mean all of it."""
        here = os.path.realpath(folder)
        entries = []
        for exclude in excludes:
            there = os.path.realpath(exclude.folder)
            prefix, inner = _way(there, here), _way(here, there)
            patterns = exclude.patterns
            if prefix and not strict:
                patterns = tuple(p for p in patterns if meant_by(f"{prefix}\0", (p,)) is None)
            if patterns:
                own = "" if inner.startswith("../") else inner
                entries.append((Exclude(exclude.folder, patterns, exclude.origin), prefix, own))
        return cls(tuple(entries))

    def reason(self, path: str) -> str:
        """Why a path is left out; empty if it is not."""
        for exclude, prefix, own in self.entries:
            seen = path[len(own) :] if own and path.startswith(own) else prefix + path
            pattern = meant_by(seen, exclude.patterns)
            if pattern is not None:
                return f"excluded by {pattern} ({exclude.origin})"
        return ""


def find(
    paths: Iterable[Path],
    *,
    scripts: bool,
    excludes: Iterable[Exclude] = (),
    force_exclude: bool = False,
) -> Iterator[Found]:
    """The files that the paths mean, folders walked in order, each file once.

    In a folder, files that end in .yaml, .yml or .json count, and .sql ones if `scripts`; hidden
    folders are left out, and in a work tree what git ignores. What is named itself is excluded
    only by force. Raises `FileError` on a path that is not there.
    """
    suffixes = (*SUFFIXES, ".sql") if scripts else SUFFIXES
    for found in _each(paths, suffixes, tuple(excludes), force_exclude, full=False):
        if not found.reason:
            yield found


def survey(
    paths: Iterable[Path],
    *,
    scripts: bool,
    excludes: Iterable[Exclude] = (),
    force_exclude: bool = False,
) -> Iterator[Found]:
    """What `find` gives, and the files and folders that it leaves out with the reason."""
    suffixes = (*SUFFIXES, ".sql")
    for found in _each(paths, suffixes, tuple(excludes), force_exclude, full=True):
        is_script = found.path.name.lower().endswith(".sql")
        if is_script and not scripts and not found.named and not found.reason:
            yield Found(found.path, False, "SQL is read where there is a flink-version")
        else:
            yield found


def _each(
    paths: Iterable[Path],
    suffixes: tuple[str, ...],
    excludes: tuple[Exclude, ...],
    force: bool,
    *,
    full: bool,
) -> Iterator[Found]:
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        if path.is_dir():
            excluded = Excluded.below(path, excludes, strict=force)
            found = _below(path, suffixes, excluded, full=full)
        else:
            found = iter([_named(path, excludes if force else ())])
        for item in found:
            key = _real(str(item.path), folders)
            if key not in seen:
                seen.add(key)
                yield item


def _real(path: str, folders: dict[str, str]) -> str:
    """The real path of a file, given those of folders that were asked about before."""
    if os.path.islink(path):  # noqa: PTH114 - there are many
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return f"{folders[folder]}/{name}"


def _named(path: Path, excludes: tuple[Exclude, ...]) -> Found:
    if not excludes:
        return Found(path, named=True)
    reason = Excluded.below(path.parent, excludes, strict=True).reason(path.name)
    return Found(path, True, reason)


def _below(
    folder: Path, suffixes: tuple[str, ...], excluded: Excluded, *, full: bool
) -> Iterator[Found]:
    kept = _of_git(folder, suffixes)
    if kept is None:
        yield from _walk(folder, suffixes, excluded, full=full)
    elif not full:
        for name in sorted(kept, key=_order):
            path = folder / name
            if not excluded.reason(name) and path.is_file():
                yield Found(path, named=False)
    else:
        for found in _walk(folder, suffixes, excluded, full=True, ignored=_ignored(folder)):
            name = _slashes(os.path.relpath(found.path, folder))
            ignored = not found.reason and name not in kept
            yield Found(found.path, False, "ignored by git") if ignored else found


def _walk(
    folder: Path,
    suffixes: tuple[str, ...],
    excluded: Excluded,
    *,
    full: bool,
    ignored: frozenset[str] = frozenset(),
) -> Iterator[Found]:
    """Walk a folder, files before folders; links to folders and `ignored` ones are not followed."""

    def refuse(error: OSError) -> None:
        raise FileError(f"{error.filename}: {error.strerror}")

    for parent, folders, names in os.walk(folder, onerror=refuse):
        prefix = _way(folder, parent)
        for name in sorted(names):
            path = Path(parent, name)
            if name.lower().endswith(suffixes) and path.is_file():
                reason = excluded.reason(prefix + name)
                if full or not reason:
                    yield Found(path, False, reason)
        walked = []
        for name in sorted(folders):
            reason = _never_walked(name) or excluded.reason(prefix + name)
            reason = reason or ("ignored by git" if prefix + name in ignored else "")
            if not reason:
                walked.append(name)
            elif full:
                yield Found(Path(parent, name), False, reason)
        folders[:] = walked


def _never_walked(name: str) -> str:
    if name.startswith("."):
        return "a hidden folder"
    return "never looked into" if name in _SKIPPED else ""


def _of_git(folder: Path, suffixes: tuple[str, ...]) -> set[str] | None:
    """The files below a folder that git does not ignore; None where git has no say.

    That is outside a work tree, without git, and in a folder that is itself ignored. Repositories
    within the folder, submodules or not, are asked themselves.
    """
    here = folder.resolve()
    if not any((parent / ".git").exists() for parent in (here, *here.parents)):
        return None
    listed = _git(folder, "ls-files", "-z", "--stage", "--others", "--exclude-standard")
    if listed is None or (not listed and _git(folder, "check-ignore", "-q", ".") is not None):
        return None
    kept: set[str] = set()
    for row in listed.split("\0"):
        staged = _STAGED.match(row)
        name = row[staged.end() :] if staged else row
        if any(map(_never_walked, name.rstrip("/").split("/")[:-1])):
            continue
        if name.endswith("/") or (staged and staged["mode"] == _REPOSITORY_MODE):
            kept |= _within(folder, name.rstrip("/"), suffixes)
        elif name.lower().endswith(suffixes):
            kept.add(name)
    return kept


def _ignored(folder: Path) -> frozenset[str]:
    """The folders of which git ignores everything."""
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    listed = _git(folder, *words) or ""
    return frozenset(name.rstrip("/") for name in listed.split("\0") if name.endswith("/"))


def _within(folder: Path, name: str, suffixes: tuple[str, ...]) -> set[str]:
    """The files of a repository inside another one, as seen from the outer folder."""
    inner = folder / name
    if _never_walked(name.rpartition("/")[2]) or inner.is_symlink() or not inner.is_dir():
        return set()
    kept = _of_git(inner, suffixes)
    if kept is None:
        walked = _walk(inner, suffixes, Excluded(), full=False)
        kept = {_slashes(os.path.relpath(found.path, inner)) for found in walked}
    return {f"{name}/{below}" for below in kept}


def _git(folder: Path, *words: str) -> str | None:
    """What git prints; None if it is not there, or has nothing good to say."""
    import subprocess  # only where there is a work tree

    environment = {k: v for k, v in os.environ.items() if not _REPOSITORY.fullmatch(k)}
    environment["LC_ALL"] = "C"
    command = ["git", "-c", "core.fsmonitor=false", "-C", os.fspath(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
    except OSError:
        return None
    if done.returncode or b"could not open directory" in done.stderr:
        return None
    return os.fsdecode(done.stdout)


def _order(name: str) -> list[tuple[bool, str]]:
    """Sorts files before folders, as a walk meets them."""
    *folders, last = name.split("/")
    return [*((True, folder) for folder in folders), (False, last)]


def _way(start: str | Path, end: str | Path) -> str:
    """How a folder is reached from another one, with a slash at the end; empty if it is that."""
    way = _slashes(os.path.relpath(end, start))
    return "" if way == "." else f"{way}/"


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")
