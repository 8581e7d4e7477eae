"""The keys that tell a query's rows apart, as the planner works them out.

A key is a set of columns; a relation has a set of keys, `None` where they are not known. Where the
planner may or may not see a key, it is in the set: that no key is good for a sink is then certain.
Measured with the planner of Flink 2.3, the first that asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from flinklint.sql import exp
from flinklint.sql.nodes import below, every, has
from flinklint.sql.plan.catalog import Table
from flinklint.sql.plan.scope import Relation, RowKeys, Scope, Source

if TYPE_CHECKING:
    from flinklint.sql.plan.grouping import Keys as GroupKeys
    from flinklint.sql.plan.planner import Planner

Key = frozenset[object]
Keys = frozenset[Key]
Pair = tuple[object, object]
NO_KEYS: Keys = frozenset()
# How many keys are followed; more are not known.
_MOST = 64
# What may be nothing but its argument once the planner has simplified it.
_THROUGH = frozenset(
    ("COALESCE", "IFNULL", "NULLIF", "IF", "MAX", "MIN", "FIRST_VALUE", "LAST_VALUE", "SUM",
     "GREATEST", "LEAST", "TRY_CAST")
)  # fmt: skip
# By their keys: sqlglot's classes of functions are loaded only for a script that has such.
_WRAPPERS = frozenset(("cast", "trycast", "paren"))
LATERAL = frozenset(("lateral", "tablefromrows", "unnest"))
"""The keys of the nodes that make rows for each row of what stands before them."""
_ROWS_LOST = ("RIGHT", "FULL")
_RANKED = frozenset(("ROW_NUMBER", "RANK", "DENSE_RANK"))
_OF_WINDOWS = frozenset(("window_start", "window_end", "window_time"))


def scanned(table: Table) -> RowKeys:
    """The keys of a declared table: the primary one, if the whole table is known."""
    if table.kind != "table" or table.columns is None or not table.is_complete:
        return None
    if not table.keys:
        return frozenset()
    names = [made.name for made in table.columns]
    if len(table.keys) > 1 or not set(table.key) <= set(names):
        return None
    return frozenset((frozenset(names.index(name) for name in table.key),))


def of_source(source: Source) -> Keys | None:
    """The keys of a relation in FROM, in terms of its columns there."""
    relation = source.relation
    if relation.keys is None or len(relation.by_name) != len(relation.columns):
        return None
    named = [(id(source), made.name) for made in relation.columns]
    return bounded(frozenset(named[i] for i in key) for key in relation.keys)


class RowKeying:
    """Follows the keys of rows through the queries of one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner

    def join(self, node: exp.Join, scope: Scope, fresh: list[Source]) -> Keys | None:
        """The keys after a join of what stood in the scope with one more relation."""
        right = node.this
        if len(fresh) != 1 or scope.keys is None:
            return None
        if right.key in LATERAL:
            return scope.keys if not scope.keys else None
        if node.args.get("method") == "NATURAL" or node.args.get("using"):
            return None
        on = node.args.get("on")
        if on is None and node.args.get("kind") != "CROSS":
            return None  # WHERE may join them
        ours = {id(source) for source in scope.sources if source is not fresh[0]}
        pairs: list[Pair] = []
        for one, two in self._equal(on, scope):
            for left, other in ((one, two), (two, one)):
                if left[0] in ours and other[0] == id(fresh[0]):
                    pairs.append((left, other))
        fixed = self._fixed(on, scope)
        side = str(node.args.get("side") or "")
        looked_up = isinstance(right, exp.Table) and right.args.get("version") is not None
        made = joined(scope.keys, of_source(fresh[0]), pairs, fixed, side, looked_up=looked_up)
        scope.equal += pairs
        return closed(made, pairs)

    def _equal(
        self, node: object, scope: Scope
    ) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
        """The columns that a condition makes equal."""
        for item in conjuncts(node):
            if isinstance(item, exp.EQ | exp.NullSafeEQ):
                found = [
                    scope.resolved.get(id(bare(side))) for side in (item.this, item.expression)
                ]
                if found[0] is not None and found[1] is not None:
                    yield found[0], found[1]

    def _fixed(self, node: object, scope: Scope) -> set[object]:
        """The columns that a condition holds to one value."""
        fixed: set[object] = set()
        for item in conjuncts(node):
            if not isinstance(item, exp.EQ | exp.LTE | exp.LT | exp.GTE | exp.GT | exp.Between):
                continue
            sides = (item.this, item.args.get("expression"))
            for side, other in (sides, sides[::-1]):
                found = scope.resolved.get(id(bare(side)))
                if found is None or scope.resolved.get(id(bare(other))) is not None:
                    continue
                # `rn <= 1`, `rn < 2` hold a rank to its first
                ranked = isinstance(other, exp.Literal) and other.name in ("1", "2")
                if isinstance(item, exp.EQ | exp.Between) or ranked:
                    fixed.add(found)
        return fixed

    def selected(self, node: exp.Select, scope: Scope, groups: GroupKeys) -> RowKeys:
        """The keys of what a SELECT makes."""
        if node.args.get("qualify") is not None:
            return None
        where = node.args.get("where")
        condition = where.this if isinstance(where, exp.Where) else None
        fixed = self._fixed(condition, scope)
        scope.equal += self._equal(condition, scope)
        keys = closed(without(scope.keys, fixed), scope.equal)

        def print_of(part: object) -> object:
            return self.planner.queries.grouping.print_of(part, scope)

        if groups.is_grouped:
            keys = self._grouped(node, scope, groups, keys, fixed)
        for item in node.expressions:
            keys = self._ranked(item, keys, print_of)
        if keys is None or not (keys or node.args.get("distinct")):
            return projected(keys, [])
        outputs = list(self._outputs(node, scope, print_of))
        made = projected(keys, outputs)
        if made is not None and node.args.get("distinct"):
            whole = frozenset(range(len(outputs)))
            constant = {i for i, item in enumerate(node.expressions) if not has(item, exp.Column)}
            held = {i for i, stands in enumerate(outputs) if stands & fixed}
            made |= {whole, whole - constant, whole - held, whole - constant - held}
        return made

    def _grouped(
        self,
        node: exp.Select,
        scope: Scope,
        groups: GroupKeys,
        keys: Keys | None,
        fixed: set[object],
    ) -> Keys | None:
        group = groups.node
        if keys is None or not groups.is_clean:
            return None
        if group is not None and any(
            group.args.get(k) for k in ("grouping_sets", "rollup", "cube")
        ):
            return None
        of_windows = bool(groups.windows) or any(s.relation.windowed for s in scope.sources)
        if of_windows and any(
            (isinstance(part, exp.Column) and part.name in _OF_WINDOWS)
            or (isinstance(part, exp.Anonymous) and "_" in part.name)
            for item in node.expressions
            for part in below(item)
        ):
            return None
        whole = {
            self.planner.queries.grouping.print_of(part, scope)
            for part in groups.nodes
            if not isinstance(part, exp.Literal)
        }
        inside = {key for key in keys if key <= whole}
        return closed(without(bounded({*inside, frozenset(whole)}), fixed), scope.equal)

    def _ranked(
        self, item: exp.Expr, keys: Keys | None, print_of: Callable[[object], object]
    ) -> Keys | None:
        """A rank tells the rows of its partition apart."""
        for window in every(item, exp.Window) if self.planner.may_have("OVER") else ():
            called = window.this
            if keys is None:
                return None
            if not isinstance(called, exp.Anonymous) or called.name.upper() not in _RANKED:
                continue
            if window.args.get("alias") is not None:
                return None  # a named window
            parts = frozenset(print_of(part) for part in window.args.get("partition_by") or ())
            keys = bounded({*keys, parts | {print_of(window)}})
        return keys

    def _outputs(
        self, node: exp.Select, scope: Scope, print_of: Callable[[object], object]
    ) -> Iterator[set[object]]:
        for item in node.expressions:
            value = item.this if isinstance(item, exp.Alias) else item
            if isinstance(value, exp.Star):
                yield from self._star(scope, scope.sources)
            elif isinstance(value, exp.Column) and isinstance(value.this, exp.Star):
                yield from self._star(scope, [s for s in scope.sources if s.name == value.table])
            else:
                yield set(carried(value, print_of))

    def _star(self, scope: Scope, sources: list[Source]) -> Iterator[set[object]]:
        seen: set[str] = set()
        for source in sources:
            for made in source.relation.columns:
                if made.name in scope.common:
                    if made.name in seen:
                        continue
                    seen.add(made.name)
                yield {(id(source), made.name)}


