"""The built-in functions of a version of Flink: which there are and what they take."""

from __future__ import annotations

from functools import cache
from typing import Any

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.sql.plan import types
from flinklint.sql.plan.types import Type
from flinklint.sql.words import VERSIONS, FlinkVersion, number, placed


@dataclass(frozen=True)
class Builtin:
    """A function as one version has it, or as any version has it where none is known.

    `most` is -1 without a limit; both are None where the number of arguments is not known.
    `refuses` holds, for each argument, the kinds of type that no version takes there.
    """

    name: str
    kinds: frozenset[str]
    least: int | None
    most: int | None
    needs_over: bool
    refuses: dict[int, tuple[frozenset[str], ...]]
    returns: dict[int, Type]

    @property
    def is_aggregate(self) -> bool:
        """Whether it makes one value of many rows."""
        return "aggregate" in self.kinds


@cache
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = facts.read("sql-functions")["functions"]
    return rows


@cache
def find(name: str, version: FlinkVersion | None) -> Builtin | None:
    """The built-in function of that name, whatever the case of its letters."""
    row = _rows().get(name.upper())
    if row is None or not _is_there(row, version):
        return None
    kinds, arities = _history(row, "kind", version), _history(row, "args", version)
    bounds = [(pair[0], pair[1]) for pair in arities]
    least: int | None = None
    most: int | None = None
    if bounds and all(low is not None and high is not None for low, high in bounds):
        least = min(low for low, _ in bounds)
        highs = [high for _, high in bounds]
        most = -1 if -1 in highs else max(highs)
    refuses = {
        int(count): tuple(frozenset(text.split()) for text in kinds_of)
        for count, kinds_of in row.get("refuses", {}).items()
    }
    returns = {int(count): _type(text) for count, text in row.get("returns", {}).items()}
    flat = frozenset(kind for listed in kinds for kind in listed)
    return Builtin(name.upper(), flat, least, most, bool(row.get("needs_over")), refuses, returns)


def _is_there(row: dict[str, Any], version: FlinkVersion | None) -> bool:
    if version is None:
        return True
    at = placed(version)
    until = number(row["until"]) if "until" in row else VERSIONS[-1]
    return number(row.get("since", "1.10")) <= at <= until


def _history(row: dict[str, Any], key: str, version: FlinkVersion | None) -> list[Any]:
    """The values of a key in all versions that count: one, if the version is known."""
    found = [(number(since), value) for since, value in row[key]]
    if version is None:
        return [value for _, value in found]
    at = placed(version)
    return [[value for since, value in found if since <= at][-1:] or [found[0][1]]][0]


def _type(text: str) -> Type:
    return getattr(types, text, None) or Type(*_sized(text))


def _sized(text: str) -> tuple[Any, ...]:
    name, _, size = text.partition("(")
    return (name, *(int(part) for part in size.strip(")").split(",") if part))


@cache
def names(version: FlinkVersion | None) -> frozenset[str]:
    """The names of all functions that a version has."""
    return frozenset(name for name, row in _rows().items() if _is_there(row, version))


def first_version(name: str) -> FlinkVersion | None:
    """The version a function came with, if there is one of the name."""
    row = _rows().get(name.upper())
    return number(row.get("since", "1.10")) if row else None


@cache
def never_cast(kind: str, *, since_1_20: bool = False) -> frozenset[str]:
    """The kinds of type that a kind is never cast to, by any version or from 1.20 on."""
    rows = facts.read("sql-functions")
    table: dict[str, str] = rows["never_cast_since_1.20" if since_1_20 else "never_cast"]
    return frozenset(table.get(kind, "").split())


@cache
def _vendors() -> frozenset[str]:
    rows = facts.read("sql-functions")
    return frozenset(rows.get("vendor", ()))


def is_vendors(name: str) -> bool:
    """Whether the managed service has a function of that name, of its own or otherwise."""
    return name.upper() in _vendors()
