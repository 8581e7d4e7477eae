"""Calls of functions: whether there is such a one, what it takes, and what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.plan import coercion, functions, types
from flinklint.sql.plan.catalog import is_hole
from flinklint.sql.plan.functions import Builtin
from flinklint.sql.plan.scope import Scope
from flinklint.sql.plan.types import BIGINT, STRING, UNKNOWN, Type
from flinklint.sql.script import span
from flinklint.sql.syntax import written

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

GROUP_WINDOWS = {"TUMBLE": 2, "HOP": 3, "SESSION": 2}
_TIMESTAMP = Type("TIMESTAMP", 3)
_ROWTIME = Type("TIMESTAMP", 3, time="rowtime")
# What the auxiliary functions of group windows make.
_OF_WINDOWS = {
    f"{window}{part}": made
    for window in GROUP_WINDOWS
    for part, made in {
        "_START": _TIMESTAMP,
        "_END": _TIMESTAMP,
        "_ROWTIME": _ROWTIME,
        "_PROCTIME": Type("TIMESTAMP_LTZ", 3, time="proctime"),
    }.items()
}
# What makes the type of its first argument.
_SAME = frozenset(
    [
        "MAX",
        "MIN",
        "FIRST_VALUE",
        "LAST_VALUE",
        "LAG",
        "LEAD",
        "ABS",
        "NULLIF",
        "SUM",
        "ARRAY_APPEND",
        "ARRAY_PREPEND",
        "ARRAY_CONCAT",
        "ARRAY_DISTINCT",
        "ARRAY_REMOVE",
        "ARRAY_REVERSE",
        "ARRAY_SORT",
        "ARRAY_UNION",
        "ARRAY_EXCEPT",
        "ARRAY_INTERSECT",
        "FIRST",
        "LAST",
        "PREV",
        "NEXT",
        "ARRAY_SLICE",
    ]
)
# What makes the common type of its arguments, from that one on.
_COMMON = {"COALESCE": 0, "IFNULL": 0, "IF": 1}
_UNCOUNTED = (exp.Var, exp.Kwarg, exp.Star, exp.DataType)
_PLAIN = frozenset(("ROW", "MAP", "MULTISET", "MODEL", "PERIOD", "UNIQUE", "DESCRIPTOR", "ARRAY"))


class Calls:
    """Reads calls for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report
        self._over = False
        self._said: set[str] = set()
        self._builtins: dict[int, Builtin | None] = {}

    def builtin(self, node: exp.Expr) -> Builtin | None:
        """The built-in function that a call means; None for one of the script's or another's."""
        if id(node) not in self._builtins:
            self._builtins[id(node)] = self._builtin(node)
        return self._builtins[id(node)]

    def _builtin(self, node: exp.Expr) -> Builtin | None:
        if not isinstance(node, exp.Anonymous) or node.args.get("path"):
            return None
        name = node.name
        if name.lower() in self.planner.catalog.functions:
            return None
        return functions.find(name, self.planner.version)

    def call(self, node: exp.Expr, scope: Scope) -> Type:
        """The type that a call makes."""
        over, self._over = self._over, False
        name = node.name.upper()
        items = arguments(node)
        kinds = [self.planner.expressions.type_of(item, scope) for item in items]
        if name in _PLAIN or " " in name or is_hole(name):
            return self._plain(node, name, kinds)
        if node.args.get("path"):
            return UNKNOWN
        found = self.builtin(node)
        if found is None:
            self.missing(node)
            return UNKNOWN
        if found.needs_over and not over:
            if not self.planner.is_matching:
                message = f"`{found.name}` works over a window, and has no OVER"
                self.report.say("FL621", name_place(node), message, "add `OVER (...)`")
            return UNKNOWN
        if "COUNT" not in found.name and any(isinstance(item, exp.Star) for item in items):
            if "name_end" in node.meta:
                message = f"`{found.name}` does not take `*`"
                self.report.say("FL621", node, message, "name a column", severity="error")
            return types.OPAQUE
        if not self._counts(node, found, items):
            return types.OPAQUE
        if not self._takes(found, items, kinds) or not self._times(found, items, kinds):
            return types.OPAQUE
        if node.args.get("returning") is not None:
            return types.of(node.args["returning"])
        return self._made(found, node, items, kinds)

    def _plain(self, node: exp.Expr, name: str, kinds: list[Type]) -> Type:
        if name == "ROW":
            names = tuple(f"EXPR${i}" for i in range(len(kinds)))
            return Type("ROW", parts=tuple(kinds), names=names)
        if name == "MAP" and node.args.get("brackets") and len(kinds) % 2:
            self.report.say("FL623", node, "a MAP takes a value for each key: two by two")
        if name == "MAP" and len(kinds) >= 2:
            keys, values = coercion.common(kinds[::2]), coercion.common(kinds[1::2])
            return Type("MAP", parts=(keys or UNKNOWN, values or UNKNOWN))
        return UNKNOWN

    # Whether there is such a function

    def missing(self, node: exp.Expr) -> None:
        """Report a function that nobody declares."""
        planner, name = self.planner, node.name
        catalog = planner.catalog
        if not name or name.lower() in catalog.functions or is_hole(name):
            return
        if any(isinstance(item, exp.Star) for item in node.expressions) and "name_end" in node.meta:
            near = nearest(name.upper(), ("COUNT", "APPROX_COUNT_DISTINCT"))
            if near:
                message = f"there is no function `{name}` that takes `*`"
                self.report.say(
                    "FL621", name_place(node), message, f"did you mean `{near}`?", severity="error"
                )
                return
        if catalog.functions_unsure or catalog.is_outside or node.args.get("path"):
            return
        if planner.vendor and functions.is_vendors(name):
            return
        at = name_place(node)
        since = functions.first_version(name)
        if since is not None and planner.version is not None:
            word = "came with" if since > planner.version else "is gone by"
            version = written(since if since > planner.version else planner.version)
            message = f"the function `{name}` {word} Flink {version}"
            self.report.say("FL621", at, message, severity="error")
            return
        known = functions.names(planner.version)
        near = nearest(name.upper(), (*known, *map(str.upper, catalog.functions)))
        hint = f"did you mean `{near}`?" if near else "declare it with CREATE FUNCTION"
        severity = "error" if near else None
        if planner.hosted:  # where functions are registered with the platform
            severity = None if near else "info"
            if name.lower() in self._said:
                return
            self._said.add(name.lower())
        message = f"there is no function `{name}`, nor does the script declare it"
        self.report.say("FL621", at, message, hint, severity=severity)

    def _counts(self, node: exp.Expr, found: Builtin, items: list[exp.Expr]) -> bool:
        """Whether the number of arguments is one that the function takes."""
        if found.least is None or found.most is None or "match" in found.kinds:
            return True
        if any(isinstance(item, _UNCOUNTED) for item in items):
            return True
        if node.args.get("parentheses") is False or "name_end" not in node.meta:
            return True
        if self.planner.vendor and functions.is_vendors(found.name):
            return True
        count = len(items)
        if count >= found.least and (found.most < 0 or count <= found.most):
            return True
        message = f"`{found.name}` takes {_bounds(found.least, found.most)}, not {count}"
        self.report.say("FL621", _whole(node), message, severity="error")
        return False

    def _takes(self, found: Builtin, items: list[exp.Expr], kinds: list[Type]) -> bool:
        """Whether no argument is of a type that the function never takes."""
        if self.planner.vendor and functions.is_vendors(found.name):
            return True
        refused = found.refuses.get(len(kinds))
        if refused is None:
            return True
        for item, kind, never in zip(items, kinds, refused, strict=False):
            if kind.kind in never:
                said = types.written(kind)
                message = f"`{found.name}` does not take {said} here"
                self.report.say("FL623", item, message)
                return False
        return True

    def _times(self, found: Builtin, items: list[exp.Expr], kinds: list[Type]) -> bool:
        """Whether TIMESTAMPDIFF compares times of one kind."""
        if found.name != "TIMESTAMPDIFF" or len(kinds) != 3 or self.planner.vendor:
            return True
        if (self.planner.version or (2, 0)) < (1, 13) or types.UNKNOWN in kinds[1:]:
            return True
        names = {kind.kind for kind in kinds[1:]}
        if names not in ({"TIMESTAMP", "TIMESTAMP_LTZ"}, {"DATE", "TIMESTAMP_LTZ"}):
            return True
        one, two = (types.written(kind) for kind in kinds[1:])
        message = f"TIMESTAMPDIFF takes two times of one type, and these are {one} and {two}"
        severity = "warning" if self.planner.in_view else None
        self.report.say("FL623", items[2], message, "CAST one of them", severity=severity)
        return False

    # What it makes

    def _made(
        self, found: Builtin, node: exp.Expr, items: list[exp.Expr], kinds: list[Type]
    ) -> Type:
        name = found.name
        if name in GROUP_WINDOWS and "window" in found.kinds:
            return _TIMESTAMP
        if name in _OF_WINDOWS:
            return _OF_WINDOWS[name]
        if name == "PROCTIME" or name == "MATCH_PROCTIME":
            return Type("TIMESTAMP_LTZ", 3, nullable=False, time="proctime")
        if name == "MATCH_ROWTIME":
            return _ROWTIME
        if name == "COUNT":
            return BIGINT
        if name in _SAME:
            return kinds[0].plain() if kinds else UNKNOWN
        if name in _COMMON:
            return self._common(found, node, kinds[_COMMON[name] :])
        if name in ("GREATEST", "LEAST"):
            return coercion.common(kinds) or types.OPAQUE
        made = found.returns.get(len(kinds))
        return made if made is not None else types.OPAQUE

    def _common(self, found: Builtin, node: exp.Expr, kinds: list[Type]) -> Type:
        made = coercion.common(kinds)
        if made is None:
            said = list(dict.fromkeys(types.written(k) for k in kinds if k.kind != "NULL"))
            message = f"the values of {found.name} do not go together: {', '.join(said[:4])}"
            self.report.say("FL623", node, message, "CAST them to one type")
            return UNKNOWN
        return made

    def over(self, node: exp.Expr, scope: Scope) -> Type:
        """A call with OVER: `sum(x) OVER (PARTITION BY k ORDER BY ts)`."""
        inner = node.this
        self._over = True
        called = inner
        while isinstance(called, exp.Filter | exp.IgnoreNulls | exp.RespectNulls | exp.WithinGroup):
            called = called.this
        if isinstance(inner, exp.Anonymous):
            made = self.call(inner, scope)
        else:
            made = self.planner.expressions.type_of(inner, scope)
        self._over = False
        self.window_parts(node, scope, called)
        self._ordered(node, scope, called)
        return made

    def _rank(self, node: exp.Expr, builtin: Builtin | None) -> None:
        """Refuse a rank along a stream that has no order."""
        planner = self.planner
        if builtin is None or planner.is_batch or node.args.get("alias") is not None:
            return
        if builtin.name in ("ROW_NUMBER", "RANK", "DENSE_RANK") and not node.args.get("order"):
            message = f"`{builtin.name}` has no ORDER BY, so that no row is before another"
            severity = "warning" if planner.in_view else None
            self.report.say("FL614", node, message, "add ORDER BY", severity=severity)

    def _ordered(self, node: exp.Expr, scope: Scope, called: exp.Expr | None) -> None:
        """Refuse an aggregate over a stream that is not ordered by time."""
        planner = self.planner
        builtin = self.builtin(called) if isinstance(called, exp.Expr) else None
        self._rank(node, builtin)
        if builtin is None or builtin.needs_over or not builtin.is_aggregate or planner.is_batch:
            return
        if node.args.get("alias") is not None or called is None or not scope.sources:
            return
        severity = "warning" if planner.in_view else None
        order = node.args.get("order")
        if not isinstance(order, exp.Order):
            message = f"`{called.name}` with OVER goes along the time, and has no ORDER BY"
            hint = "add ORDER BY with a time attribute"
            self.report.say("FL614", node, message, hint, severity=severity)
            return
        first = order.expressions[0] if order.expressions else None
        key = first.this if isinstance(first, exp.Ordered) else first
        self._frame(node, scope, first, severity)
        if planner.version is None or planner.version >= (2, 0):
            return  # newer versions take any order
        if isinstance(key, exp.Column):
            kind = planner.expressions.type_of(key, scope)
            if kind.is_known and kind.kind != "NULL" and not kind.time:
                message = f"the ORDER BY of OVER takes a time attribute, and `{key.name}` is none"
                self.report.say("FL614", key, message, severity=severity)

    def _frame(
        self, node: exp.Expr, scope: Scope, first: exp.Expr | None, severity: str | None
    ) -> None:
        """Refuse frames of an OVER aggregate that would have to know what comes."""
        spec = node.args.get("spec")
        if isinstance(spec, exp.WindowSpec):
            sides = (spec.args.get("start_side"), spec.args.get("end_side"))
            if "FOLLOWING" in sides:
                message = "the frame of an OVER along a stream cannot go beyond its row"
                hint = "end it with CURRENT ROW"
                self.report.say("FL614", spec if span(spec) != (0, 0) else node, message, hint,
                                severity=severity)  # fmt: skip
        if not isinstance(first, exp.Ordered) or not first.args.get("desc"):
            return
        kind = self.planner.expressions.type_of(first.this, scope)
        if kind.time in ("rowtime", "proctime"):
            message = "OVER along a stream goes forwards in time, and this is DESC"
            self.report.say("FL614", first, message, "leave DESC out", severity=severity)

    def window_parts(self, node: exp.Expr, scope: Scope, called: exp.Expr | None) -> None:
        """What stands in the parentheses of OVER or of a named window."""
        alias = node.args.get("alias")
        if isinstance(alias, exp.Identifier) and not is_hole(alias.name):
            known = next((s for s in scope.around() if alias.name in s.windows), None)
            if known is None:
                names = [name for s in scope.around() for name in s.windows]
                near = nearest(alias.name, names)
                hint = f"did you mean `{near}`?" if near else "define it with WINDOW"
                message = f"there is no window named `{alias.name}`"
                self.report.say("FL619", alias, message, hint)
        type_of = self.planner.expressions.type_of
        for key in node.args.get("partition_by") or ():
            type_of(key, scope)
        order = node.args.get("order")
        if isinstance(order, exp.Order):
            for item in order.expressions:
                type_of(item.this if isinstance(item, exp.Ordered) else item, scope)


def arguments(node: exp.Expr) -> list[exp.Expr]:
    """The arguments of a call."""
    items = list(node.expressions)
    if len(items) == 1 and isinstance(items[0], exp.Distinct):
        return list(items[0].expressions)
    return items


def name_place(node: exp.Expr) -> tuple[int, int]:
    """Where the name of a function stands."""
    start, end = span(node)
    return start, node.meta.get("name_end", min(end, start + len(node.name)))


def _whole(node: exp.Expr) -> tuple[int, int]:
    return span(node)


def _bounds(least: int, most: int) -> str:
    if least == most:
        return f"{least} argument" + ("" if least == 1 else "s") if least else "no arguments"
    if most < 0:
        return f"at least {least} argument" + ("" if least == 1 else "s")
    return f"{least} to {most} arguments"


__all__ = ["GROUP_WINDOWS", "STRING", "Calls", "arguments", "name_place"]
