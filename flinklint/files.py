"""Files: reading them, and writing one whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from flinklint.check import File
from flinklint.encoding import decode
from flinklint.refusal import Refusal
from flinklint.source import Source

SUFFIXES = (".yaml", ".yml", ".json")


class FileError(Refusal):
    """A file that cannot be read or written; the text names it and says why."""


def read(path: Path, *, named: bool = True, asked: bool = True) -> File:
    """Read a file. Raises `FileError` if it is not there, not a regular file or not readable."""
    name = printable(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileError(f"{name}: not a regular file")
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL, from settings
        raise FileError(f"{name}: {getattr(error, 'strerror', error)}") from error
    return file_of(name, data, named=named, asked=asked, path=path)


def rewrite(file: File, text: str) -> None:
    """Give a file that was read another text.

    Raises `FileError`, also if the file is not as it was read.
    """
    if file.path is None:
        raise FileError(f"{file.source.name}: not a file")
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise FileError(f"{file.source.name}: {error.strerror}") from error
    if data != file.source.text.encode("utf-8", "surrogatepass"):
        raise FileError(f"{file.source.name}: not fixed: the file has changed since it was read")
    write(file.path, text)


def read_standard_input(name: str) -> File:
    """Read standard input as a file of the name given."""
    return file_of(name, sys.stdin.buffer.read())


def file_of(
    name: str, data: bytes, *, named: bool = True, asked: bool = True, path: Path | None = None
) -> File:
    """A file of a name and bytes."""
    text, encoding = decode(data)
    return File(Source(name, text), named, asked, encoding, path)


def printable(path: Path) -> str:
    """A path as it can be shown: bytes that are no UTF-8 are replaced, `/` separates."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; an existing one keeps its mode. Raises `FileError`.

    A device or a pipe, such as /dev/stdout, is written to rather than replaced.
    """
    temporary: Path | None = None
    try:
        target = Path(os.path.realpath(path))
        if target.is_char_device() or target.is_fifo():
            target.write_bytes(text.encode("utf-8"))
            return
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        import tempfile  # only where something is written

        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
        temporary = None
    except OSError as error:
        raise FileError(f"{printable(path)}: {error.strerror}") from error
    finally:
        if temporary is not None:
            temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
