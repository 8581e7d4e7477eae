"""What names mean at a place of a query: its relations, their columns, the scopes around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from flinklint.dataclass import dataclass, field
from flinklint.memo import cached_property
from flinklint.sql import exp
from flinklint.sql.plan.catalog import Column, Path, Table
from flinklint.sql.plan.types import UNKNOWN, Type

Changelog = Literal["append", "changes", ""]
# The sets of columns, by their place, that tell the rows apart; None where they are not known.
RowKeys = frozenset[frozenset[int]] | None


@dataclass
class Relation:
    """The columns that a query or a table has; not `is_complete` where there may be more.

    `changelog` says whether its rows are only ever added; it is empty where that is not known.
    """

    columns: list[Column] = field(default_factory=list)
    is_complete: bool = True
    changelog: Changelog = ""
    windowed: bool = False
    table: Table | None = None
    keys: RowKeys = None

    @cached_property
    def by_name(self) -> dict[str, list[Column]]:
        """Its columns by their names."""
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            found.setdefault(column.name, []).append(column)
        return found

    @cached_property
    def nested(self) -> frozenset[str]:
        """The names of all fields in its rows, which Calcite finds without their row too."""
        found: set[str] = set()
        pending = [column.type for column in self.columns]
        while pending:
            kind = pending.pop()
            if kind.kind == "ROW":
                found.update(kind.names)
                pending.extend(kind.parts)
        return frozenset(found)

    @property
    def has_unknown(self) -> bool:
        """Whether a column of it may be a row of which nothing is known."""
        return not self.is_complete or any(column.type.kind == "UNKNOWN" for column in self.columns)


def unknown() -> Relation:
    """A relation of which nothing is known."""
    return Relation(is_complete=False)


@dataclass(eq=False)
class Source:
    """A relation in FROM, under the name it has there."""

    name: str | None
    relation: Relation
    node: exp.Expr
    path: Path | None = None
    optional: bool = False

    def is_named(self, parts: list[str]) -> bool:
        """Whether these parts of a name mean this relation."""
        if len(parts) == 1:
            return self.name == parts[0]
        return self.path is not None and list(self.path[-len(parts) :]) == parts


@dataclass(eq=False)
class Scope:
    """The relations that an expression can name, and the scope around it.

    `common` are the columns that a USING or NATURAL join makes one of. `aliases` are the items of
    the select list, which ORDER BY can name. `keys` tell the rows of FROM apart, and
    `equal` are pairs of columns that a join or WHERE makes equal.
    """

    sources: list[Source] = field(default_factory=list)
    parent: Scope | None = None
    tables: Tables | None = None
    common: set[str] = field(default_factory=set)
    aliases: dict[str, Type] = field(default_factory=dict)
    windows: dict[str, exp.Window] = field(default_factory=dict)
    windows_node: exp.Expr | None = None
    resolved: dict[int, tuple[object, ...]] = field(default_factory=dict)
    is_joined: bool = False
    keys: frozenset[frozenset[object]] | None = None
    equal: list[tuple[object, object]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    nowhere: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether all columns are known here and in all scopes around."""
        scope: Scope | None = self
        while scope is not None:
            if not all(source.relation.is_complete for source in scope.sources):
                return False
            scope = scope.parent
        return True

    def around(self) -> Iterator[Scope]:
        """This scope and those around it, the innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def find(self, name: str) -> list[tuple[Source, Column]]:
        """Every column of that name in the relations of this scope."""
        found: list[tuple[Source, Column]] = []
        for source in self.sources:
            for column in source.relation.by_name.get(name, ()):
                found.append((source, column))
        return found


@dataclass(eq=False)
class Tables:
    """The common tables of WITH that a query can name."""

    names: dict[str, Relation]
    parent: Tables | None = None

    def find(self, name: str) -> Relation | None:
        """The common table of that name."""
        tables: Tables | None = self
        while tables is not None:
            if name in tables.names:
                return tables.names[name]
            tables = tables.parent
        return None


def column(name: str, kind: Type = UNKNOWN, expression: exp.Expr | None = None) -> Column:
    """A column that a query makes."""
    return Column(name, kind, expression=expression)
