"""The facts of `schemas/*.json`, read as data once a run.

What a file holds is kept in Python's own form beside its compiled files, as those are: it holds as
long as the file does not change, is only read from the folder of the program itself, and where it
cannot be kept the file is read each time.
"""

from __future__ import annotations

import marshal
import os
import sys
from functools import cache

from flinklint import kept
from flinklint.resources import home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FORM = "flinklint facts 1"


@cache
def read(name: str) -> dict[str, Any]:
    """What `schemas/NAME.json` holds; it is shared, so nobody may change it. Raises `OSError`."""
    folder = str(home("schemas"))
    path, place = f"{folder}/{name}.json", kept.place(folder, name, ".facts")
    state = os.stat(path)  # noqa: PTH116
    stamp = (_FORM, sys.version, state.st_mtime_ns, state.st_size)
    facts: dict[str, Any]
    try:
        with open(place or os.devnull, "rb") as file:  # noqa: PTH123
            before, facts = marshal.loads(file.read())
        if before == stamp:
            return facts
    except (OSError, ValueError, EOFError, TypeError):
        pass
    import json

    with open(path, encoding="utf-8") as text:  # noqa: PTH123
        facts = json.load(text)
    if place and not sys.dont_write_bytecode:
        kept.write(place, marshal.dumps((stamp, facts)))
    return facts
