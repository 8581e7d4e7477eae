"""The tables, views and functions that a script declares, statement after statement.

What comes from outside of the script is not known here, and `Catalog.is_closed` says where: only
of a closed name can it be said that it does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from flinklint.dataclass import dataclass, field, replace
from flinklint.regex import regex
from flinklint.sql import exp
from flinklint.sql.plan import types
from flinklint.sql.plan.types import UNKNOWN, Type
from flinklint.sql.script import Statement, span

Path = tuple[str, str, str]
Place = tuple[int, int]
Kind = Literal["table", "view", "materialized table"]
DEFAULT_CATALOG, DEFAULT_DATABASE = "default_catalog", "default_database"


@dataclass(frozen=True)
class Option:
    """One option of WITH; `value` is None where a placeholder stands for it."""

    key: str
    value: str | None
    key_span: Place
    value_span: Place


@dataclass
class Column:
    """A column of a table or a query. `kind` of an outer table's column: what it is made of."""

    name: str
    type: Type = UNKNOWN
    kind: Literal["physical", "computed", "metadata"] = "physical"
    metadata_key: str | None = None
    virtual: bool = False
    comment: str | None = None
    expression: exp.Expr | None = None
    span: Place = (0, 0)
    name_span: Place = (0, 0)
    type_span: Place = (0, 0)

    @property
    def is_written(self) -> bool:
        """Whether an INSERT writes the column."""
        return self.kind == "physical" or (self.kind == "metadata" and not self.virtual)


@dataclass(frozen=True)
class Key:
    """A PRIMARY KEY; `enforcement` is what the script says of it, `""` if nothing."""

    columns: tuple[str, ...]
    places: tuple[Place, ...]
    enforcement: str
    span: Place
    in_column: bool = False


@dataclass(frozen=True)
class Watermark:
    """`WATERMARK FOR path AS expression`."""

    path: tuple[str, ...]
    expression: exp.Expr | None
    path_span: Place
    span: Place


@dataclass
class Table:
    """A table, view or materialized table that the script declares.

    `columns` is None where nothing is known of them; not `is_complete` when there may be more.
    `written` are the options of its own WITH, `options` all that it has.
    """

    path: Path
    kind: Kind
    statement: Statement
    node: exp.Expr
    name_span: Place
    temporary: bool = False
    columns: list[Column] | None = None
    is_complete: bool = True
    options: tuple[Option, ...] = ()
    written: list[Option] = field(default_factory=list)
    has_with: bool = False
    options_complete: bool = True
    keys: list[Key] = field(default_factory=list)
    watermarks: list[Watermark] = field(default_factory=list)
    partition_keys: list[tuple[str, Place]] = field(default_factory=list)
    like: exp.Table | None = None
    query: exp.Query | None = None
    changelog: Literal["append", "changes", ""] = ""
    row_keys: frozenset[frozenset[int]] | None = None
    own_columns: list[Column] = field(default_factory=list)
    _by_key: dict[str, Option] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.path[2]

    def set_options(self, options: Iterable[Option]) -> None:
        """Give it other options than it had."""
        self.options = tuple(options)
        self._by_key = {option.key: option for option in self.options}

    def option(self, key: str) -> Option | None:
        """The option that Flink takes: the last one with the key."""
        return self._by_key.get(key)

    @property
    def connector(self) -> str | None:
        """The name of its connector, if it is written."""
        option = self._by_key.get("connector")
        return None if option is None else option.value

    def column(self, name: str) -> Column | None:
        """Its column of that name."""
        return next((column for column in self.columns or () if column.name == name), None)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of its primary key, none if it has no key."""
        return self.keys[0].columns if self.keys else ()


@dataclass(frozen=True)
class Function:
    """A function that the script declares."""

    name: str
    temporary: bool
    system: bool
    statement: Statement
    name_span: Place


def is_hole(name: str) -> bool:
    """Whether a name holds a placeholder of the platform."""
    return "${" in name or "{{" in name


def parts_of(node: exp.Expr) -> list[str]:
    """The parts of a table's name, outermost first."""
    args = node.args
    if args.get("db") is None and not args.get("prefix"):
        return [node.this.name] if isinstance(node.this, exp.Expr) else []
    parts = [*(args.get("prefix") or ()), args.get("catalog"), args.get("db"), args.get("this")]
    return [part.name for part in parts if isinstance(part, exp.Expr)]


