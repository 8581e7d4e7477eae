"""Where reports go: formats and the files, or standard output, that they are written to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from flinklint.dataclass import dataclass
from flinklint.files import FileError, printable, write
from flinklint.report import FORMATS, renderer
from flinklint.report.record import Record


class OutputError(FileError):
    """A report that cannot be written as it is asked for; the text says why."""


@dataclass(frozen=True)
class Output:
    """A format and the file for it; no file is standard output."""

    format: str
    path: Path | None = None


def outputs(named: Iterable[str], format: str | None) -> list[Output]:  # noqa: A002
    """The reports that `FORMAT=PATH` texts ask for, and the one of standard output.

    That is the one of path `-`, else `format`, else text. Raises `OutputError`.
    """
    found = [_output(text) for text in named]
    if format is not None:
        found.append(Output(format))
    printed = [output.format for output in found if output.path is None]
    if len(printed) > 1:
        raise OutputError(
            f"standard output takes one format, not {' and '.join(printed)}: name a file"
        )
    seen: set[str] = set()
    for output in found:
        if output.path is not None:
            real = os.path.realpath(output.path)
            if real in seen:
                raise OutputError(f"{printable(output.path)}: two formats for one file")
            seen.add(real)
    return found if printed else [*found, Output("text")]


def _output(text: str) -> Output:
    from flinklint.nearest import nearest

    name, equals, target = text.partition("=")
    if not equals or not target:
        raise OutputError(f"`{text}` is no output; write FORMAT=PATH, such as sarif=out.sarif")
    if name not in FORMATS:
        near = nearest(name, FORMATS)
        hint = f"; did you mean `{near}`?" if near else f"; known are {', '.join(FORMATS)}"
        raise OutputError(f"`{name}` is no format{hint}")
    if target == "-":
        return Output(name)
    path = Path(target)
    shown = printable(path)
    if not path.parent.is_dir():
        raise OutputError(f"{shown}: there is no folder {printable(path.parent)}")
    if path.exists() and not path.is_file():  # renaming over a device would replace it
        raise OutputError(f"{shown}: not a regular file; `-` is standard output")
    return Output(name, path)


def write_files(record: Record, wanted: Iterable[Output]) -> None:
    """Write the reports that go to files. Raises `FileError`, also before it replaces a file that
    was checked."""
    checked = {os.path.realpath(name) for name in record.names}
    named = [output for output in wanted if output.path is not None]
    for output in named:
        if output.path is not None and os.path.realpath(output.path) in checked:
            raise OutputError(f"{printable(output.path)}: was checked: name another file")
    for output in named:
        if output.path is not None:
            write(output.path, renderer(output.format)(record, False))


def root(folder: Path) -> Path:
    """The folder that reports name files from: the repository's root, else where it ran."""
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return parent
    return folder
