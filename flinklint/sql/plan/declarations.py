"""What CREATE TABLE and CREATE VIEW declare, judged: columns, types, keys, watermarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flinklint.dataclass import replace
from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.plan import catalog as catalogs
from flinklint.sql.plan import types
from flinklint.sql.plan.catalog import Column, Table, is_hole
from flinklint.sql.plan.problem import Fix
from flinklint.sql.plan.scope import Relation, Scope, Source
from flinklint.sql.plan.types import Type
from flinklint.sql.script import Statement, span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

_KNOWN = (
    "STRING", "VARCHAR", "CHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT",
    "FLOAT", "DOUBLE", "DECIMAL", "NUMERIC", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "BYTES",
    "BINARY", "VARBINARY", "ARRAY", "MAP", "ROW", "MULTISET",
)  # fmt: skip
# What types of other databases are called in Flink.
_FOREIGN = {
    "TEXT": "STRING", "LONGTEXT": "STRING", "MEDIUMTEXT": "STRING", "UUID": "STRING",
    "JSON": "STRING", "NVARCHAR": "STRING", "VARCHAR2": "STRING", "NVARCHAR2": "STRING",
    "CLOB": "STRING", "ENUM": "STRING", "LONG": "BIGINT", "INT8": "BIGINT", "INT64": "BIGINT",
    "INT4": "INT", "INT32": "INT", "NUMBER": "DECIMAL(38, 10)", "MONEY": "DECIMAL(19, 4)",
    "BOOL": "BOOLEAN", "BIT": "BOOLEAN", "DATETIME": "TIMESTAMP(3)",
    "TIMESTAMPTZ": "TIMESTAMP_LTZ(3)",
    "SERIAL": "BIGINT", "BIGSERIAL": "BIGINT", "FLOAT8": "DOUBLE", "FLOAT64": "DOUBLE",
    "FLOAT32": "FLOAT", "FLOAT4": "FLOAT", "REAL": "FLOAT", "BLOB": "BYTES", "BYTEA": "BYTES",
}  # fmt: skip
_OWN = frozenset(("MULTISET", "RAW", "STRUCTURED", "VARIANT", "BITMAP", "INTERVAL"))
_USERS = exp.DType.USERDEFINED
_LENGTHS = frozenset(("CHAR", "VARCHAR", "BINARY", "VARBINARY"))
_PRECISIONS = frozenset(("TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "TIME_LTZ"))


class Declarations:
    """Judges declarations for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report

    # Types

    def check_type(self, node: object) -> None:
        """Refuse types that Flink does not have, and parameters out of their range."""
        pending = [node]
        while pending:
            item = pending.pop()
            if isinstance(item, exp.ColumnDef):
                item = item.args.get("kind")
            if not isinstance(item, exp.DataType):
                continue
            args = item.args
            name, inside = str(args.get("name") or ""), args.get("expressions")
            if inside:
                pending += [part for part in inside if not isinstance(part, exp.DataTypeParam)]
                self._fields(item)
            if (args.get("this") is _USERS and name not in _OWN) or name == "REAL":
                self._unknown_type(item, name)
            elif inside:
                self._parameters(item, name)

    def _fields(self, node: exp.DataType) -> None:
        """Refuse a ROW with two fields of one name."""
        seen: set[str] = set()
        for field in node.expressions:
            if isinstance(field, exp.ColumnDef):
                if field.name in seen:
                    self.report.say("FL617", field, f"the row has two fields `{field.name}`")
                seen.add(field.name)

    def _unknown_type(self, node: exp.DataType, name: str) -> None:
        if is_hole(name) or not name:
            return
        upper = name.upper()
        if upper in ("ARRAY", "MAP", "MULTISET", "ROW"):
            inside = "STRING, STRING" if upper == "MAP" else "STRING"
            hint = f"write `{upper}<{inside}>`, with the types you mean"
            self.report.say("FL630", node, f"`{name}` needs the types of what it holds", hint)
            return
        meant = _FOREIGN.get(upper) or nearest(upper, _KNOWN)
        hint = f"write `{meant}`" if meant else ""
        self.report.say("FL630", node, f"Flink has no type `{name}`", hint)

    def _parameters(self, node: exp.DataType, name: str) -> None:
        sizes = types.sizes(node)
        if not sizes:
            return
        message, severity = "", None
        if name in _LENGTHS and not 1 <= sizes[0] <= types.LONGEST:
            message = f"the length of {name} is at least 1, and this is {sizes[0]}"
            severity = "warning"
        elif name in _PRECISIONS and sizes[0] > 9:
            message = f"the precision of {name} is 0 to 9, and this is {sizes[0]}"
            severity = "warning"
        elif name in ("DECIMAL", "DEC", "NUMERIC"):
            if not 1 <= sizes[0] <= 38:
                message = f"the precision of {name} is 1 to 38, and this is {sizes[0]}"
                severity = None if sizes[0] < 1 else "warning"
            elif len(sizes) > 1 and sizes[1] > sizes[0]:
                message = f"the scale of {name} is at most its precision {sizes[0]}, not {sizes[1]}"
        if message:
            # Flink cuts what is too large to size in silence
            self.report.say("FL630", node, message, severity=severity)

    # Tables

    def table(self, statement: Statement, tree: exp.Create) -> None:
        """CREATE TABLE, VIEW or MATERIALIZED TABLE."""
        catalog = self.planner.catalog
        table = catalogs.table_from(statement, tree, catalog)
        if table is None:
            catalog.is_unsure = True
            query = tree.args.get("expression")
            if isinstance(query, exp.Expr):
                self.planner.queries.query(query)
            return
        if table.like is not None:
            source = self.planner.use(table.like, None)
            if source is not None:
                self._clashes(table, tree, source)
            catalogs.merge_like(table, tree, source)
        if table.query is not None:
            self._of_query(table, tree)
        if table.kind != "view":
            self._columns(table)
            self.keys(table, span(table.node))
            self.watermarks(table, span(table.node))
            self._partitions(table)
            for item in catalogs.properties(tree):
                if isinstance(item, exp.DistributedByProperty):
                    self.buckets(table, item)
        self._declare(table, tree)

    def _clashes(self, table: Table, tree: exp.Create, source: Table) -> None:
        """Refuse what LIKE would bring in beside one of its own."""
        chosen = catalogs.like_choices(tree)
        labels = [(source.name_span, "LIKE this")]
        of_kind = {"computed": "GENERATED", "metadata": "METADATA"}
        for made in table.own_columns:
            known = source.column(made.name)
            feature = of_kind.get(known.kind) if known is not None else None
            if known is None or (feature and chosen[feature] != "INCLUDING"):
                continue
            message = f"`{source.name}` has a column `{made.name}` already, which LIKE brings in"
            severity = None if feature is None else "warning"
            self.report.say("FL617", made.name_span, message, labels=labels, severity=severity)
        named = {watermark.path for watermark in source.watermarks}
        for watermark in table.watermarks:
            if watermark.path in named and chosen["WATERMARKS"] == "INCLUDING":
                message = f"`{source.name}` has a watermark already, which LIKE brings in"
                hint = "write LIKE .. (OVERWRITING WATERMARKS)"
                self.report.say("FL629", watermark.path_span, message, hint, labels=labels)
        if table.keys and source.keys and chosen["CONSTRAINTS"] == "INCLUDING":
            message = f"`{source.name}` has a PRIMARY KEY already, which LIKE brings in"
            hint = "write LIKE .. (EXCLUDING CONSTRAINTS)"
            self.report.say("FL626", table.keys[0].span, message, hint, labels=labels)

    def _declare(self, table: Table, tree: exp.Create) -> None:
        catalog = self.planner.catalog
        known = (catalog.temporary if table.temporary else catalog.tables).get(table.path)
        if known is not None and tree.args.get("exists"):
            return
        if known is not None and not tree.args.get("replace"):
            if known.statement.tree is None or catalog.is_unsure:
                catalog.declare(table)  # what was there may have been refused
                return
            what = "view" if known.kind == "view" else "table"
            message = f"there is a {what} `{table.name}` already"
            hint = "give it another name, or write IF NOT EXISTS"
            labels = [(known.name_span, "declared here first")]
            self.report.say("FL617", table.name_span, message, hint, labels=labels)
            return
        catalog.declare(table)

    def _of_query(self, table: Table, tree: exp.Create) -> None:
        """The columns that come of AS."""
        query = table.query
        if query is None:
            return
        self.planner.in_view = table.kind == "view"
        relation = self.planner.queries.query(query)
        self.planner.in_view = False
        schema = tree.this if isinstance(tree.this, exp.Schema) else None
        columns = [replace(made, type=made.type, kind="physical") for made in relation.columns]
        for made in columns:
            made.span = made.name_span = (0, 0)
        names = schema.expressions if schema is not None else []
        table.changelog = relation.changelog
        table.row_keys = relation.keys
        if table.kind != "view":
            table.is_complete = relation.is_complete and not names
            table.columns = columns + table.own_columns if names else columns
            return
        table.is_complete = relation.is_complete
        if names:
            if relation.is_complete and len(names) != len(columns):
                message = f"{len(names)} names for the {len(columns)} columns of the query"
                place = (span(names[0])[0], span(names[-1])[1])
                self.report.say("FL631", place, message)
                table.is_complete = False
            elif relation.is_complete:
                for name, made in zip(names, columns, strict=True):
                    made.name, made.name_span = name.name, span(name)
                self._distinct_names(names)
            else:
                columns = [Column(name.name, name_span=span(name)) for name in names]
                table.is_complete = True
        elif relation.is_complete:
            self.distinct(columns)
        table.columns = columns

    def distinct(self, columns: list[Column]) -> None:
        """Refuse a view with two columns of one name, as Flink does from 1.19 on."""
        version = self.planner.version
        if version is not None and version < (1, 19):
            return
        severity = self.planner.severity_from(1, 19)
        seen: dict[str, Column] = {}
        for made in columns:
            before = seen.setdefault(made.name, made)
            item = made.expression
            if before is not made and item is not None and not isinstance(item, exp.Star):
                if isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
                    continue
                message = f"the view has two columns `{made.name}`"
                hint = "give one of them another name"
                self.report.say("FL617", item, message, hint, severity=severity)
                return

    def _distinct_names(self, names: list[exp.Expr]) -> None:
        seen: set[str] = set()
        for name in names:
            if name.name in seen:
                message = f"the view has two columns `{name.name}`"
                self.report.say("FL617", name, message)
                return
            seen.add(name.name)

    def _columns(self, table: Table) -> None:
        if len({made.name for made in table.own_columns}) < len(table.own_columns):
            self._twice(table)
        for node in self._definitions(table):
            self.check_type(node.args.get("kind"))
        self.computed(table, [made for made in table.own_columns if made.kind == "computed"])

    def _twice(self, table: Table) -> None:
        """Refuse columns of one name."""
        seen: dict[str, Column] = {}
        for made in table.own_columns:
            before = seen.setdefault(made.name, made)
            if before is not made:
                message = f"the column `{made.name}` is declared twice"
                labels = [(made.name_span, "again here")]
                severity = self.planner.severity_from(1, 14)  # before, the last one counted
                if before.kind != made.kind and self.planner.version == (1, 11):
                    severity = None
                self.report.say(
                    "FL617", before.name_span, message, labels=labels, severity=severity
                )
                table.columns = [one for one in table.columns or () if one is not made]

    def computed(self, table: Table, computed: list[Column], beside: Iterable[Column] = ()) -> None:
        """Give computed columns their types; they name none that is computed `beside` them."""
        if not computed:
            return
        own = {made.name for made in (*computed, *beside)}
        named = [m for m in table.columns or () if m.kind != "computed" or m.name not in own]
        plain = [m for m in named if m.kind != "computed"]
        scope = self._scope([*plain, *(m for m in named if m.kind == "computed")], table)
        for name in own:
            scope.nowhere[name] = (
                f"`{name}` is a computed column, which another one cannot name",
                "write its expression again",
            )
        for made in computed:
            made.type = self.planner.expressions.type_of(made.expression, scope)

    def _definitions(self, table: Table) -> list[exp.Expr]:
        this = table.node.this
        listed = this.expressions if isinstance(this, exp.Schema) else []
        return [node for node in listed if isinstance(node, exp.ColumnDef)]

    def _scope(self, columns: list[Column], table: Table) -> Scope:
        relation = Relation(columns, table.is_complete)
        return Scope([Source(None, relation, table.node)])

    def keys(self, table: Table, inside: tuple[int, int]) -> None:
        """Judge the keys that stand inside of a statement."""
        own = [key for key in table.keys if inside[0] <= key.span[0]]
        for key in own:
            if key.enforcement != "NOT ENFORCED" and self._wants_enforcement(key):
                self._enforced(key)
        if len(own) > 1:
            labels = [(own[1].span, "the other")]
            message = "a table has one PRIMARY KEY, and this one has two"
            self.report.say("FL626", own[0].span, message, labels=labels)
            return
        if not own or table.columns is None:
            return
        seen: set[str] = set()
        for name, place in zip(own[0].columns, own[0].places, strict=True):
            found = table.column(name)
            if name in seen:
                severity = self.planner.severity_from(1, 13)
                message = f"`{name}` is in the PRIMARY KEY twice"
                self.report.say("FL626", place, message, severity=severity)
            elif found is None and table.is_complete and not is_hole(name):
                near = nearest(name, [made.name for made in table.columns])
                hint = f"did you mean `{near}`?" if near else ""
                message = f"the PRIMARY KEY names `{name}`, which is no column of the table"
                self.report.say("FL626", place, message, hint)
            elif found is not None and found.kind != "physical" and table.is_complete:
                what = "computed" if found.kind == "computed" else "metadata"
                message = f"`{name}` is {what}, and cannot be in the PRIMARY KEY"
                self.report.say("FL626", place, message)
            elif found is not None:
                found.type = found.type.null(False)
            seen.add(name)

    def _enforced(self, key: catalogs.Key) -> None:
        message = "a PRIMARY KEY must be NOT ENFORCED: Flink does not check keys"
        start, end = key.span
        fix = Fix("write NOT ENFORCED", end, end, " NOT ENFORCED")
        if key.enforcement:
            fix = Fix("write NOT ENFORCED", end - len("ENFORCED"), end, "NOT ENFORCED")
        self.report.say("FL612", (start, end), message, "write NOT ENFORCED", fix=fix)

    def _wants_enforcement(self, key: catalogs.Key) -> bool:
        """Whether the version refuses a key that is not NOT ENFORCED.

        A key that stands with its column could be without it up to 1.16.
        """
        version = self.planner.version
        if key.in_column:
            return version is not None and version >= (1, 17)
        return version is None or version > (1, 10)

    def watermarks(self, table: Table, inside: tuple[int, int]) -> None:
        """Make time attributes of columns, and judge the watermarks inside of a statement."""
        if table.columns is None:
            return
        for watermark in table.watermarks:
            is_own = inside[0] <= watermark.span[0] < inside[1]
            found = table.column(watermark.path[0]) if watermark.path else None
            if found is None:
                if is_own and table.is_complete and not any(map(is_hole, watermark.path)):
                    name = ".".join(watermark.path)
                    near = nearest(name, [made.name for made in table.columns])
                    hint = f"did you mean `{near}`?" if near else ""
                    message = f"the watermark is for `{name}`, which is no column of the table"
                    self.report.say("FL629", watermark.path_span, message, hint)
                continue
            if len(watermark.path) > 1:
                continue
            if is_own:
                self._watermark_type(watermark, found, table)
            if found.type.kind not in types.TIMESTAMPS:
                found.type = types.OPAQUE  # said already, or not known
            else:
                found.type = found.type.timed("rowtime")

    def _watermark_type(self, watermark: catalogs.Watermark, found: Column, table: Table) -> None:
        kind = found.type
        name = found.name
        labels = [(found.type_span if found.type_span != (0, 0) else found.span, "its type")]
        if not _is_open(kind):
            if kind.kind not in types.TIMESTAMPS:
                message = (
                    f"a watermark goes over a TIMESTAMP, and `{name}` is {types.written(kind)}"
                )
                hint = "compute one: `ts AS TO_TIMESTAMP(..)`"
                self.report.say("FL629", watermark.path_span, message, hint, labels=labels)
                return
            if kind.precision > 3 and (self.planner.version or (0, 0)) > (1, 12):
                message = (
                    f"a time attribute has a precision of at most 3, and `{name}` is "
                    f"{types.written(kind)}"
                )
                hint = f"declare it as {kind.kind}(3)"
                self.report.say("FL629", watermark.path_span, message, hint, labels=labels)
                return
            if kind.time == "proctime":
                message = f"`{name}` is a processing time, which takes no watermark"
                severity = self.planner.severity_from(1, 13)
                self.report.say("FL629", watermark.path_span, message, severity=severity)
                return
        if watermark.expression is None:
            return
        scope = self._scope(table.columns or [], table)
        made = self.planner.expressions.type_of(watermark.expression, scope)
        if not _is_open(made) and made.kind not in types.TIMESTAMPS:
            message = f"the watermark must be a TIMESTAMP, and this is {types.written(made)}"
            self.report.say("FL629", watermark.expression, message)

    def buckets(self, table: Table, node: exp.Expr) -> None:
        """DISTRIBUTED BY: its keys are columns that the table holds."""
        if table.columns is None or not table.is_complete:
            return
        names = [made.name for made in table.columns if made.kind == "physical"]
        for item in node.expressions:
            if item.name not in names and not is_hole(item.name):
                near = nearest(item.name, names)
                hint = f"did you mean `{near}`?" if near else ""
                message = f"the bucket key `{item.name}` is no column that the table holds"
                self.report.say("FL619", item, message, hint)

    def _partitions(self, table: Table) -> None:
        if not table.partition_keys or table.columns is None or not table.is_complete:
            return
        names = [made.name for made in table.columns]
        for name, place in table.partition_keys:
            inside = span(table.node)[0] <= place[0] < span(table.node)[1]
            if name not in names and inside and not is_hole(name):
                near = nearest(name, names)
                hint = f"did you mean `{near}`?" if near else ""
                message = f"the partition column `{name}` is no column of the table"
                self.report.say("FL619", place, message, hint)


def _is_open(kind: Type) -> bool:
    return kind.kind == "NULL" or not kind.is_known