class Catalog:
    """What the statements so far have declared."""

    def __init__(self) -> None:
        self.catalog = DEFAULT_CATALOG
        self.database = DEFAULT_DATABASE
        self.tables: dict[Path, Table] = {}
        self.temporary: dict[Path, Table] = {}
        self.declared: list[Table] = []
        self.dropped: dict[Path, Table] = {}
        self.functions: dict[str, Function] = {}
        self.models: set[str] = set()
        self.databases = {(DEFAULT_CATALOG, DEFAULT_DATABASE)}
        self.catalogs = {DEFAULT_CATALOG}
        self.settings: dict[str, str] = {}
        # Whether something may have been declared that we did not see
        self.is_unsure = False
        self.functions_unsure = False
        self.is_foreign = False

    # Names

    def path(self, node: exp.Expr) -> Path | None:
        """The full path of a table's name; None if it has too many parts, or a placeholder."""
        parts = parts_of(node)
        if not 1 <= len(parts) <= 3 or any(map(is_hole, parts)):
            return None
        full = [self.catalog, self.database][: 3 - len(parts)] + parts
        return full[0], full[1], full[2]

    def find(self, node: exp.Expr) -> Table | None:
        """The declared table that a name means."""
        path = self.path(node)
        if path is None:
            return None
        return self.temporary.get(path) or self.tables.get(path)

    def is_closed(self, node: exp.Expr) -> bool:
        """Whether all tables are known where the name points to."""
        path = self.path(node)
        if path is None or self.is_unsure or self.is_foreign:
            return False
        return path[0] == DEFAULT_CATALOG and path[:2] in self.databases

    @property
    def is_outside(self) -> bool:
        """Whether the script uses a catalog that is not its own."""
        return self.is_unsure or self.is_foreign or len(self.catalogs) > 1

    def names(self) -> Iterator[str]:
        """The names of all tables that are there."""
        for path in (*self.temporary, *self.tables):
            yield path[2]

    # What statements do

    def declare(self, table: Table) -> None:
        """Put a table where its name says."""
        chosen = self.temporary if table.temporary else self.tables
        chosen[table.path] = table
        self.dropped.pop(table.path, None)
        self.declared.append(table)

    def remove(self, node: exp.Expr, *, temporary: bool = False) -> Table | None:
        """Drop a table; the temporary one goes first."""
        path = self.path(node)
        if path is None:
            self.is_unsure = True
            return None
        found = self.temporary.pop(path, None)
        if found is None and not temporary:
            found = self.tables.pop(path, None)
        if found is not None:
            self.dropped[path] = found
        return found

    def rename(self, node: exp.Expr, to: exp.Expr) -> None:
        """ALTER TABLE .. RENAME TO."""
        found, path = self.find(node), self.path(to)
        if path is None or found is None:
            if path is not None and found is None and not self.is_closed(node):
                self.is_unsure = True
            return
        old = self.path(node)
        if old is not None and len(parts_of(to)) == 1:
            path = (old[0], old[1], path[2])
        self.remove(node)
        found.path = path
        chosen = self.temporary if found.temporary else self.tables
        chosen[path] = found

    def use(self, tree: exp.Use) -> None:
        """USE a database or a catalog."""
        kind = tree.args.get("kind")
        this = tree.this
        if kind is not None and kind.name == "MODULES":
            self.functions_unsure = True
            return
        if not isinstance(this, exp.Table):
            return
        parts = parts_of(this)
        if any(is_hole(part) for part in parts):
            self.is_foreign = True
            return
        if kind is not None and kind.name == "CATALOG":
            self.catalog = parts[-1]
            self.database = DEFAULT_DATABASE if parts[-1] == DEFAULT_CATALOG else "default"
            self.catalogs.add(self.catalog)
            return
        if len(parts) > 1:
            self.catalog = parts[0]
            self.catalogs.add(self.catalog)
        self.database = parts[-1]

    def set(self, tree: exp.Set) -> None:
        """SET of one option."""
        for item in tree.expressions:
            pair = item.this
            if isinstance(pair, exp.EQ):
                key, value = pair.this.name, pair.expression.name
                self.settings[key] = value
                if key == "table.sql-dialect" and value.lower() != "default":
                    self.is_foreign = True
                elif key == "table.sql-dialect":
                    self.is_unsure = self.is_unsure or self.is_foreign
                    self.is_foreign = False
                elif key.startswith("table.builtin-"):
                    self.is_unsure = True

    def unread(self, statement: Statement, text: str) -> None:
        """Take a statement that could not be read: it may have declared something."""
        kind = statement.kind
        found = _DECLARES.match(text, statement.start, statement.end)
        if found is None:
            if kind in ("UNKNOWN", "CREATE", "ALTER", "DROP") or kind.startswith("CREATE"):
                if kind != "CREATE FUNCTION":
                    self.is_unsure = True
                self.functions_unsure = True
            elif kind in ("USE", "USE CATALOG"):
                self.is_foreign = True
            return
        parts = [part.strip("`") for part in _PART.findall(found["name"])]
        if not 1 <= len(parts) <= 3 or is_hole(found["name"]):
            self.is_unsure = True
            return
        if kind.startswith("ALTER"):
            node = exp.Table(this=exp.Identifier(this=parts[-1]))
            known = self.find(node)
            if known is not None:
                known.is_complete = known.options_complete = False
            return
        full = [self.catalog, self.database][: 3 - len(parts)] + parts
        place = found.span("name")
        words = found["what"].upper()
        if "FUNCTION" in words:
            self.functions[parts[-1].lower()] = Function(parts[-1], True, False, statement, place)
            return
        table = Table(
            (full[0], full[1], full[2]),
            "view" if "VIEW" in words else "table",
            statement,
            exp.Table(),
            place,
            temporary="TEMPORARY" in words,
            is_complete=False,
            options_complete=False,
        )
        self.declare(table)

    def create_function(self, statement: Statement, tree: exp.Create) -> Function | None:
        """CREATE FUNCTION; the function of that name that was there before."""
        parts = parts_of(tree.this)
        name = parts[-1]
        if is_hole(name):
            self.functions_unsure = True
            return None
        made = Function(
            name, statement.temporary, bool(tree.args.get("system")), statement, span(tree.this)
        )
        before = self.functions.get(name.lower())
        if before is None or not tree.args.get("exists"):
            self.functions[name.lower()] = made
        return before