def united(left: Relation, right: Relation, name: str, *, distinct: bool) -> RowKeys:
    """The keys of a set operation."""
    if left.keys is None or right.keys is None:
        return None
    if not distinct:
        return frozenset()
    whole = frozenset((frozenset(range(len(left.columns))),))
    return whole if name == "UNION" else whole | left.keys


def joined(
    left: Keys | None,
    right: Keys | None,
    pairs: list[Pair],
    fixed: set[object],
    side: str,
    *,
    looked_up: bool,
) -> Keys | None:
    """The keys of a join: `pairs` are the columns that are equal, `fixed` those of one value.

    Rows are spread by what is joined, so that only keys with that in them last, if the right side
    is not `looked_up`.
    """
    if left is None or right is None:
        return None
    on_left, on_right = fixed | {one for one, _ in pairs}, fixed | {two for _, two in pairs}
    if not looked_up:
        left = frozenset(key for key in left if on_left - fixed <= key)
        right = frozenset(key for key in right if on_right - fixed <= key)
    found = {one | two for one in left for two in right}
    if any(key <= on_right for key in right) and side not in _ROWS_LOST:
        found |= left
    if any(key <= on_left for key in left) and side not in ("LEFT", "FULL"):
        found |= right
    return bounded(found)


def closed(keys: Keys | None, pairs: list[Pair]) -> Keys | None:
    """The keys, and what they are in terms of columns that are equal to theirs."""
    if keys is None:
        return None
    found = set(keys)
    for one, two in pairs:
        found |= {frozenset(two if part == one else part for part in key) for key in found}
        found |= {frozenset(one if part == two else part for part in key) for key in found}
        if len(found) > _MOST:
            return None
    return frozenset(found)


