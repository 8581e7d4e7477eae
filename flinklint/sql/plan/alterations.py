"""ALTER and DROP of tables and views: what they change, and what of it the planner refuses.

Measured with Flink 1.17, 1.20 and 2.3; ALTER of columns came with 1.16 and 1.17.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.dataclass import replace
from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.nodes import every
from flinklint.sql.plan import catalog as catalogs
from flinklint.sql.plan import types
from flinklint.sql.plan.catalog import Column, Table, is_hole
from flinklint.sql.script import span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner


class Alterations:
    """Takes ALTER and DROP for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report

    # DROP

    def drop(self, tree: exp.Drop) -> None:
        """DROP TABLE, VIEW or MATERIALIZED TABLE."""
        catalog, node = self.planner.catalog, tree.this
        temporary, exists = bool(tree.args.get("temporary")), bool(tree.args.get("exists"))
        found = catalog.find(node)
        if found is not None and not exists and self._is_other(found, str(tree.args["kind"]), node):
            return
        if found is not None and found.temporary and not temporary and not exists:
            what = "VIEW" if found.kind == "view" else "TABLE"
            message = f"`{found.name}` is temporary, and DROP {what} takes permanent ones"
            hint = f"write DROP TEMPORARY {what}"
            self.report.say(
                "FL606", node, message, hint, labels=[(found.name_span, "declared here")]
            )
        removed = catalog.remove(node, temporary=temporary)
        if removed is None and not exists and tree.args["kind"] != "MATERIALIZED TABLE":
            self.planner.undeclared(node)

    def _is_other(self, table: Table, kind: str, node: exp.Expr) -> bool:
        """Whether a statement on views names a table, or the reverse; it is said then."""
        is_view = table.kind == "view"
        if is_view == (kind == "VIEW") or table.kind == "materialized table":
            return False
        what, other = ("view", "VIEW") if is_view else ("table", "TABLE")
        message = f"`{table.name}` is a {what}, not what {kind} takes"
        labels = [(table.name_span, "declared here")]
        self.report.say("FL606", node, message, f"write {other}", labels=labels)
        return True

    # ALTER

    def alter(self, tree: exp.Alter) -> None:
        """ALTER TABLE, VIEW or MATERIALIZED TABLE."""
        catalog, node = self.planner.catalog, tree.this
        actions = list(tree.args.get("actions") or ())
        if not isinstance(node, exp.Table):
            return
        table = catalog.find(node)
        if table is None:
            # a materialized table is kept in a catalog, and changed long after it was made
            if not tree.args.get("exists") and tree.args.get("kind") != "MATERIALIZED TABLE":
                self.planner.undeclared(node)
            for action in actions:
                if isinstance(action, exp.AlterRename):
                    catalog.rename(node, action.this)
            return
        if self._is_other(table, str(tree.args.get("kind")), node):
            return
        if table.temporary:
            self._temporary(table, node)
        before = list(table.columns or ())
        for action in actions:
            self._take(action, table, node)
        if table.columns is not None and table.kind == "table":
            self._settle(table, before, span(tree))

    def _temporary(self, table: Table, node: exp.Expr) -> None:
        message = f"`{table.name}` is temporary, and ALTER takes permanent ones"
        hint = "DROP it and create it anew"
        self.report.say("FL606", node, message, hint, labels=[(table.name_span, "declared here")])

    def _take(self, action: exp.Expr, table: Table, node: exp.Table) -> None:
        if isinstance(action, exp.AlterRename):
            self._rename(action, table, node)
        elif isinstance(action, exp.AlterSet):
            self._options(table, action)
        elif isinstance(action, exp.RenameColumn):
            self._rename_column(table, action)
        elif isinstance(action, exp.Drop):
            self._drop_part(table, action)
        elif isinstance(action, exp.ColumnDef):
            self._column(table, action)
        elif isinstance(action, exp.WatermarkColumnConstraint):
            self._watermark(table, action)
        elif isinstance(action, exp.PrimaryKey | exp.Constraint):
            self._key(table, action)
        elif isinstance(action, exp.Query):
            self._query(table, action)
        elif isinstance(action, exp.DistributedByProperty):
            self.planner.declarations.buckets(table, action)
        elif not isinstance(action, exp.Var | exp.AddPartition):
            table.is_complete = False

    def _rename(self, action: exp.AlterRename, table: Table, node: exp.Table) -> None:
        catalog = self.planner.catalog
        known = catalog.find(action.this)
        if known is not None and known is not table and not catalog.is_unsure:
            message = f"there is a {known.kind} `{known.name}` already"
            labels = [(known.name_span, "declared here")]
            self.report.say("FL617", action.this, message, "give it another name", labels=labels)
            return
        catalog.rename(node, action.this)

    def _query(self, table: Table, query: exp.Query) -> None:
        """ALTER VIEW .. AS."""
        planner = self.planner
        before, planner.in_view = planner.in_view, True
        relation = planner.queries.query(query)
        planner.in_view = before
        if relation.is_complete:
            planner.declarations.distinct(relation.columns)
        table.columns = [replace(made, span=(0, 0), name_span=(0, 0)) for made in relation.columns]
        table.is_complete, table.changelog = relation.is_complete, relation.changelog
        table.row_keys, table.query = relation.keys, query

    def _options(self, table: Table, action: exp.AlterSet) -> None:
        removed = {key.name for key in action.args.get("option") or ()}
        table.set_options(option for option in table.options if option.key not in removed)
        catalogs.take_options(table, action.expressions)
        table.has_with = True

    # Columns

    def _unknown(self, table: Table, at: exp.Expr, name: str, what: str) -> bool:
        """Whether the table surely has no column of that name; it is said then."""
        if table.columns is None or not table.is_complete or is_hole(name):
            return False
        if table.column(name) is not None:
            return False
        near = nearest(name, [made.name for made in table.columns])
        hint = f"did you mean `{near}`?" if near else ""
        message = f"`{table.name}` has no column `{name}` to {what}"
        self.report.say("FL619", at, message, hint, labels=[(table.name_span, "declared here")])
        return True

    def _is_taken(self, table: Table, at: exp.Expr | tuple[int, int], name: str) -> bool:
        found = table.column(name)
        if found is None or is_hole(name):
            return False
        labels = [(found.name_span, "declared here")] if found.name_span != (0, 0) else []
        message = f"`{table.name}` has a column `{name}` already"
        self.report.say("FL617", at, message, "give it another name, or MODIFY it", labels=labels)
        return True

    def _is_used(self, table: Table, at: exp.Expr, name: str, gone: set[str], *, key: bool) -> bool:
        """Whether something in the table stands on a column that is to go; it is said then."""
        code, why = "", ""
        if key and name in table.key:
            code, why = "FL626", "the PRIMARY KEY"
        elif any(name == column for column, _ in table.partition_keys):
            code, why = "FL619", "PARTITIONED BY"
        elif any(_names(made.expression, name) or made.path[:1] == (name,)
                 for made in table.watermarks):  # fmt: skip
            code, why = "FL629", "the watermark"
        else:
            for made in table.columns or ():
                if made.name not in gone and _names(made.expression, name):
                    code, why = "FL619", f"the computed column `{made.name}`"
        if not code:
            return False
        message = f"`{name}` cannot go: {why} of `{table.name}` is made of it"
        self.report.say(code, at, message, "change that first")
        return True

    def _rename_column(self, table: Table, action: exp.RenameColumn) -> None:
        old, new = action.this.name, action.args["to"].name
        if self._unknown(table, action.this, old, "rename"):
            return
        if self._is_taken(table, action.args["to"], new):
            return
        if self._is_used(table, action.this, old, set(), key=False):
            return
        table.columns = [
            replace(made, name=new) if made.name == old else made for made in table.columns or ()
        ]
        table.keys = [
            replace(key, columns=tuple(new if name == old else name for name in key.columns))
            for key in table.keys
        ]

    def _drop_part(self, table: Table, action: exp.Drop) -> None:
        kind = action.args.get("kind")
        if kind == "COLUMN" and table.columns is not None:
            gone = {item.name for item in action.expressions}
            seen: set[str] = set()
            for item in action.expressions:
                name = item.name
                if name in seen:
                    self.report.say("FL617", item, f"`{name}` is in the list twice")
                elif not self._unknown(table, item, name, "drop"):
                    self._is_used(table, item, name, gone, key=True)
                seen.add(name)
            table.columns = [column for column in table.columns if column.name not in gone]
        elif kind in ("PRIMARY KEY", "CONSTRAINT"):
            if not table.keys:
                self._nothing(table, action, "FL626", "PRIMARY KEY")
            table.keys = []
        elif kind == "WATERMARK":
            if not table.watermarks:
                self._nothing(table, action, "FL629", "watermark")
            self._untimed(table)

    def _nothing(self, table: Table, at: exp.Expr, code: str, what: str) -> None:
        if table.is_complete and table.columns is not None:
            labels = [(table.name_span, "declared here")]
            self.report.say(code, at, f"`{table.name}` has no {what}", labels=labels)

    def _column(self, table: Table, action: exp.ColumnDef) -> None:
        """ADD or MODIFY of a column."""
        if table.columns is None:
            return
        made, name = catalogs.column_from(action), action.name
        is_new = not action.args.get("modify")
        if is_hole(name):
            table.is_complete = False
            return
        if is_new and self._is_taken(table, made.name_span, name):
            return
        if not is_new and self._unknown(table, action.this, name, "modify"):
            return
        self.planner.check_type(action.args.get("kind"))
        is_timed = any(watermark.path[:1] == (name,) for watermark in table.watermarks)
        if is_timed and made.type.is_known and made.type.kind not in types.TIMESTAMPS:
            message = f"the watermark goes over `{name}`, which would be {types.written(made.type)}"
            self.report.say("FL629", action, message, "DROP WATERMARK first")
        place = self._place(table, action, name)
        before = table.columns
        at = next((i for i, column in enumerate(before) if column.name == name), len(before))
        others = [column for column in before if column.name != name]
        table.columns = others
        if place is not None:
            at = place
        table.columns = [*others[:at], made, *others[at:]]
        table.own_columns = [*(c for c in table.own_columns if c.name != name), made]

    def _place(self, table: Table, action: exp.ColumnDef, name: str) -> int | None:
        """Where FIRST or AFTER puts the column, among the others."""
        position = action.args.get("position")
        if position is None:
            return None
        if position.args.get("position") == "FIRST":
            return 0
        after = position.this
        if not isinstance(after, exp.Expr):
            return None
        self._unknown(table, after, after.name, "stand behind")
        others = [column.name for column in table.columns or () if column.name != name]
        return others.index(after.name) + 1 if after.name in others else None

    # Keys and watermarks

    def _key(self, table: Table, action: exp.Expr) -> None:
        node = action if isinstance(action, exp.PrimaryKey) else action.expressions[0]
        if not isinstance(node, exp.PrimaryKey):
            return
        self._replaced(table, action, "FL626", "PRIMARY KEY", bool(table.keys))
        table.keys = []
        catalogs.take_columns(table, [action])

    def _watermark(self, table: Table, action: exp.WatermarkColumnConstraint) -> None:
        self._replaced(table, action, "FL629", "watermark", bool(table.watermarks))
        self._untimed(table)
        catalogs.take_columns(table, [action])

    def _replaced(self, table: Table, at: exp.Expr, code: str, what: str, there: bool) -> None:
        """Refuse to add what is there, and to modify what is not."""
        if not table.is_complete or table.columns is None:
            return
        labels = [(table.name_span, "declared here")]
        if at.args.get("modify") and not there:
            message = f"`{table.name}` has no {what} to modify"
            self.report.say(code, at, message, "write ADD", labels=labels)
        elif there and not at.args.get("modify"):
            message = f"`{table.name}` has a {what} already"
            self.report.say(code, at, message, "write MODIFY", labels=labels)

    def _untimed(self, table: Table) -> None:
        timed = {watermark.path[0] for watermark in table.watermarks if watermark.path}
        table.watermarks = []
        table.columns = [
            replace(made, type=made.type.plain()) if made.name in timed else made
            for made in table.columns or ()
        ]

    def _settle(self, table: Table, before: list[Column], inside: tuple[int, int]) -> None:
        """Judge what is new in a table as in its declaration."""
        known = {id(made) for made in before}
        added = [made for made in table.columns or () if id(made) not in known]
        declarations = self.planner.declarations
        computed = [made for made in table.columns or () if made.kind == "computed"]
        declarations.computed(table, [made for made in computed if made in added], computed)
        declarations.keys(table, inside)
        declarations.watermarks(table, inside)


def _names(expression: object, name: str) -> bool:
    """Whether an expression names a column."""
    if not isinstance(expression, exp.Expr):
        return False
    return any(part.parts[0].name == name for part in every(expression, exp.Column))