_NAMES_OF_OPTIONS = (exp.Literal, exp.Identifier)  # hints and placeholders are without quotes
_NAME = r"(?:`[^`]+`|[\w$]+)"
_PART = regex(_NAME)
_DECLARES = regex(
    r"(?P<what>(?:CREATE|ALTER)\s+(?:OR\s+REPLACE\s+)?(?:TEMPORARY\s+)?(?:SYSTEM\s+)?"
    r"(?:MATERIALIZED\s+)?(?:TABLE|VIEW|FUNCTION))\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"
    rf"(?P<name>{_NAME}(?:\s*\.\s*{_NAME})*)",
    re.IGNORECASE,
)


# Reading what CREATE declares

_KINDS: dict[str, Kind] = {"VIEW": "view", "MATERIALIZED TABLE": "materialized table"}


def table_from(statement: Statement, tree: exp.Create, catalog: Catalog) -> Table | None:
    """What a CREATE TABLE, VIEW or MATERIALIZED TABLE says; None when its name is not known.

    Columns of a query are not known here, nor the types of computed columns; `merge_like` adds
    those of a LIKE.
    """
    this = tree.this
    schema = this if isinstance(this, exp.Schema) else None
    named = schema.this if schema is not None else this
    path = catalog.path(named)
    if path is None:
        return None
    kind = _KINDS.get(str(tree.args.get("kind")), "table")
    query = tree.args.get("expression")
    listed = properties(tree)
    table = Table(
        path,
        kind,
        statement,
        tree,
        span(named),
        temporary=statement.temporary or any(isinstance(p, exp.TemporaryProperty) for p in listed),
        query=query if isinstance(query, exp.Query) else None,
    )
    options = tree.args.get("options")
    table.has_with = options is not None
    table.written = take_options(table, options or ())
    if kind != "view" and schema is not None:
        take_columns(table, schema.expressions)
    for item in listed:
        if isinstance(item, exp.PartitionedByProperty):
            table.partition_keys = [(key.name, span(key)) for key in item.this.expressions]
        elif isinstance(item, exp.LikeProperty) and isinstance(item.this, exp.Table):
            table.like = item.this
    if tree.args.get("source") is not None:
        table.is_complete = False
    return table


