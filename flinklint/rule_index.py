"""What is known of the built-in rules before their modules are loaded, and their compiled code.

It lies in one file beside Python's own compiled files, is made as they are, and holds as long as no
file of the folder changes; where it cannot be written the modules are loaded one by one. Like them
it is only read from the folder of the program itself.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable

from flinklint import kept

Facts = tuple[str, str, str, str, str, str, str, bool, tuple[tuple[str, str], ...]]
"""The name in its module, code, name, severity, source, scope, page, if enabled, and options."""

_FORM = "flinklint rules 2"


def _place(folder: str) -> str | None:
    """Where the index lies; None where no compiled files are kept."""
    return kept.place(folder, "rules", f"-{sys.flags.optimize}.index")


def _stamps(folder: str) -> dict[str, tuple[int, int]]:
    """Of each module in a folder: when it was changed, and its size."""
    with os.scandir(folder) as entries:
        return {
            entry.name: (entry.stat().st_mtime_ns, entry.stat().st_size)
            for entry in entries
            if entry.name.endswith(".py") and not entry.name.startswith("_")
        }


def read(folder: str) -> dict[str, tuple[tuple[Facts, ...], bytes]] | None:
    """Of each module in a folder: the facts of its rules, and its code; None if not known."""
    place = _place(folder)
    if place is None:
        return None
    try:
        with open(place, "rb") as file:  # noqa: PTH123
            form, version, stamps, index = marshal.loads(file.read())
        if (form, version, stamps) != (_FORM, sys.version, _stamps(folder)):
            return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    found: dict[str, tuple[tuple[Facts, ...], bytes]] = index
    return found


def write(folder: str, rules: Iterable[tuple[str, Facts]]) -> None:
    """Write the index of a folder, given each rule's file and facts, if that can be done."""
    place = _place(folder)
    if place is None or sys.dont_write_bytecode:
        return
    facts: dict[str, tuple[Facts, ...]] = {}
    for name, fact in rules:
        facts[name] = (*facts.get(name, ()), fact)
    try:
        stamps = _stamps(folder)
        index = {name: (found, _code(folder, name)) for name, found in facts.items()}
    except OSError:
        return
    kept.write(place, marshal.dumps((_FORM, sys.version, stamps, index)))


def _code(folder: str, name: str) -> bytes:
    path = os.path.join(folder, name)  # noqa: PTH118
    with open(path, "rb") as file:  # noqa: PTH123
        return marshal.dumps(compile(file.read(), path, "exec", dont_inherit=True))