def bounded(keys: Iterable[Key]) -> Keys | None:
    """The keys, if they are not too many."""
    found = frozenset(keys)
    return found if len(found) <= _MOST else None


def without(keys: Keys | None, fixed: set[object]) -> Keys | None:
    """The keys that are left where some columns have one value only."""
    if keys is None or not fixed:
        return keys
    return bounded({*keys, *(key - fixed for key in keys)})


def carried(node: object, print_of: Callable[[object], object], depth: int = 0) -> Iterator[object]:
    """The columns and expressions that an expression may stand for, value for value."""
    if not isinstance(node, exp.Expr) or depth > 8:
        return
    yield print_of(node)
    inner: list[object] = []
    if node.key in _WRAPPERS:
        inner = [node.this]
    elif isinstance(node, exp.Anonymous) and node.name.upper() in _THROUGH:
        inner = list(node.expressions)
    elif node.key == "case":
        branches = [branch.args.get("true") for branch in node.args.get("ifs") or ()]
        inner = [*branches, node.args.get("default")]
    elif isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div) and _is_idle(node):
        inner = [node.this, node.expression]
    for item in inner:
        yield from carried(item, print_of, depth + 1)


def _is_idle(node: exp.Binary) -> bool:
    """Whether a sum or product is what its other side is."""
    idle = "0" if isinstance(node, exp.Add | exp.Sub) else "1"
    sides = (node.this, node.expression)
    return any(isinstance(side, exp.Literal) and side.name == idle for side in sides)


def projected(keys: Keys | None, outputs: list[set[object]]) -> RowKeys:
    """The keys in terms of the columns that come out; `outputs` are what each may stand for."""
    if keys is None:
        return None
    found: set[frozenset[int]] = set()
    for key in keys:
        places = [[i for i, stands in enumerate(outputs) if part in stands] for part in key]
        if not all(places):
            continue
        for chosen in product(*places):
            found.add(frozenset(chosen))
            if len(found) > _MOST:
                return None
    return frozenset(found)


def conjuncts(node: object) -> Iterator[exp.Expr]:
    """The conditions that must all hold."""
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, exp.And):
            pending += [item.this, item.expression]
        elif isinstance(item, exp.Paren):
            pending.append(item.this)
        elif isinstance(item, exp.Expr):
            yield item


def bare(node: object) -> object:
    """What is compared, without casts and parentheses."""
    while isinstance(node, exp.Expr) and node.key in _WRAPPERS:
        node = node.this
    return node
