"""Writing what is kept of the program beside Python's own compiled files, whole or not at all."""

# ruff: noqa: PTH103, PTH105, PTH108, PTH116, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import sys
import time

_LEFT = 60  # seconds after which a file that is being written was left by a run that was killed


def place(folder: str, name: str, ending: str) -> str | None:
    """Where something of a folder is kept for this Python; None where no compiled files are."""
    tag = sys.implementation.cache_tag
    if tag is None or sys.pycache_prefix is not None:
        return None
    return os.path.join(folder, "__pycache__", f"{name}.{tag}{ending}")


def write(place: str, data: bytes) -> None:
    """Write a file if that can be done, and no other run is at it.

    There is one name for the file while it is written, so what killed runs leave is one file, which
    a later run takes away.
    """
    new = f"{place}.new"
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if _is_left(new):
            os.unlink(new)
        try:
            with open(new, "xb") as file:
                file.write(data)
            os.replace(new, place)
        except FileExistsError:
            return
        except BaseException:
            _remove(new)
            raise
    except OSError:
        return


def _is_left(path: str) -> bool:
    try:
        return os.stat(path).st_mtime < time.time() - _LEFT
    except FileNotFoundError:
        return False


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
