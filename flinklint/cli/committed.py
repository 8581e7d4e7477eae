"""Payloads that are committed, held against what compile would write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from flinklint.check import File
from flinklint.cli.console import note
from flinklint.cli.diff_command import show_comparison
from flinklint.cli.payload_files import payloads
from flinklint.files import printable, read
from flinklint.refusal import Refusal
from flinklint.semantic_diff.deployments import compare
from flinklint.settings import Settings
from flinklint.source import Source

_SUFFIXES = (".json", ".yaml", ".yml")


def stale(folder: Path, made: Mapping[str, str]) -> int:
    """Say which files of a folder are not as they would be made; the exit code is 1 if any.

    `made` has the text of each file by its path in the folder. Writes nothing. Raises `Refusal`
    if there is no such folder.
    """
    if not folder.is_dir():
        raise Refusal(f"{printable(folder)}: there is no such folder of payloads")
    missing = [name for name in made if not (folder / name).is_file()]
    changed = [name for name in made if name not in missing and _differs(folder / name, made[name])]
    left_over = sorted(set(_files(folder)) - made.keys())
    for name in changed:
        _tell_stale(folder / name, made[name])
    for said, names in (("missing", missing), ("left over", left_over)):
        for name in names:
            note(f"{printable(folder / name)}: {said}")
    found = len(changed) + len(missing) + len(left_over)
    number = f"{len(made)} payload{'s' * (len(made) != 1)} compared"
    note(f"{number}: {f'{found} not current' if found else 'all current'}")
    return int(found > 0)


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.suffix in _SUFFIXES and path.is_file() and not hidden:
            yield name.as_posix()


def _differs(path: Path, text: str) -> bool:
    """Whether a file has other bytes; git may have ended the lines of JSON as Windows does."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"{printable(path)}: {error.strerror}") from error
    if path.suffix == ".json":
        data = data.replace(b"\r\n", b"\n")
    return data != text.encode("utf-8")


def _tell_stale(path: Path, text: str) -> None:
    """Say that a file is stale, and in what, if it can be read as a payload."""
    name = printable(path)
    would_be = File(Source(f"{name} as it would be", text))
    try:
        comparison = compare(payloads([read(path)], Settings()), payloads([would_be], Settings()))
    except Refusal as problem:
        note(f"{name}: stale: {problem}")
        return
    same = all(one.state == "same" for one in comparison.compared)
    note(f"{name}: stale{', the same written otherwise' if same else ''}")
    show_comparison(comparison, "text")