def properties(tree: exp.Expr) -> list[exp.Expr]:
    """What stands behind the columns of a CREATE: PARTITIONED BY, LIKE and so on."""
    properties = tree.args.get("properties")
    return list(properties.expressions) if isinstance(properties, exp.Properties) else []


def options_in(nodes: Iterable[exp.Expr]) -> list[Option]:
    """The written options of a WITH, SET or hint, less those whose key a placeholder fills in."""
    found: list[Option] = []
    for node in nodes:
        key, value = node.args.get("this"), node.args.get("value")
        if not isinstance(node, exp.Property) or not isinstance(key, _NAMES_OF_OPTIONS):
            continue
        name = key.args["this"]
        if isinstance(value, exp.Expr) and not is_hole(name):
            text = value.args["this"] if isinstance(value, exp.Literal) else None
            found.append(Option(name, text, span(key), span(value)))
    return found


def take_options(table: Table, nodes: Sequence[exp.Expr]) -> list[Option]:
    """Add written options to a table; returns those."""
    taken = options_in(nodes)
    if len(taken) < len(nodes):
        table.options_complete = False
    table.set_options((*table.options, *taken))
    return taken


def take_columns(table: Table, nodes: list[exp.Expr]) -> None:
    """Add written columns, keys and watermarks to a table."""
    columns = table.columns if table.columns is not None else []
    for node in nodes:
        if isinstance(node, exp.ColumnDef):
            made = column_from(node)
            if is_hole(made.name):
                table.is_complete = False
                continue
            columns.append(made)
            table.own_columns.append(made)
            for constraint in node.args.get("constraints") or ():
                inner = constraint.args.get("kind")
                if isinstance(inner, exp.PrimaryKeyColumnConstraint):
                    made.type = made.type.null(False)
                    said = " ".join(inner.args.get("options") or ())
                    key = Key((made.name,), (made.name_span,), said, span(inner), True)
                    table.keys.append(key)
        elif isinstance(node, exp.PrimaryKey | exp.Constraint):
            inner = node if isinstance(node, exp.PrimaryKey) else node.expressions[0]
            if isinstance(inner, exp.PrimaryKey):
                table.keys.append(_key(inner))
        elif isinstance(node, exp.WatermarkColumnConstraint):
            table.watermarks.append(_watermark(node))
        elif isinstance(node, exp.Identifier):
            table.is_complete = False
    table.columns = columns


