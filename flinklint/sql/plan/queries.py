"""Queries: what stands in FROM, what comes out, and whether rows are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.dataclass import replace
from flinklint.sql import exp
from flinklint.sql.nodes import every
from flinklint.sql.plan import coercion, row_keys, types
from flinklint.sql.plan.catalog import Column, is_hole
from flinklint.sql.plan.changelog import joined_changelog, scanned
from flinklint.sql.plan.grouping import Grouping
from flinklint.sql.plan.matching import match_relation
from flinklint.sql.plan.row_keys import RowKeying
from flinklint.sql.plan.scope import Changelog, Relation, Scope, Source, Tables, column, unknown
from flinklint.sql.plan.types import UNKNOWN, Type
from flinklint.sql.plan.windows import Windows
from flinklint.sql.script import span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

# How many columns of a query are judged: stars of views of stars double them each time.
MOST_COLUMNS = 5000

# How deep queries are judged; deeper ones are unknown.
_DEEPEST = 60


class Queries:
    """Reads queries for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report
        self.tables: Tables | None = None
        self.windows = Windows(planner)
        self.grouping = Grouping(planner)
        self.keying = RowKeying(planner)
        self.depth = 0

    def query(self, node: exp.Expr, parent: Scope | None = None) -> Relation:
        """What a query makes."""
        if self.depth > _DEEPEST:
            return unknown()
        self.depth += 1
        before = self.tables
        try:
            with_ = node.args.get("with_")
            if isinstance(with_, exp.With):
                self._with(with_, parent)
            return self._bare(node, parent)
        finally:
            self.tables = before
            self.depth -= 1

    def _with(self, node: exp.With, parent: Scope | None) -> None:
        self.tables = Tables({}, self.tables)
        for table in node.expressions:
            name = table.alias
            if node.args.get("recursive"):
                self.tables.names[name] = unknown()
            relation = self.query(table.this, parent)
            alias = table.args.get("alias")
            self.tables.names[name] = self.renamed(relation, alias, table)

    def _bare(self, node: exp.Expr, parent: Scope | None) -> Relation:
        if isinstance(node, exp.Select):
            return self._select(node, parent)
        if isinstance(node, exp.Subquery):
            if not isinstance(node.this, exp.Query):
                return unknown()
            made = self.query(node.this, parent)
            self._order_of(node, made, parent)
            return made
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, parent)
        return unknown()

    # Set operations

    def _set_operation(self, node: exp.SetOperation, parent: Scope | None) -> Relation:
        chain: list[exp.SetOperation] = []
        inner: exp.Expr = node
        while isinstance(inner, exp.SetOperation):
            chain.append(inner)
            inner = inner.this
        made = self.query(inner, parent)
        for link in reversed(chain):
            right = self.query(link.expression, parent)
            made = self._united(link, made, right)
            self._order_of(link, made, parent)
        return made

    def _united(self, node: exp.SetOperation, left: Relation, right: Relation) -> Relation:
        name = type(node).__name__.upper()
        both = left.is_complete and right.is_complete
        if both and len(left.columns) != len(right.columns):
            message = (
                f"the two sides of {name} have {len(left.columns)} and {len(right.columns)} columns"
            )
            self.report.say("FL631", _select_list(node.expression), message)
            return unknown()
        if not both:
            return unknown()
        columns = []
        for i, (one, other) in enumerate(zip(left.columns, right.columns, strict=True)):
            if not coercion.can_unite(one.type, other.type):
                at = other.expression if other.expression is not None else node.expression
                message = (
                    f"column {i + 1} of the sides of {name} is {types.written(one.type)} and "
                    f"{types.written(other.type)}"
                )
                self.report.say("FL623", at, message, "CAST one of them")
                return unknown()
            made = coercion.common([one.type, other.type]) or UNKNOWN
            if one.type.time or other.type.time:
                same = one.type.time == other.type.time
                made = replace(made, time=one.type.time if same else "?")
            columns.append(replace(one, type=made, expression=one.expression))
        changelog: Changelog = ""
        if isinstance(node, exp.Union) and not node.args.get("distinct"):
            kinds = {left.changelog, right.changelog}
            changelog = "changes" if "changes" in kinds else "append" if kinds == {"append"} else ""
        elif isinstance(node, exp.Union):
            changelog = "changes"
        distinct = bool(node.args.get("distinct")) or not isinstance(node, exp.Union)
        keys = row_keys.united(left, right, name, distinct=distinct)
        return Relation(columns, changelog=changelog, keys=keys)

    def _order_of(self, node: exp.Expr, made: Relation, parent: Scope | None) -> None:
        """ORDER BY after a set operation or parentheses: it sees what comes out."""
        order = node.args.get("order")
        if isinstance(order, exp.Order) and made.is_complete:
            scope = Scope([Source(None, made, node)], parent)
            for item in order.expressions:
                self.planner.expressions.type_of(item.this, scope)

    # SELECT

    def _select(self, node: exp.Select, parent: Scope | None) -> Relation:
        from_ = node.args.get("from_")
        if node.args.get("values") and isinstance(from_, exp.From):
            return self._values(from_.this, parent)
        scope = Scope(parent=parent, keys=row_keys.NO_KEYS)
        changelog: Changelog = "append"
        if isinstance(from_, exp.From):
            changelog = self._from(from_.this, node.args.get("joins") or (), scope)
        expressions = self.planner.expressions
        where = node.args.get("where")
        if isinstance(where, exp.Where):
            expressions.condition(where.this, expressions.type_of(where.this, scope), "WHERE")
            self.grouping.none_in(where.this, "WHERE")
        self._named_windows(node, scope)
        keys = self.grouping.keys(node, scope)
        columns, complete = self._items(node, scope, clean=keys.is_clean)
        for key in ("having", "qualify"):
            clause = node.args.get(key)
            if isinstance(clause, exp.Expr):
                self._alias_hint(columns, scope, key.upper())
                kind = expressions.type_of(clause.this, scope)
                scope.nowhere = {}
                expressions.condition(clause.this, kind, key.upper())
        self.grouping.check(node, scope, keys)
        self._order(node, scope, columns)
        self.grouping.order(node, scope, keys, {made.name for made in columns})
        windowed = any(source.relation.windowed for source in scope.sources)
        changelog = self.grouping.changelog(node, scope, keys, changelog, windowed)
        if keys.is_grouped:
            columns = [_settled(made, "" if windowed else "?") for made in columns]
        if not complete:
            return Relation(columns, False, changelog)
        made_keys = self.keying.selected(node, scope, keys) if self.planner.follows_keys else None
        windowed = windowed and not keys.is_grouped
        return Relation(columns, changelog=changelog, windowed=windowed, keys=made_keys)

    def _alias_hint(self, columns: list[Column], scope: Scope, clause: str) -> None:
        for made in columns:
            if isinstance(made.expression, exp.Alias):
                scope.nowhere[made.name] = (
                    f"`{made.name}` is a name of the select list, which {clause} cannot see",
                    "write the expression again",
                )

    def _items(self, node: exp.Select, scope: Scope, *, clean: bool) -> tuple[list[Column], bool]:
        columns: list[Column] = []
        complete = True
        for i, item in enumerate(node.expressions):
            value = item.this if isinstance(item, exp.Alias) else item
            if isinstance(value, exp.Star):
                complete = self._star(value, scope, columns) and complete
                complete = _cut(columns) and complete
                continue
            if isinstance(value, exp.Column) and isinstance(value.this, exp.Star):
                complete = self._qualified_star(value, scope, columns) and complete
                complete = _cut(columns) and complete
                continue
            kind = self.planner.expressions.type_of(value, scope)
            name = item.alias if isinstance(item, exp.Alias) else _name_of(value, i)
            if is_hole(name) or _is_hole(value):
                complete = False
            columns.append(column(name, kind, item))
        return columns, complete

    def _star(self, node: exp.Expr, scope: Scope, columns: list[Column]) -> bool:
        complete = True
        seen: set[str] = set()
        for source in scope.sources:
            complete = complete and source.relation.is_complete
            for made in source.relation.columns:
                if made.name in scope.common:
                    if made.name in seen:
                        continue
                    seen.add(made.name)
                columns.append(column(made.name, made.type, node))
        return complete and bool(scope.sources)

    def _qualified_star(self, node: exp.Expr, scope: Scope, columns: list[Column]) -> bool:
        keys = ("catalog", "db", "table")
        parts = [part for part in map(node.args.get, keys) if isinstance(part, exp.Expr)]
        names = [part.name for part in parts]
        if any(is_hole(name) for name in names):
            return False
        for around in scope.around():
            source = next((s for s in around.sources if s.is_named(names)), None)
            if source is not None:
                columns += [column(c.name, c.type, node) for c in source.relation.columns]
                return source.relation.is_complete
        if any(source.relation.has_unknown for source in scope.sources):
            return False
        kind = self.planner.expressions.named(node, parts, scope)
        if kind.kind == "ROW":
            pairs = zip(kind.names, kind.parts, strict=True)
            columns += [column(name, part, node) for name, part in pairs]
            return True
        return False

    def _named_windows(self, node: exp.Select, scope: Scope) -> None:
        for window in node.args.get("windows") or ():
            name = window.this
            if isinstance(name, exp.Identifier):
                self.planner.calls.window_parts(window, scope, None)
                scope.windows[name.name] = window

    def _order(self, node: exp.Select, scope: Scope, columns: list[Column]) -> None:
        order = node.args.get("order")
        if not isinstance(order, exp.Order):
            return
        inner = Scope(list(scope.sources), scope.parent, common=scope.common)
        inner.windows, inner.resolved = scope.windows, scope.resolved
        inner.aliases = {made.name: made.type for made in columns}
        for item in order.expressions:
            value = item.this if isinstance(item, exp.Ordered) else item
            self.sorted_types[id(value)] = self.planner.expressions.type_of(value, inner)

    def sort_kind(self, node: exp.Expr, made: Relation) -> None:
        """Refuse a sort of a stream by something else than its time (FL615)."""
        order = node.args.get("order")
        if not isinstance(order, exp.Order) or node.args.get("limit") or node.args.get("offset"):
            return
        if self.planner.is_batch or not order.expressions:
            return
        item = order.expressions[0]
        value = item.this if isinstance(item, exp.Ordered) else item
        if not isinstance(value, exp.Column) or isinstance(value.this, exp.Star):
            return
        kind = self._sorted_type(node, value, made)
        if kind is None or not kind.is_known:
            return
        if kind.time in ("rowtime", "proctime") and item.args.get("desc"):
            message = f"a stream can only be sorted forwards in time, and `{value.name}` is DESC"
            self.report.say("FL615", item, message, "leave DESC out, or add LIMIT")
        if kind.time:
            return
        message = f"a stream can only be sorted by its time, and `{value.name}` is not that"
        hint = "add LIMIT, sort by a time attribute first, or leave the ORDER BY out"
        self.report.say("FL615", value, message, hint)

    def _sorted_type(self, node: exp.Expr, value: exp.Column, made: Relation) -> Type | None:
        if value.args.get("table") is None:
            found = made.by_name.get(value.name)
            if found:
                return found[0].type
        return self.sorted_types.get(id(value))

    @property
    def sorted_types(self) -> dict[int, Type]:
        """The types of the sort keys that are no output of their query."""
        return self.planner.sorted_types

    # FROM

    def _from(self, first: exp.Expr, joins: list[exp.Expr] | tuple[()], scope: Scope) -> Changelog:
        changelog = self.source(first, scope)
        alone = len(scope.sources) == 1
        followed = self.planner.follows_keys and alone
        scope.keys = row_keys.of_source(scope.sources[0]) if followed else None
        inner = first.args.get("joins")
        for join in (*(inner or ()), *joins) if not isinstance(first, exp.Subquery) else joins:
            if isinstance(join, exp.Join):
                changelog = self._join(join, scope, changelog)
        if scope.is_joined:
            for source in scope.sources:
                source.relation = _unsettled(source.relation)
        return changelog

    def source(self, node: exp.Expr, scope: Scope) -> Changelog:
        """Add what stands in FROM to a scope."""
        if isinstance(node, exp.Subquery) and not isinstance(node.this, exp.Query):
            return self._from(node.this, (), scope)
        alias = node.args.get("alias")
        name = alias.name if isinstance(alias, exp.TableAlias) else None
        path = None
        if isinstance(node, exp.Table):
            relation = self.table(node, scope)
            if name is None:
                name, path = node.name, self.planner.catalog.path(node)
        elif isinstance(node, exp.Subquery):
            relation = self.query(node.this, scope.parent)
        elif isinstance(node, exp.Lateral):
            relation = self._lateral(node, scope)
        elif isinstance(node, exp.TableFromRows):
            relation = self.windows.function(node.this, scope, node)
        elif node.key == "unnest":
            relation = self._unnest(node, scope)
        else:
            relation = unknown()
        match = node.args.get("match")
        if isinstance(match, exp.MatchRecognize):
            relation = match_relation(self.planner, match, relation, scope)
        if node.args.get("pivots") or node.args.get("extend"):
            relation = unknown()
        relation = self.renamed(relation, alias, node)
        if name is not None and not is_hole(name):
            before = next((s for s in scope.sources if s.name == name), None)
            if before is not None and path == before.path:
                at = alias if isinstance(alias, exp.Expr) else node
                message = f"`{name}` names two tables of this FROM"
                labels = [(_label_place(before.node), "the first")]
                self.report.say("FL617", at, message, "give them aliases", labels=labels)
        scope.sources.append(Source(name, relation, node, path))
        return relation.changelog

    def table(self, node: exp.Table, scope: Scope) -> Relation:
        """The relation that the name of a table means."""
        parts = node.args.get("db")
        if parts is None and self.tables is not None:
            common = self.tables.find(node.name)
            if common is not None:
                return replace_relation(common)
        version = node.args.get("version")
        table = self.planner.use(node, "lookup" if version is not None else "source")
        if isinstance(version, exp.Version):
            self.windows.system_time(version, scope, table)
        if table is None:
            return unknown()
        if table.columns is None:
            return unknown()
        hinted = bool(node.args.get("hints"))
        changelog = table.changelog if table.kind == "view" else scanned(table, hinted=hinted)
        keys = None
        if self.planner.follows_keys:
            keys = table.row_keys if table.kind == "view" else row_keys.scanned(table)
        columns = list(table.columns)
        return Relation(columns, table.is_complete, changelog, table=table, keys=keys)

    def _lateral(self, node: exp.Lateral, scope: Scope) -> Relation:
        inner = node.this
        if isinstance(inner, exp.Subquery):
            return self.query(inner, scope)
        if isinstance(inner, exp.Query):
            return self.query(inner, scope)
        if inner.key == "unnest":
            return self._unnest(inner, scope)
        return self.windows.function(inner, scope, node)

    def _unnest(self, node: exp.Expr, scope: Scope) -> Relation:
        kinds = [self.planner.expressions.type_of(item, scope) for item in node.expressions]
        if len(kinds) != 1 or node.args.get("offset"):
            return unknown()
        kind = kinds[0]
        if kind.kind == "MAP" and len(kind.parts) == 2:
            return Relation([column("KEY", kind.parts[0]), column("VALUE", kind.parts[1])])
        if kind.kind not in ("ARRAY", "MULTISET") or not kind.parts:
            if not coercion.is_open(kind) and kind.kind not in ("ARRAY", "MULTISET", "MAP", "ROW"):
                message = f"UNNEST takes an ARRAY, MAP or MULTISET, not {types.written(kind)}"
                self.report.say("FL623", node.expressions[0], message)
            return unknown()
        element = kind.parts[0]
        if element.kind == "UNKNOWN":
            return unknown()
        if element.kind == "ROW":
            pairs = zip(element.names, element.parts, strict=True)
            return Relation([column(name, part) for name, part in pairs])
        return Relation([column("EXPR$0", element)])

    def _join(self, node: exp.Join, scope: Scope, changelog: Changelog) -> Changelog:
        right = node.this
        before = list(scope.sources)
        other = self.source(right, scope)
        fresh = scope.sources[len(before) :]
        on, using = node.args.get("on"), node.args.get("using")
        timed = self._conditions(node, scope, before, fresh)
        scope.keys = self.keying.join(node, scope, fresh)
        if isinstance(right, exp.Table) and right.args.get("version") is not None:
            self.windows.temporal_join(node, scope, fresh)
        lateral = right.key in row_keys.LATERAL
        lookup = isinstance(right, exp.Table) and right.args.get("version") is not None
        if not on and not using and self._wants_condition(node, right):
            self._no_condition(node)
        if lateral or lookup:
            return changelog
        scope.is_joined = True
        windowed = any(source.relation.windowed for source in (*before, *fresh))
        outer = node.args.get("side") in ("LEFT", "RIGHT", "FULL")
        return joined_changelog(changelog, other, outer=outer, unsure=timed or windowed)

    def _wants_condition(self, node: exp.Join, right: exp.Expr) -> bool:
        text = self.planner.script.text
        start = span(node)[0]
        if node.args.get("kind") == "CROSS" or node.args.get("method") == "NATURAL":
            return False
        return text[start : start + 1] != ","

    def _no_condition(self, node: exp.Join) -> None:
        start, end = span(node)
        text = self.planner.script.text
        upper = text[start:end].upper()
        stop = start + max(upper.find("JOIN") + 4, 4)
        hint = "add ON, or write CROSS JOIN"
        self.report.say("FL632", (start, stop), "the JOIN has no condition", hint)

    def _conditions(
        self, node: exp.Join, scope: Scope, left: list[Source], right: list[Source]
    ) -> bool:
        """Judge ON or USING; says whether a time attribute is in it."""
        on = node.args.get("on")
        timed = False
        if isinstance(on, exp.Expr):
            kind = self.planner.expressions.type_of(on, scope)
            self.planner.expressions.condition(on, kind, "ON")
            self.grouping.none_in(on, "ON")
            for part in every(on, exp.Column):
                found = scope.resolved.get(id(part))
                timed = timed or found is None or self._is_timed(found, scope)
        for item in node.args.get("using") or ():
            self._using(item, scope, left, right)
        if node.args.get("method") == "NATURAL":
            ours = {name for source in left for name in source.relation.by_name}
            scope.common |= {n for s in right for n in s.relation.by_name if n in ours}
        return timed

    def _is_timed(self, found: tuple[object, ...], scope: Scope) -> bool:
        for source in scope.sources:
            if id(source) == found[0]:
                columns = source.relation.by_name.get(str(found[1]), ())
                return any(made.type.time for made in columns)
        return True

    def _using(self, item: exp.Expr, scope: Scope, left: list[Source], right: list[Source]) -> None:
        name = item.name
        scope.common.add(name)
        for side in (left, right):
            if all(not source.relation.has_unknown for source in side) and not any(
                name in source.relation.by_name for source in side
            ):
                names = ", ".join(f"`{source.name}`" for source in side if source.name)
                message = f"USING wants `{name}` on both sides, and {names} has none"
                self.report.say("FL619", item, message)
                return

    # Columns with new names

    def renamed(self, relation: Relation, alias: object, node: exp.Expr) -> Relation:
        """A relation under the names of an alias's columns."""
        names = alias.args.get("columns") if isinstance(alias, exp.TableAlias) else None
        if not names:
            return relation
        if not relation.is_complete:
            return Relation([column(name.name) for name in names], True, relation.changelog)
        if len(names) != len(relation.columns):
            message = f"{len(names)} names for {len(relation.columns)} columns"
            place = (span(names[0])[0], span(names[-1])[1])
            self.report.say("FL631", place, message)
            return Relation([column(name.name) for name in names], False)
        pairs = zip(names, relation.columns, strict=True)
        columns = [replace(made, name=name.name) for name, made in pairs]
        return replace(relation, columns=columns, table=None)

    # VALUES

    def _values(self, node: exp.Expr, parent: Scope | None) -> Relation:
        scope = Scope(parent=parent)
        rows = [row for row in node.expressions if isinstance(row, exp.Tuple)]
        kinds: list[list[Type]] = []
        if not rows:
            return unknown()
        width = len(rows[0].expressions)
        for row in rows:
            kinds.append(self.planner.expressions.types_of(row.expressions, scope))
        odd = _odd_row(rows)
        if odd is not None:
            usual = _usual_width(rows)
            count = len(odd.expressions)
            noun = "value" if count == 1 else "values"
            message = f"this row has {count} {noun}, the others have {usual}"
            self.report.say("FL607", odd, message)
            return unknown()
        columns = []
        for i in range(width):
            made = coercion.common([row[i] for row in kinds])
            item = rows[0].expressions[i]
            if made is None:
                message = f"the values in column {i + 1} do not go together"
                self.report.say("FL623", _first_odd(rows, kinds, i), message)
                made = UNKNOWN
            name = f"EXPR${i}"
            columns.append(column(name, made, item))
        return Relation(columns, changelog="append", keys=frozenset())


