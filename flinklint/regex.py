"""Regular expressions that are compiled when they are first used, and on this machine once.

Compiling one costs as much as importing a small module, and a run uses few of those that there are.
What it is compiled to is kept beside Python's own compiled files, as they are, and only read from
the folder of the program itself. Where that cannot be, `re` compiles it each time.
"""

# ruff: noqa: PTH120, PTH123

from __future__ import annotations

import os
import sys

from flinklint import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
_FORM = "flinklint regex 1"
_MOST = 2000  # expressions that are kept

_known: dict[tuple[str, int], tuple[Any, ...]] | None = None
_new: list[tuple[str, int]] = []


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, later. What is wrong with the expression is told when it is first used."""
    return _Regex(text, flags)  # type: ignore[return-value]


class _Regex:
    def __init__(self, text: str, flags: int) -> None:
        self._told = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _compiled(*self._told)
        for method in _METHODS:  # found on the object from now on
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def _compiled(text: str, flags: int) -> Any:
    """The expression, from what is kept if it can be."""
    global _known
    if _known is None:
        _known = _read()
    kept = _known.get((text, int(flags)))
    if kept is not None:
        import _sre  # type: ignore[import-not-found]

        try:
            return _sre.compile(text, *kept)
        except (RuntimeError, TypeError, ValueError, OverflowError):
            _known = {}
    import re

    made = re.compile(text, flags)
    _new.append((text, int(flags)))
    return made


def keep() -> None:
    """Keep what this run has compiled, if that can be done."""
    place = _place()
    if not _new or place is None or sys.dont_write_bytecode or sys.version_info < (3, 11):
        return
    import marshal

    known = {**(_known or {}), **{told: _code(*told) for told in _new}}
    _new.clear()
    if len(known) <= _MOST:
        kept.write(place, marshal.dumps((_FORM, sys.version, known)))


def _code(text: str, flags: int) -> tuple[Any, ...]:
    """What `re` compiles an expression to, as it hands it to the engine."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    return (
        int(flags | parsed.state.flags),
        [int(step) for step in _compiler._code(parsed, flags)],
        parsed.state.groups - 1,
        parsed.state.groupdict,
        tuple(names),
    )


def _place() -> str | None:
    return kept.place(os.path.dirname(__file__), "regex", ".index")


def _read() -> dict[tuple[str, int], tuple[Any, ...]]:
    place = _place()
    if place is None:
        return {}
    import marshal

    try:
        with open(place, "rb") as file:
            form, version, known = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return known if (form, version) == (_FORM, sys.version) else {}