def _key(node: exp.PrimaryKey) -> Key:
    names = tuple(item.name for item in node.expressions)
    said = " ".join(node.args.get("options") or ())
    return Key(names, tuple(span(item) for item in node.expressions), said, span(node))


def _watermark(node: exp.WatermarkColumnConstraint) -> Watermark:
    path = tuple(name_parts(node.this))
    return Watermark(path, node.args.get("expression"), span(node.this), span(node))


def name_parts(node: exp.Expr) -> list[str]:
    """The parts of a dotted name in an expression."""
    parts: list[str] = []
    while isinstance(node, exp.Dot):
        parts.append(node.expression.name)
        node = node.this
    if isinstance(node, exp.Column):
        parts += [part.name for part in node.parts[::-1]]
    return parts[::-1]


def column_from(node: exp.ColumnDef) -> Column:
    """A column as its definition writes it."""
    args, this = node.args, node.this
    name = this.name
    if args.get("path"):
        name = ".".join([*(part.name for part in args["path"]), name])
    made = Column(name, span=span(node), name_span=span(this))
    written = args.get("kind")
    if isinstance(written, exp.DataType):
        made.type, made.type_span = types.of(written), span(written)
    metadata = args.get("metadata")
    if metadata is not None:
        made.kind = "metadata"
        made.metadata_key = metadata.name if isinstance(metadata, exp.Literal) else name
        made.virtual = bool(args.get("virtual"))
    for constraint in args.get("constraints") or ():
        inner = constraint.args.get("kind")
        if isinstance(inner, exp.ComputedColumnConstraint):
            made.kind, made.expression = "computed", inner.this
        elif isinstance(inner, exp.CommentColumnConstraint):
            made.comment = inner.this.name
    return made


_LIKE_FEATURES = (
    "OPTIONS", "GENERATED", "WATERMARKS", "CONSTRAINTS", "METADATA", "PARTITIONS", "DISTRIBUTION",
)  # fmt: skip


def like_choices(tree: exp.Expr) -> dict[str, str]:
    """What the LIKE of a CREATE TABLE does with each part of the other: INCLUDING and so on."""
    chosen = dict.fromkeys(_LIKE_FEATURES, "INCLUDING")
    like = next(item for item in properties(tree) if isinstance(item, exp.LikeProperty))
    for item in like.expressions:
        strategy, feature = item.this.name, item.args["value"].name
        if feature == "ALL":
            chosen = dict.fromkeys(_LIKE_FEATURES, strategy)
    for item in like.expressions:
        if item.args["value"].name != "ALL":
            chosen[item.args["value"].name] = item.this.name
    return chosen


def merge_like(table: Table, tree: exp.Create, source: Table | None) -> None:
    """Add to a table what its LIKE takes from another; nothing is known of an unseen one."""
    if source is None or source.kind == "view" or source.columns is None:
        table.is_complete = table.options_complete = False
        if table.columns is not None:
            table.columns = list(table.columns)
        return
    chosen = like_choices(tree)
    own = {column.name for column in table.own_columns}
    kept = []
    for column in source.columns:
        feature = {"computed": "GENERATED", "metadata": "METADATA"}.get(column.kind)
        if (feature and chosen[feature] == "EXCLUDING") or column.name in own:
            continue
        kept.append(replace(column))
    table.columns = kept + table.own_columns
    table.is_complete = table.is_complete and source.is_complete
    if chosen["OPTIONS"] != "EXCLUDING":
        table.set_options(source.options + table.options)
        table.options_complete = table.options_complete and source.options_complete
    if chosen["CONSTRAINTS"] != "EXCLUDING" and not table.keys:
        table.keys = list(source.keys)
    if chosen["WATERMARKS"] != "EXCLUDING" and not table.watermarks:
        table.watermarks = list(source.watermarks)
    if chosen["PARTITIONS"] != "EXCLUDING" and not table.partition_keys:
        table.partition_keys = list(source.partition_keys)