def _cut(columns: list[Column]) -> bool:
    """Leave out columns beyond what is judged; whether none were."""
    kept = len(columns) <= MOST_COLUMNS
    del columns[MOST_COLUMNS:]
    return kept


def _usual_width(rows: list[exp.Tuple]) -> int:
    widths = [len(row.expressions) for row in rows]
    return max(sorted(set(widths), reverse=True), key=widths.count)


def _odd_row(rows: list[exp.Tuple]) -> exp.Tuple | None:
    """The first row that is not as wide as most."""
    usual = _usual_width(rows)
    return next((row for row in rows if len(row.expressions) != usual), None)


def _first_odd(rows: list[exp.Tuple], kinds: list[list[Type]], at: int) -> exp.Expr:
    for row, types_of in zip(rows, kinds, strict=True):
        if coercion.common([kinds[0][at], types_of[at]]) is None:
            found: exp.Expr = row.expressions[at]
            return found
    first: exp.Expr = rows[0].expressions[at]
    return first


def _name_of(node: exp.Expr, at: int) -> str:
    """The name of a select item without an alias."""
    if isinstance(node, exp.Column):
        return node.name
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
        return node.expression.name
    return f"EXPR${at}"


def _is_hole(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and is_hole(node.name)


def _select_list(node: exp.Expr) -> tuple[int, int]:
    """The items of a query, without its SELECT."""
    while isinstance(node, exp.Subquery) and isinstance(node.this, exp.Expr):
        node = node.this
    items = node.expressions if isinstance(node, exp.Select) else []
    if not items or node.args.get("values") or node.args.get("table"):
        return span(node)
    return span(items[0])[0], span(items[-1])[1]


def _label_place(node: exp.Expr) -> tuple[int, int]:
    alias = node.args.get("alias")
    return span(alias if isinstance(alias, exp.Expr) else node)


def _settled(made: Column, time: str) -> Column:
    """A column behind GROUP BY, which is no time attribute any more (`?`: perhaps)."""
    if not made.type.time or made.name == "window_time" or made.type.time == "proctime":
        return made
    if isinstance(made.expression, exp.Alias | exp.Anonymous):
        return made
    return replace(made, type=replace(made.type, time=time or "?"))


def _unsettled(relation: Relation) -> Relation:
    """A relation whose time attributes a regular join may have made plain."""
    if not any(made.type.time for made in relation.columns):
        return relation
    columns = [
        replace(made, type=replace(made.type, time="?")) if made.type.time else made
        for made in relation.columns
    ]
    return replace(relation, columns=columns)


def replace_relation(relation: Relation) -> Relation:
    """The same relation for another place of the query."""
    return replace(relation)
