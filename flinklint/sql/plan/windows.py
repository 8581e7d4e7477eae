"""Windows over time: table functions, group windows, and tables as of a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flinklint.dataclass import replace
from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.nodes import every
from flinklint.sql.plan import types
from flinklint.sql.plan.catalog import Table, is_hole, name_parts
from flinklint.sql.plan.row_keys import conjuncts
from flinklint.sql.plan.scope import Relation, Scope, Source, column, unknown
from flinklint.sql.plan.types import Type

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

# How many arguments each takes, the table first.
_TABLE_WINDOWS = {"TUMBLE": (3, 4), "HOP": (4, 5), "CUMULATE": (4, 5), "SESSION": (3, 4)}
_PARAMETERS = frozenset(("DATA", "TIMECOL", "SIZE", "SLIDE", "STEP", "OFFSET", "GAP"))


class Windows:
    """Judges windows for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report

    def function(self, call: exp.Expr, scope: Scope, node: exp.Expr) -> Relation:
        """What a table function makes."""
        if not isinstance(call, exp.Anonymous):
            return unknown()
        name = call.name.upper()
        own = call.args.get("path") or name.lower() in self.planner.catalog.functions
        if name in _TABLE_WINDOWS and not own:
            return self._table_window(call, name, scope)
        for item in call.expressions:
            value = item.args.get("expression") if isinstance(item, exp.Kwarg) else item
            if isinstance(value, exp.Table):
                self._data(value, scope)
            elif isinstance(value, exp.Query | exp.Subquery):
                self.planner.queries.query(value, scope.parent)
            elif not (isinstance(value, exp.Anonymous) and value.name.upper() == "DESCRIPTOR"):
                self.planner.expressions.type_of(value, scope)
        if self.planner.calls.builtin(call) is None:
            self.planner.calls.missing(call)
        return unknown()

    # Table functions

    def _table_window(self, call: exp.Expr, name: str, scope: Scope) -> Relation:
        items = list(call.expressions)
        named = {
            item.this.name.upper(): item.args.get("expression")
            for item in items
            if isinstance(item, exp.Kwarg)
        }
        values = [item.args.get("expression") if isinstance(item, exp.Kwarg) else item
                  for item in items]  # fmt: skip
        if len(named) == len(items) and named:
            data, time = named.get("DATA"), named.get("TIMECOL")
            if data is None or time is None:
                return unknown()
        else:
            data = values[0] if values else None
            time = values[1] if len(values) > 1 else None
        if data is None:
            self._count(call, name, len(items))
            return unknown()
        relation = self._window_data(data, scope)
        if relation is None:
            return unknown()
        if not self._is_descriptor(time, relation, scope):
            return unknown()
        if not self._count(call, name, len(items)):
            return unknown()
        if not self._parameters(named, items):
            return unknown()
        sizes = [value for key, value in named.items() if key not in ("DATA", "TIMECOL")]
        self._sizes(name, sizes if named else values[2:])
        return self._windowed(name, time, relation)

    def _window_data(self, data: object, scope: Scope) -> Relation | None:
        if isinstance(data, exp.Table):
            return self._data(data, scope)
        if isinstance(data, exp.Query | exp.Subquery):
            return self.planner.queries.query(data, scope.parent)
        if isinstance(data, exp.Column) and not is_hole(data.name):
            name = data.name
            message = f"`{name}` is read as a column here, not as a table"
            self.report.say("FL619", data, message, f"write `TABLE {name}`")
            return None
        return unknown()

    def _data(self, data: exp.Table, scope: Scope) -> Relation:
        relation = self.planner.queries.table(data, scope)
        inner = Scope([Source(data.name, relation, data)])
        for key in data.args.get("partition_by") or ():
            self.planner.expressions.type_of(key, inner)
        return relation

    def _is_descriptor(self, time: object, relation: Relation, scope: Scope) -> bool:
        if isinstance(time, exp.Anonymous) and time.name.upper() == "DESCRIPTOR":
            return True
        if isinstance(time, exp.Column) and not is_hole(time.name):
            message = f"`{time.name}` is read as a column here, where there is none"
            self.report.say("FL619", time, message, f"write `DESCRIPTOR({time.name})`")
        return False

    def _count(self, call: exp.Expr, name: str, count: int) -> bool:
        least, most = _TABLE_WINDOWS[name]
        if name == "SESSION" or least <= count <= most:
            return name == "SESSION" or True
        wanted = {
            "TUMBLE": "a table, a DESCRIPTOR and a size",
            "HOP": "a table, a DESCRIPTOR, a slide and a size",
            "CUMULATE": "a table, a DESCRIPTOR, a step and a size",
        }[name]
        message = f"`{name}` takes {wanted}: {least} or {most} arguments, not {count}"
        self.report.say("FL621", call, message, severity="error")
        return False

    def _parameters(self, named: dict[str, object], items: list[exp.Expr]) -> bool:
        for item in items:
            if isinstance(item, exp.Kwarg) and item.this.name.upper() not in _PARAMETERS:
                near = nearest(item.this.name.upper(), _PARAMETERS)
                hint = f"did you mean `{near}`?" if near else ""
                message = f"a window has no parameter `{item.this.name}`"
                self.report.say("FL621", item, message, hint, severity="error")
                return False
        return True

    def _sizes(self, name: str, sizes: Sequence[object]) -> None:
        for value in sizes:
            if isinstance(value, exp.Interval):
                self._constant(value)
            self._is_length(value, severity="warning")
        if name not in ("HOP", "CUMULATE") or len(sizes) < 2:
            return
        step, size = map(_seconds, sizes[:2])
        if step and size and size % step and isinstance(sizes[1], exp.Interval):
            message = f"the size of {name} is no multiple of its step"
            hint = "windows that are aggregated need one that is"
            self.report.say("FL614", sizes[1], message, hint, severity="warning")

    def _is_length(self, value: object, *, severity: str | None = None) -> None:
        """Refuse what is no length of time, and months, which are not all as long."""
        if isinstance(value, exp.Literal):
            hint = f"write INTERVAL '{value.name.split()[0] if value.name else 1}' SECOND, say"
            self.report.say("FL614", value, "the size of a window is an INTERVAL", hint)
        elif isinstance(value, exp.Interval):
            kind = self.planner.expressions.type_of(value, Scope())
            if kind.kind == "INTERVAL_MONTH":
                message = "the size of a window is in days or smaller, not in months or years"
                self.report.say("FL614", value, message, severity=severity)

    def _constant(self, value: exp.Interval) -> None:
        size = value.this
        if isinstance(size, exp.Literal) and not size.args.get("is_string"):
            message = "the size of a window must be a constant interval"
            self.report.say("FL614", value, message, f"put quotes around it: '{size.name}'")

    def _windowed(self, name: str, time: object, relation: Relation) -> Relation:
        kind = self._time_column(time, relation)
        start = Type("TIMESTAMP", 3, nullable=False)
        timed = replace(kind, time=kind.time or "?") if kind.is_known else types.OPAQUE
        made = [
            column("window_start", start),
            column("window_end", start),
            column("window_time", timed),
        ]
        columns = [*relation.columns, *made]
        return replace(relation, columns=columns, windowed=True, table=None)

    def _time_column(self, time: object, relation: Relation) -> Type:
        """The time column that a DESCRIPTOR names."""
        named = time.expressions if isinstance(time, exp.Expr) else []
        if len(named) != 1 or not isinstance(named[0], exp.Column):
            return types.UNKNOWN
        node, name = named[0], named[0].name
        if node.args.get("table") is not None or is_hole(name):
            return types.UNKNOWN
        found = relation.by_name.get(name)
        if not found:
            if relation.is_complete:
                near = nearest(name, relation.by_name)
                hint = f"did you mean `{near}`?" if near else ""
                message = f"the table of the window has no column `{name}`"
                self.report.say("FL619", node, message, hint)
            return types.UNKNOWN
        kind = found[0].type
        self.attribute(node, kind, "a window", relation)
        return kind

    # Time attributes

    def attribute(
        self, node: exp.Expr, kind: Type, what: str, relation: Relation | None = None
    ) -> None:
        """Refuse a column that is surely no time attribute."""
        if not kind.is_known or kind.kind == "NULL" or kind.time:
            return
        name = node.name if isinstance(node, exp.Column) else "this"
        if kind.kind not in types.TIMESTAMPS:
            message = f"{what} goes over a time, and `{name}` is {types.written(kind)}"
            hint = "it takes TIMESTAMP or TIMESTAMP_LTZ"
            self.report.say("FL614", node, message, hint)
            return
        if self.planner.is_batch:
            return
        message = f"{what} goes over a time attribute, and `{name}` has no watermark"
        hint = f"declare `WATERMARK FOR {name} AS {name} - INTERVAL '5' SECOND` in its table"
        labels = []
        table = relation.table if relation is not None else None
        declared = table.column(name) if table is not None else None
        if declared is not None and declared.name_span != (0, 0):
            labels.append((declared.name_span, "declared here"))
        severity = "warning" if self.planner.in_view else None  # refused when somebody reads it
        self.report.say("FL614", node, message, hint, labels=labels, severity=severity)

    def group_window(self, node: exp.Expr, scope: Scope) -> None:
        """`TUMBLE(ts, INTERVAL '1' HOUR)` of GROUP BY."""
        items = node.expressions
        if not items:
            return
        first = items[0]
        if isinstance(first, exp.Column | exp.Dot):
            kind = self.planner.expressions.type_of(first, scope)
            self.attribute(first, kind, "a window", self._relation(first, scope))
        for value in items[1:]:
            self._is_length(value)

    def temporal_join(self, node: exp.Join, scope: Scope, fresh: list[Source]) -> None:
        """A join FOR SYSTEM_TIME AS OF: its kind, its condition, its right table."""
        right, on, side = node.this, node.args.get("on"), node.args.get("side")
        version = right.args.get("version")
        if side in ("RIGHT", "FULL"):
            message = f"a join FOR SYSTEM_TIME keeps the rows of the left, and this is {side}"
            self.report.say("FL632", right, message, "write JOIN or LEFT JOIN")
            return
        if not isinstance(on, exp.Expr) or len(fresh) != 1:
            return
        equal = [item for item in conjuncts(on) if isinstance(item, exp.EQ)]
        table = fresh[0].relation.table
        if not equal:
            message = "a join FOR SYSTEM_TIME looks rows up by an equality, and ON has none"
            self.report.say("FL632", on, message)
            return
        value = version.args.get("expression") if isinstance(version, exp.Version) else None
        if not isinstance(value, exp.Column) or table is None or table.kind != "table":
            return
        if (
            self.planner.vendor
            or (self.planner.version or (2, 0)) < (1, 13)
            or table.columns is None
        ):
            return
        kind = self.planner.expressions.type_of(value, scope)
        if kind.time != "rowtime" or not table.is_complete or table.columns is None:
            return
        labels = [(table.name_span, "declared here")]
        severity = "warning" if self.planner.in_view else None
        if not table.keys or not table.watermarks:
            lacks = "PRIMARY KEY" if not table.keys else "WATERMARK"
            message = f"`{table.name}` as of an event time needs a {lacks}"
            hint = "declare it, or join as of a processing time"
            self.report.say("FL614", right, message, hint, labels=labels, severity=severity)
            return
        named = {part.name for item in equal for part in every(item, exp.Column)}
        for name in table.key:
            if name not in named:
                message = f"`{table.name}` is by `{name}`, which ON does not compare"
                hint = f"add `.. = {fresh[0].name}.{name}`"
                self.report.say("FL632", on, message, hint, labels=labels, severity=severity)
                return

    def _relation(self, node: exp.Expr, scope: Scope) -> Relation | None:
        found = scope.resolved.get(id(node))
        for source in scope.sources:
            if found is not None and id(source) == found[0]:
                return source.relation
        return None

    def system_time(self, version: exp.Version, scope: Scope, table: Table | None) -> None:
        """`FOR SYSTEM_TIME AS OF o.ts`; a bare name may be one of the table's own too."""
        value = version.args.get("expression")
        if table is None or (
            isinstance(value, exp.Column)
            and value.args.get("table") is None
            and not scope.find(value.name)
            and (table.columns is None or table.column(value.name) or not table.is_complete)
        ):
            return
        kind = self.planner.expressions.type_of(value, scope)
        if not kind.is_known or kind.kind == "NULL" or not isinstance(value, exp.Expr):
            return
        if kind.kind not in types.TIMESTAMPS:
            message = f"FOR SYSTEM_TIME AS OF takes a TIMESTAMP, not {types.written(kind)}"
            self.report.say("FL614", value, message, "name the time attribute of the left table")
        elif isinstance(value, exp.Column) and not kind.time and name_parts(value):
            self.attribute(value, kind, "FOR SYSTEM_TIME AS OF", self._relation(value, scope))


_SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86400}


def _seconds(value: object) -> int:
    """How long a plain interval is; 0 where that is not plain."""
    if not isinstance(value, exp.Interval) or not isinstance(value.this, exp.Literal):
        return 0
    unit, text = value.args.get("unit"), value.this.name
    name = unit.name.upper().removesuffix("S") if isinstance(unit, exp.Var) else ""
    return int(text) * _SECONDS.get(name, 0) if text.isdecimal() and text.isascii() else 0
