"""INSERT: the columns of a query against those of the table that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.nodes import every
from flinklint.sql.plan import coercion, types
from flinklint.sql.plan.catalog import Column, Table, is_hole
from flinklint.sql.plan.changelog import takes_inserts_only, takes_upserts
from flinklint.sql.plan.scope import Relation
from flinklint.sql.script import span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner


class Inserts:
    """Judges INSERT statements for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report

    def insert(self, tree: exp.Insert) -> None:
        """One INSERT."""
        target = tree.this
        schema = target if isinstance(target, exp.Schema) else None
        named = schema.this if schema is not None else target
        if not isinstance(named, exp.Table):
            return
        table = self.planner.use(named, "sink")
        query = tree.args.get("expression")
        if not isinstance(query, exp.Expr):
            return
        relation = self.planner.queries.query(query)
        self.planner.queries.sort_kind(query, relation)
        if table is not None and table.kind == "view":
            message = f"`{table.name}` is a view, which takes no rows"
            labels = [(table.name_span, "declared here")]
            self.report.say("FL606", named, message, "write to a table", labels=labels)
            return
        if table is None or table.columns is None or named.args.get("extend"):
            return
        self._updates(table, relation, named)
        if not table.is_complete:
            return
        sinks = [made for made in table.columns if made.is_written]
        static = self._static(tree, sinks)
        if static is None or not self._partitions(tree, table):
            return
        if schema is not None:
            if self.planner.version is not None and self.planner.version < (1, 12):
                return  # takes the list for a comment
            chosen = self._listed(schema, table, sinks)
            if chosen is None:
                return
            if self._is_positional:
                return
            if self._is_forgotten(schema, sinks, chosen, static):
                return
            sinks = [made for made in chosen if made.name not in static]
        else:
            sinks = [made for made in sinks if made.name not in static]
        self._says_conflict(tree, table, query)
        if not relation.is_complete:
            return
        if len(relation.columns) != len(sinks):
            self._count(relation, sinks, table, schema, query)
            return
        self._types(relation, sinks, table)
        if tree.args.get("conflict") is None and not named.args.get("hints"):
            self._keyed(relation, sinks, table, named)

    @property
    def _is_positional(self) -> bool:
        """Whether the version ignores the names of a column list."""
        version = self.planner.version
        return version is None or version < (1, 13)

    def _static(self, tree: exp.Insert, sinks: list[Column]) -> set[str] | None:
        part = tree.args.get("partition")
        if not isinstance(part, exp.Partition):
            return set()
        names = set()
        for item in part.expressions:
            column = item.this if isinstance(item, exp.EQ) else item
            if not isinstance(item, exp.EQ) or not isinstance(column, exp.Column):
                return None
            names.add(column.name)
        return names

    def _partitions(self, tree: exp.Insert, table: Table) -> bool:
        """Whether PARTITION names partition keys of the table only."""
        part = tree.args.get("partition")
        keys = [name for name, _ in table.partition_keys]
        for item in part.expressions if isinstance(part, exp.Partition) else ():
            name = item.this.name
            if name not in keys and not is_hole(name):
                near = nearest(name, keys)
                hint = f"did you mean `{near}`?" if near else ""
                message = f"`{table.name}` is not partitioned by `{name}`"
                labels = [(table.name_span, "declared here")]
                self.report.say("FL619", item, message, hint, labels=labels)
                return False
        return True

    def _listed(self, schema: exp.Schema, table: Table, sinks: list[Column]) -> list[Column] | None:
        """The columns that an INSERT lists; None after a problem."""
        known = {made.name: made for made in sinks}
        chosen: list[Column] = []
        for item in schema.expressions:
            if not isinstance(item, exp.Column) or item.args.get("table") is not None:
                return None
            name = item.name
            if is_hole(name):
                return None
            made = known.get(name)
            if made is None:
                self._unknown_target(item, name, table, known)
                return None
            if made in chosen:
                message = f"`{name}` is in the list of columns twice"
                self.report.say("FL617", item, message)
                return None
            chosen.append(made)
        return chosen

    def _is_forgotten(
        self, schema: exp.Schema, sinks: list[Column], chosen: list[Column], static: set[str]
    ) -> bool:
        """Whether a column that takes no NULL is not in the list."""
        for made in sinks:
            if made.type.nullable or made in chosen or made.name in static:
                continue
            place = (span(schema.expressions[0])[0], span(schema.expressions[-1])[1])
            message = f"`{made.name}` is not in the list of columns, and cannot be NULL"
            labels = [(made.span, "declared here")] if made.span != (0, 0) else []
            self.report.say("FL607", place, message, f"add `{made.name}`", labels=labels)
            return True
        return False

    def _unknown_target(
        self, item: exp.Expr, name: str, table: Table, known: dict[str, Column]
    ) -> None:
        declared = table.column(name)
        if declared is not None:
            what = "computed" if declared.kind == "computed" else "a virtual metadata column"
            message = f"`{name}` of `{table.name}` is {what}, and cannot be written"
            self.report.say("FL619", item, message)
            return
        near = nearest(name, known)
        hint = f"did you mean `{near}`?" if near else ""
        message = f"`{table.name}` has no column `{name}`"
        severity = self.planner.severity_from(1, 12)
        self.report.say("FL619", item, message, hint, severity=severity)

    def _count(
        self,
        relation: Relation,
        sinks: list[Column],
        table: Table,
        schema: exp.Schema | None,
        query: exp.Expr,
    ) -> None:
        made, wanted = len(relation.columns), len(sinks)
        noun = "column" if made == 1 else "columns"
        if schema is not None:
            place = (span(schema.expressions[0])[0], span(schema.expressions[-1])[1])
            message = f"{wanted} columns are listed, and the query makes {made}"
            # before 1.20, what was more than the list went nowhere
            severity = self.planner.severity_from(1, 20) if made > wanted else None
            self.report.say("FL607", place, message, severity=severity)
            return
        names = ", ".join(f"`{sink.name}`" for sink in sinks[:12])
        message = f"the query makes {made} {noun}, and `{table.name}` takes {wanted}"
        at = relation.columns[wanted if made > wanted else -1].expression if made else None
        if at is not None and span(at) == (0, 0):
            at = query
        hint = f"it takes {names}" if len(sinks) <= 12 else ""
        labels = [(table.name_span, "declared here")]
        self.report.say("FL607", at if at is not None else query, message, hint, labels=labels)

    def _types(self, relation: Relation, sinks: list[Column], table: Table) -> None:
        for i, (value, sink) in enumerate(zip(relation.columns, sinks, strict=True)):
            if coercion.can_store(value.type, sink.type):
                continue
            item = value.expression
            if item is None:
                return
            message = (
                f"column {i + 1} of the query is {types.written(value.type)}, and "
                f"`{table.name}.{sink.name}` is {types.written(sink.type)}"
            )
            hint = "CAST it, or put the columns in the order of the table"
            place = sink.span if sink.span != (0, 0) else table.name_span
            labels = [(place, "declared here")]
            self.report.say("FL623", item, message, hint, labels=labels)
            return

    def _updates(self, table: Table, relation: Relation, named: exp.Table) -> None:
        """Refuse changed rows in a sink that takes added ones only."""
        if self.planner.is_batch or relation.changelog != "changes":
            return
        if named.args.get("hints") or not takes_inserts_only(table):
            return
        connector = table.connector
        message = f"the query changes rows it has made, and `{connector}` takes added ones only"
        hint = "write to upsert-kafka with a primary key, say, or aggregate in windows"
        labels = [(table.name_span, "the sink")]
        self.report.say("FL616", named, message, hint, labels=labels)

    # Keys

    def _keyed(
        self, relation: Relation, sinks: list[Column], table: Table, named: exp.Table
    ) -> None:
        """Refuse rows that are not kept apart by the key of the sink, as Flink 2.3 does."""
        planner = self.planner
        if not planner.asks_on_conflict or relation.keys is None or not table.keys:
            return
        if not takes_upserts(table):
            return
        places = {i for i, sink in enumerate(sinks) if sink.name in table.key}
        if any(key <= places for key in relation.keys):
            return
        of_sink = ", ".join(f"`{name}`" for name in table.key)
        found = min(relation.keys, key=lambda key: (len(key), sorted(key)), default=None)
        of_query = "have no key"
        if found is not None:
            of_query = "are by " + ", ".join(f"`{sinks[i].name}`" for i in sorted(found))
        message = f"`{table.name}` is by {of_sink}, and the rows of the query {of_query}"
        hint = (
            f"add ON CONFLICT DO DEDUPLICATE, which Flink 2.3 wants here, or make {of_sink} the "
            "key of the query: group by it, or keep one row of each with ROW_NUMBER"
        )
        labels = [(table.keys[0].span, "its key")]
        # a stand-in of jdbc took added rows; its code says that it takes none but upserts
        unsure = table.connector == "jdbc" and relation.changelog != "changes"
        severity = "warning" if unsure else None
        self.report.say("FL633", named, message, hint, labels=labels, severity=severity)

    def _says_conflict(self, tree: exp.Insert, table: Table, query: exp.Expr) -> None:
        """Refuse ON CONFLICT where there is none, and where it needs watermarks."""
        conflict = tree.args.get("conflict")
        if not isinstance(conflict, exp.Expr) or self.planner.is_batch:
            return
        if takes_inserts_only(table):
            message = (
                f"ON CONFLICT is for sinks that replace rows, and `{table.connector}` adds them"
            )
            labels = [(table.name_span, "the sink")]
            self.report.say("FL616", conflict, message, "leave it out", labels=labels)
            return
        action = conflict.args["action"].name
        if action not in ("NOTHING", "ERROR"):
            return
        for node in every(query, exp.Table):
            source = self.planner.catalog.find(node)
            if source is None or source.kind != "table" or source.watermarks:
                continue
            if not source.is_complete or source.columns is None or node.args.get("version"):
                continue
            message = f"DO {action} goes by watermarks, and `{source.name}` declares none"
            hint = "declare a WATERMARK there, or write DO DEDUPLICATE"
            labels = [(source.name_span, "declared here")]
            self.report.say("FL614", conflict, message, hint, labels=labels)
            return
