"""GROUP BY: which expressions a grouped query may name, and what it makes of a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.dataclass import dataclass, field
from flinklint.sql import exp
from flinklint.sql.nodes import children, every, has
from flinklint.sql.plan.calls import GROUP_WINDOWS, arguments
from flinklint.sql.plan.scope import Changelog, Scope
from flinklint.sql.script import span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

_DEEPEST = 80
_AUXILIARY = frozenset(
    f"{window}_{part}"
    for window in GROUP_WINDOWS
    for part in ("START", "END", "ROWTIME", "PROCTIME")
)
_WINDOW_COLUMNS = ("window_start", "window_end")
_NAMES = (exp.Column, exp.Dot)
_VALUES = (exp.Literal, exp.Var)
_AROUND_CALLS = (exp.Filter, exp.IgnoreNulls, exp.RespectNulls, exp.WithinGroup)
# Names, values, and queries, whose calls are their own
_WITHOUT_CALLS = (exp.Column, exp.Literal, exp.Identifier, exp.Star, exp.Null, exp.Var, exp.Query)


@dataclass
class Keys:
    """What a query is grouped by. Not `is_clean` when a key could not be read."""

    is_grouped: bool = False
    is_clean: bool = True
    nodes: list[exp.Expr] = field(default_factory=list)
    prints: set[object] = field(default_factory=set)
    kinds: set[tuple[str, str]] = field(default_factory=set)
    windows: list[exp.Expr] = field(default_factory=list)
    node: exp.Expr | None = None


class Grouping:
    """Judges grouped queries for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report

    # Aggregates

    def aggregates(self, node: object) -> list[exp.Expr]:
        """The calls of aggregates in an expression, not those in a query inside of it."""
        found: list[exp.Expr] = []
        pending: list[exp.Expr] = [node] if isinstance(node, exp.Expr) else []
        while pending:
            item = pending.pop()
            if isinstance(item, _WITHOUT_CALLS):
                continue
            if isinstance(item, exp.Window):
                pending += _inside_window(item)
                continue
            if isinstance(item, exp.Anonymous) and self.is_aggregate(item):
                found.append(item)
            pending += children(item)
        return found

    def is_aggregate(self, node: exp.Expr) -> bool:
        """Whether a call is one of a built-in aggregate."""
        builtin = self.planner.calls.builtin(node)
        return builtin is not None and builtin.is_aggregate and not builtin.needs_over

    def none_in(self, node: exp.Expr, clause: str) -> None:
        """Refuse aggregates where there are no groups yet."""
        for found in self.aggregates(node)[:1]:
            message = f"the aggregate `{found.name}` cannot stand in {clause}"
            hint = "put the condition into HAVING" if clause == "WHERE" else ""
            self.report.say("FL625", found, message, hint)
        for window in _windows(node)[:1] if self.planner.may_have("OVER") else ():
            message = f"what goes OVER a window cannot stand in {clause}"
            self.report.say("FL625", window, message, "compute it in a subquery")

    # Keys

    def keys(self, node: exp.Select, scope: Scope) -> Keys:
        """Read GROUP BY."""
        keys = Keys()
        group = node.args.get("group")
        before = len(self.report.problems)
        if isinstance(group, exp.Group):
            keys.is_grouped, keys.node = True, group
            for item in _members(group):
                self._key(item, keys, scope)
        elif any(self.aggregates(item) for item in node.expressions) or (
            node.args.get("having") is not None
        ):
            keys.is_grouped = True
        keys.is_clean = len(self.report.problems) == before and keys.is_clean
        return keys

    def _key(self, item: exp.Expr, keys: Keys, scope: Scope) -> None:
        self.planner.expressions.type_of(item, scope)
        self.none_in(item, "GROUP BY")
        if isinstance(item, exp.Column) and id(item) not in scope.resolved:
            keys.is_clean = False
        keys.nodes.append(item)
        keys.prints.add(self.print_of(item, scope))
        keys.kinds.add(_kind(_unwrapped(item)))
        is_window = isinstance(item, exp.Anonymous) and item.name.upper() in GROUP_WINDOWS
        if is_window and self.planner.calls.builtin(item) is not None:
            keys.windows.append(item)
            self.planner.queries.windows.group_window(item, scope)

    def print_of(self, node: object, scope: Scope, depth: int = 0) -> object:
        """Something that is equal for two expressions that are the same."""
        if not isinstance(node, exp.Expr):
            return node
        if depth > _DEEPEST:
            return id(node)
        if isinstance(node, exp.Paren):
            return self.print_of(node.this, scope, depth + 1)
        if isinstance(node, _NAMES) and id(node) in scope.resolved:
            return scope.resolved[id(node)]
        if isinstance(node, exp.Identifier):
            return node.name
        if isinstance(node, _VALUES):
            return type(node).__name__, node.name, node.is_string
        kind, name = _kind(node)
        parts: list[object] = [kind, name]
        for key, value in node.args.items():
            if value is None or value is False or (key == "this" and name):
                continue
            if isinstance(value, exp.Expr):
                value = self.print_of(value, scope, depth + 1)
            elif isinstance(value, list):
                parts.append((key, *(self.print_of(one, scope, depth + 1) for one in value)))
                continue
            parts.append((key, value))
        return tuple(parts)

    def _is_key(self, node: exp.Expr, scope: Scope, keys: Keys) -> bool:
        """Whether an expression is one that the query is grouped by."""
        inner = _unwrapped(node)
        may_be = _kind(inner) in keys.kinds or id(inner) in scope.resolved
        return may_be and self.print_of(inner, scope) in keys.prints

    # What may be named

    def check(self, node: exp.Select, scope: Scope, keys: Keys) -> None:
        """Refuse what is neither grouped nor aggregated, and windows that do not match."""
        items = [item.this if isinstance(item, exp.Alias) else item for item in node.expressions]
        having = node.args.get("having")
        if isinstance(having, exp.Having):
            items.append(having.this)
        for item in items:
            for call in self.aggregates(item):
                if self._nested(call):
                    return
        if keys.is_clean:
            self._windows_match(items, scope, keys)
        if not keys.is_grouped or not keys.is_clean or not scope.is_complete:
            return
        for item in items:
            if self._unknown_set(item, scope, keys) or self._ungrouped(item, scope, keys, 0):
                return

    def order(self, node: exp.Select, scope: Scope, keys: Keys, names: set[str]) -> None:
        """Refuse a sort by what is neither grouped, aggregated nor in the select list."""
        order = node.args.get("order")
        if not isinstance(order, exp.Order) or not (keys.is_grouped and keys.is_clean):
            return
        if not scope.is_complete or any(has(item, exp.Star) for item in node.expressions):
            return
        for item in order.expressions:
            value = item.this if isinstance(item, exp.Ordered) else item
            if any(part.name in names for part in every(value, exp.Column)):
                continue
            if self._ungrouped(value, scope, keys, 0):
                return

    def _unknown_set(self, node: exp.Expr, scope: Scope, keys: Keys) -> bool:
        """Whether GROUPING asks for what is no key; it is said then."""
        if not self.planner.may_have("GROUPING"):
            return False
        for call in every(node, exp.Anonymous):
            if call.name.upper() not in ("GROUPING", "GROUPING_ID") or call.args.get("path"):
                continue
            for item in call.expressions:
                if not self._is_key(item, scope, keys):
                    message = f"`{call.name}` takes keys of GROUP BY, and this is none"
                    self.report.say("FL625", item, message)
                    return True
        return False

    def _nested(self, call: exp.Expr) -> bool:
        inner = [found for item in arguments(call) for found in self.aggregates(item)]
        if inner:
            message = f"the aggregate `{inner[0].name}` stands inside the aggregate `{call.name}`"
            self.report.say("FL625", inner[0], message, "aggregate in a subquery first")
        return bool(inner)

    def _windows_match(self, items: list[exp.Expr], scope: Scope, keys: Keys) -> None:
        wanted = {
            (window.name.upper(), *(self.print_of(one, scope) for one in window.expressions))
            for window in keys.windows
        }
        for item in items:
            pending = [item]
            while pending:
                part = pending.pop()
                if isinstance(part, _WITHOUT_CALLS):
                    continue
                if isinstance(part, exp.Anonymous) and (name := part.name.upper()) in _AUXILIARY:
                    if self.planner.calls.builtin(part) is None:
                        continue
                    window = name.rpartition("_")[0]
                    said = (window, *(self.print_of(one, scope) for one in part.expressions))
                    if said not in wanted:
                        message = f"`{part.name}` goes with no {window} of GROUP BY"
                        hint = f"group by {window} with the same arguments"
                        self.report.say("FL614", part, message, hint)
                        return
                pending += children(part)

    def _ungrouped(self, node: exp.Expr, scope: Scope, keys: Keys, depth: int) -> bool:
        """Report the first column that is neither grouped nor aggregated."""
        if depth > _DEEPEST or isinstance(node, exp.Query):
            return False
        if self._is_key(node, scope, keys):
            return False
        if isinstance(node, exp.Star):
            return self._ungrouped_star(node, scope, keys)
        if isinstance(node, _AROUND_CALLS):
            return self._ungrouped(node.this, scope, keys, depth + 1)
        if isinstance(node, _NAMES) and id(node) in scope.resolved:
            if isinstance(node.this, exp.Star):
                return False
            self._not_grouped(node, node, keys)
            return True
        if isinstance(node, exp.Column):
            return False
        if isinstance(node, exp.Anonymous) and self._is_settled(node):
            return False
        inner = _inside_window(node) if isinstance(node, exp.Window) else children(node)
        return any(self._ungrouped(child, scope, keys, depth + 1) for child in inner)

    def _is_settled(self, node: exp.Expr) -> bool:
        """Whether what stands in a call needs no grouping, or may need none."""
        builtin = self.planner.calls.builtin(node)
        if builtin is None:
            return node.name.upper() not in ("ROW", "MAP")
        return builtin.is_aggregate or builtin.name in _AUXILIARY or "window" in builtin.kinds

    def _ungrouped_star(self, node: exp.Expr, scope: Scope, keys: Keys) -> bool:
        for source in scope.sources:
            for made in source.relation.columns:
                if (id(source), made.name) not in keys.prints:
                    self._not_grouped(node, made.name, keys)
                    return True
        return False

    def _not_grouped(self, at: exp.Expr, what: exp.Expr | str, keys: Keys) -> None:
        name = what if isinstance(what, str) else self._text(what)
        labels = []
        if keys.node is not None:
            labels.append((span(keys.node), "grouped by this"))
            message = f"`{name}` is neither in GROUP BY nor in an aggregate"
        else:
            message = f"`{name}` stands beside an aggregate, and there is no GROUP BY"
        hint = f"add it to GROUP BY, or write MAX({name}), say"
        self.report.say("FL625", at, message, hint, labels=labels)

    def _text(self, node: exp.Expr) -> str:
        start, end = span(node)
        return " ".join(self.planner.script.text[start:end].split())

    # Changelog

    def changelog(
        self, node: exp.Select, scope: Scope, keys: Keys, before: Changelog, windowed: bool
    ) -> Changelog:
        """What a query makes of the rows that it reads."""
        if node.args.get("limit") or node.args.get("qualify"):
            return ""
        if self._ranks(node):
            return ""
        if keys.is_grouped:
            if keys.windows:
                return before if before == "append" else ""
            if windowed or not scope.is_complete:
                return ""
            return "changes" if keys.is_clean and scope.sources else ""
        if node.args.get("distinct"):
            return "" if windowed else "changes"
        where = node.args.get("where")
        if isinstance(where, exp.Where) and self._asks(where):
            return "changes" if before == "changes" else ""
        return before

    def _ranks(self, node: exp.Select) -> bool:
        """Whether the query may be a Top-N or a deduplication, which make what they want."""
        return self.planner.may_have("OVER") and any(
            isinstance(item, exp.Window) for one in node.expressions for item in (one, one.this)
        )

    def _asks(self, where: exp.Where) -> bool:
        return has(where, exp.Query)


def _unwrapped(node: exp.Expr) -> exp.Expr:
    """An expression without the parentheses around it."""
    while isinstance(node, exp.Paren) and isinstance(node.this, exp.Expr):
        node = node.this
    return node


def _kind(node: exp.Expr) -> tuple[str, str]:
    """What two expressions have in common that are the same: the class, and of a call the name."""
    name = node.name.upper() if isinstance(node, exp.Anonymous) else ""
    return type(node).__name__, name


def _members(group: exp.Group) -> list[exp.Expr]:
    """The expressions of GROUP BY, those of grouping sets too."""
    found: list[exp.Expr] = []
    pending: list[object] = [
        item for key in ("expressions", "grouping_sets", "rollup", "cube")
        for item in group.args.get(key) or ()
    ]  # fmt: skip
    while pending:
        item = pending.pop(0)
        if isinstance(item, exp.Tuple | exp.GroupingSets | exp.Rollup | exp.Cube):
            pending = [*item.expressions, *pending]
        elif isinstance(item, exp.Paren):
            pending.insert(0, item.this)
        elif isinstance(item, exp.Expr):
            found.append(item)
    return found


def _windows(node: exp.Expr) -> list[exp.Expr]:
    """The calls with OVER in an expression, not those in a query inside of it."""
    found: list[exp.Expr] = []
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, exp.Window):
            found.append(item)
        elif not isinstance(item, exp.Query):
            pending += children(item)
    return found


def _inside_window(node: exp.Window) -> list[exp.Expr]:
    """What stands in a call with OVER, save that call itself."""
    called = node.this
    found: list[exp.Expr] = []
    while isinstance(called, _AROUND_CALLS):
        extra = called.args.get("expression")
        if isinstance(extra, exp.Expr):
            found.append(extra)
        called = called.this
    if isinstance(called, exp.Expr):
        found += arguments(called) if isinstance(called, exp.Anonymous) else [called]
    found += [key for key in node.args.get("partition_by") or () if isinstance(key, exp.Expr)]
    order = node.args.get("order")
    if isinstance(order, exp.Expr):
        found.append(order)
    return found
