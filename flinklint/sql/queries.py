"""Queries: SELECT with all its clauses, set operations, VALUES, WITH, and what stands in FROM."""

from flinklint.sql import exp, expressions, functions, patterns
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.hints import hints, table_hints
from flinklint.sql.literals import number
from flinklint.sql.names import dotted, identifier, name_list, table_of
from flinklint.sql.types import data_type
from flinklint.sql.words import word_set

STARTS = frozenset(("SELECT", "WITH", "VALUES", "TABLE", "VALUE"))
SET_OPERATIONS: dict[str, type[exp.SetOperation]] = {
    "UNION": exp.Union, "INTERSECT": exp.Intersect, "EXCEPT": exp.Except,
}  # fmt: skip
_LIMITS = frozenset(("ORDER", "LIMIT", "OFFSET", "FETCH"))
CONTINUES = _LIMITS | frozenset(SET_OPERATIONS)
# What may follow an alias: a word before one of these is an alias, not the start of a clause.
_AFTER_ALIAS = word_set(
    """
    , ) ; <end> WHERE GROUP HAVING ORDER LIMIT JOIN LEFT RIGHT FULL INNER CROSS ON UNION EXCEPT
    INTERSECT FOR WINDOW USING NATURAL OFFSET FETCH TABLESAMPLE AS FROM
    """
)


def query(p: Cursor) -> exp.Query:
    """A whole query: WITH, set operations, ORDER BY and LIMIT included."""
    start = p.start
    with_ = _with(p) if p.kind == "WITH" else None
    node = continued(p, _leaf(p), start)
    if with_ is not None:
        node.set("with_", with_)
    return node


def continued(p: Cursor, node: exp.Query, start: int) -> exp.Query:
    """The set operations and limits that follow the first part of a query."""
    weak: list[tuple[exp.Query, str, bool]] = []
    while p.kind in SET_OPERATIONS:
        operation = p.kind
        p.next()
        distinct = not p.accept("ALL")
        if distinct:
            p.accept("DISTINCT")
        right = _leaf(p)
        if operation == "INTERSECT" and weak:  # binds tighter than UNION and EXCEPT
            left, before, before_distinct = weak.pop()
            tight = _set_operation(operation, node, right, distinct, p)
            weak.append((left, before, before_distinct))
            node = tight
            continue
        if operation == "INTERSECT":
            node = _set_operation(operation, node, right, distinct, p)
            continue
        if weak:
            left, before, before_distinct = weak.pop()
            node = _set_operation(before, left, node, before_distinct, p)
        weak.append((node, operation, distinct))
        node = right
    if weak:
        left, before, before_distinct = weak.pop()
        node = _set_operation(before, left, node, before_distinct, p)
    if p.kind in _LIMITS:
        node = _limits(p, node)
    if "start" not in node.meta or isinstance(node, exp.SetOperation):
        mark(node, start, p.last)
    return node


def _set_operation(
    name: str, left: exp.Query, right: exp.Query, distinct: bool, p: Cursor
) -> exp.Query:
    node = SET_OPERATIONS[name](this=left, expression=right, distinct=distinct)
    return mark(node, left.meta["start"], p.last)


def _leaf(p: Cursor) -> exp.Query:
    kind = p.kind
    if kind == "SELECT":
        return _select(p)
    if kind == "VALUES" or (kind == "VALUE" and p.peek() == "("):
        return _values(p)
    if kind == "TABLE":
        return _explicit_table(p)
    if kind == "(":
        return _parenthesised(p)
    if kind == "hole":
        return _hole(p)
    return p.fail("SELECT", "VALUES", "TABLE", "WITH", "(")


def _hole(p: Cursor) -> exp.Query:
    """A placeholder of the platform that stands for a query."""
    start = p.start
    name = identifier(p)
    return mark(exp.Select(expressions=[exp.Column(this=name)]), start, p.last)


def _parenthesised(p: Cursor) -> exp.Query:
    start = p.start
    p.open()
    p.deeper()
    node = query(p)
    p.close("UNION ALL", "ORDER BY")
    p.depth -= 1
    return mark(exp.Subquery(this=node), start, p.last)


def _with(p: Cursor) -> exp.With:
    start = p.start
    p.next()
    recursive = p.kind == "RECURSIVE" and p.peek() in p.names
    if recursive:
        p.gate("recursive-with")
        p.next()
    tables = [_common_table(p)]
    while p.accept(","):
        tables.append(_common_table(p))
    node = exp.With(expressions=tables, recursive=recursive)
    return mark(node, start, p.last)


def _common_table(p: Cursor) -> exp.CTE:
    start = p.start
    name = identifier(p, "the name of a common table expression")
    columns = name_list(p) if p.kind == "(" else None
    alias = mark(exp.TableAlias(this=name, columns=columns), start, p.last)
    p.expect("AS")
    p.where = "AS"
    p.open()
    p.deeper()
    node = exp.CTE(this=query(p), alias=alias)
    p.close("UNION ALL", "WHERE")
    p.depth -= 1
    return mark(node, start, p.last)


def _values(p: Cursor) -> exp.Query:
    start = p.start
    if p.kind == "VALUE":
        p.gate("value-constructor")
    p.next()
    rows = [_row(p)]
    while p.kind == ",":
        p.next()
        rows.append(_row(p))
    p.where = "the rows of `VALUES`"
    table = mark(exp.Values(expressions=rows), start, p.last)
    source = mark(exp.From(this=table), start, p.last)
    star = mark(exp.Star(), start, start)
    node = exp.Select(expressions=[star], from_=source, values=True)
    return mark(node, start, p.last)


def _row(p: Cursor) -> exp.Expr:
    start = p.start
    if p.kind == "ROW" and p.peek() == "(":
        p.next()
    if p.kind == "(":
        if p.peek() == "ROW" and p.peek(2) == "(":
            p.open()
            row = _row(p)
            p.close()
            return row
        items = expressions.values(p, default=True)
        if p.kind == "(":
            p.fail(",")
        return mark(exp.Tuple(expressions=items), start, p.last)
    return mark(exp.Tuple(expressions=[expressions.expression(p)]), start, p.last)


def _explicit_table(p: Cursor) -> exp.Query:
    """`TABLE t` as a query."""
    start = p.start
    p.next()
    table = table_of(dotted(p, "the name of a table"))
    source = mark(exp.From(this=table), start, p.last)
    star = mark(exp.Star(), start, start)
    return mark(exp.Select(expressions=[star], from_=source, table=True), start, p.last)


# SELECT


def _select(p: Cursor) -> exp.Select:
    start = p.start
    p.next()
    p.deeper()
    found: dict[str, object] = {}
    if p.kind == "/*+":
        place = p.start
        found["hint"] = mark(exp.Hint(expressions=hints(p)), place, p.last)
    if p.kind == "STREAM" and p.peek() not in _AFTER_ALIAS:
        p.next()
    if p.kind == "DISTINCT":
        found["distinct"] = mark(exp.Distinct(), p.start, p.ends[p.i])
        p.next()
    elif p.kind == "ALL":
        p.next()
    items = [_item(p)]
    while p.kind == ",":
        p.next()
        items.append(_item(p))
    p.where = "the select list"
    node = exp.Select(expressions=items, **found)
    if p.kind == "FROM":
        _from(p, node)
        _clauses(p, node)
    p.depth -= 1
    node._meta = {"start": start, "end": p.ends[p.i - 1]}
    return node


def _item(p: Cursor) -> exp.Expr:
    """One item of the select list, with its alias."""
    start = p.starts[p.i]
    if p.kind == "*":
        node: exp.Expr = mark(exp.Star(), start, p.ends[p.i])
        p.next()
    else:
        node = expressions.expression(p)
    kind = p.kind
    if kind == "," or kind == "FROM":
        return node
    if kind == "AS":
        p.next()
        alias = identifier(p, "a name after `AS`")
    elif kind in p.names:
        p.alias = p.i
        alias = identifier(p)
    else:
        return node
    return mark(exp.Alias(this=node, alias=alias), start, p.last)


def _from(p: Cursor, node: exp.Select) -> None:
    start = p.start
    p.next()
    p.where = "`FROM`"
    node.set("from_", mark(exp.From(this=_table(p)), start, p.last))
    joins = _joins(p)
    while p.kind == ",":
        start = p.start
        p.next()
        joins.append(mark(exp.Join(this=_table(p)), start, p.last))
        joins += _joins(p)
    if joins:
        node.set("joins", joins)
    p.where = "the tables of `FROM`"


def _clauses(p: Cursor, node: exp.Select) -> None:
    if p.kind == "WHERE":
        node.set("where", where(p))
        p.where = "the condition of `WHERE`"
    if p.kind == "GROUP":
        node.set("group", _group(p))
        p.where = "`GROUP BY`"
    if p.kind == "HAVING":
        start = p.start
        p.next()
        node.set("having", mark(exp.Having(this=expressions.expression(p)), start, p.last))
        p.where = "the condition of `HAVING`"
    if p.kind == "WINDOW":
        node.set("windows", _windows(p))
    if _is_qualify(p):
        start = p.start
        p.gate("qualify")
        p.next()
        node.set("qualify", mark(exp.Qualify(this=expressions.expression(p)), start, p.last))


def where(p: Cursor) -> exp.Where:
    """WHERE and its condition."""
    start = p.start
    p.next()
    p.where = "`WHERE`"
    return mark(exp.Where(this=expressions.expression(p)), start, p.last)


def _is_qualify(p: Cursor) -> bool:
    if p.kind != "QUALIFY":
        return False
    return "QUALIFY" in p.reserved or p.peek() not in _AFTER_ALIAS


def _group(p: Cursor) -> exp.Group:
    start = p.start
    p.expect("GROUP", "BY")
    p.where = "`GROUP BY`"
    if p.kind in ("DISTINCT", "ALL"):
        p.gate("group-by-distinct")
        p.next()
    node = exp.Group()
    _grouping(p, node)
    while p.kind == ",":
        p.next()
        _grouping(p, node)
    return mark(node, start, p.last)


def _grouping(p: Cursor, node: exp.Group) -> None:
    start, kind = p.start, p.kind
    key = "expressions"
    element: exp.Expr | None = None
    if kind == "GROUPING" and p.peek() == "SETS":
        p.expect("GROUPING", "SETS")
        p.open()
        p.deeper()
        inner = exp.Group()
        _grouping(p, inner)
        while p.accept(","):
            _grouping(p, inner)
        p.close(",")
        p.depth -= 1
        members = [item for group in inner.args.values() for item in group]
        key, element = "grouping_sets", exp.GroupingSets(expressions=members)
    elif kind in ("ROLLUP", "CUBE") and p.peek() == "(":
        p.next()
        made = exp.Rollup if kind == "ROLLUP" else exp.Cube
        key, element = kind.lower(), made(expressions=expressions.values(p))
    elif kind == "(" and p.peek() == ")":
        p.next()
        p.next()
        element = exp.Tuple(expressions=[])
    if element is not None:
        node.append(key, mark(element, start, p.last))
    else:
        node.append(key, expressions.expression(p))


def _windows(p: Cursor) -> list[exp.Expr]:
    p.next()
    found: list[exp.Expr] = []
    while True:
        start = p.start
        name = identifier(p, "the name of a window")
        p.expect("AS")
        node = window(p)
        node.set("this", name)
        found.append(mark(node, start, p.last))
        if not p.accept(","):
            return found


def window(p: Cursor) -> exp.Window:
    """The specification of a window, in parentheses."""
    start = p.start
    p.open()
    p.deeper()
    found: dict[str, object] = {}
    if p.kind in p.names:
        found["alias"] = identifier(p)
    if p.kind == "PARTITION":
        p.expect("PARTITION", "BY")
        keys = [expressions.without_query(p)]
        while p.accept(","):
            keys.append(expressions.expression(p))
        found["partition_by"] = keys
    if p.kind == "ORDER":
        found["order"] = order_by(p)
    if p.kind == "ROWS" or p.kind == "RANGE":
        found["spec"] = _frame(p)
    if p.kind in ("ALLOW", "DISALLOW"):
        p.next()
        p.expect("PARTIAL")
    if p.kind != ")":
        p.fail(*(name for name, key in _WINDOW_PARTS if key not in found), ")")
    p.close()
    p.depth -= 1
    return mark(exp.Window(**found), start, p.last)


_WINDOW_PARTS = (("PARTITION BY", "partition_by"), ("ORDER BY", "order"), ("ROWS", "spec"))


def _frame(p: Cursor) -> exp.WindowSpec:
    start, kind = p.start, p.kind
    p.next()
    if p.accept("BETWEEN"):
        low, low_side = _bound(p)
        p.expect("AND")
        high, high_side = _bound(p)
    else:
        low, low_side = _bound(p)
        high, high_side = None, None
    node = exp.WindowSpec(kind=kind, start=low, start_side=low_side, end=high, end_side=high_side)
    return mark(node, start, p.last)


def _bound(p: Cursor) -> tuple[exp.Expr | str, str | None]:
    if p.accept_all("CURRENT", "ROW"):
        return "CURRENT ROW", None
    if p.kind == "UNBOUNDED" and p.peek() in ("PRECEDING", "FOLLOWING"):
        p.next()
        return "UNBOUNDED", p.expect_one("PRECEDING", "FOLLOWING")
    value = expressions.expression(p)
    return value, p.expect_one("PRECEDING", "FOLLOWING")


def order_by(p: Cursor, most: int = 0) -> exp.Order:
    """ORDER BY and its items (at most `most` of them, if given)."""
    start = p.start
    p.expect("ORDER", "BY")
    p.where = "`ORDER BY`"
    items = [ordered(p)]
    while len(items) != most and p.kind == ",":
        p.next()
        items.append(ordered(p))
    return mark(exp.Order(expressions=items), start, p.last)


def ordered(p: Cursor) -> exp.Ordered:
    """One item of ORDER BY."""
    start = p.start
    node = expressions.expression(p)
    falling = p.kind == "DESC"
    if falling or p.kind == "ASC":
        p.next()
    nulls_first = None
    if p.kind == "NULLS" and p.peek() in ("FIRST", "LAST"):
        nulls_first = p.peek() == "FIRST"
        p.next()
        p.next()
    item = exp.Ordered(this=node, desc=falling, nulls_first=nulls_first)
    return mark(item, start, p.last)


def _limits(p: Cursor, node: exp.Query) -> exp.Query:
    if p.kind == "ORDER":
        node.set("order", order_by(p))
        p.where = "`ORDER BY`"
    if p.kind == "LIMIT":
        start = p.start
        p.next()
        p.where = "`LIMIT`"
        if p.kind == "ALL":
            p.next()
        else:
            node.set("limit", mark(exp.Limit(expression=_count(p)), start, p.last))
        if p.kind == ",":
            p.refuse(
                "Flink does not take `LIMIT` with two numbers", hint="write `LIMIT n OFFSET m`"
            )
    if p.kind == "OFFSET":
        start = p.start
        p.next()
        node.set("offset", mark(exp.Offset(expression=_count(p)), start, p.last))
        if p.kind in ("ROW", "ROWS"):
            p.next()
        if p.kind == "LIMIT":
            p.refuse("`LIMIT` stands before `OFFSET` in Flink SQL")
    if p.kind == "FETCH":
        start = p.start
        if node.args.get("limit"):
            p.gate("limit-and-fetch")
        p.next()
        p.expect_one("FIRST", "NEXT")
        count = _count(p)
        p.expect_one("ROW", "ROWS")
        p.expect("ONLY")
        node.set("limit", mark(exp.Fetch(direction="FIRST", count=count), start, p.last))
    node.meta["end"] = p.last
    return node


def _count(p: Cursor) -> exp.Expr:
    if p.kind == "?" or p.kind == "hole":
        return expressions.atom(p)
    if p.kind == "decimal" or p.kind == "approx":
        return number(p)
    if p.kind != "int":
        p.fail("a number")
    return number(p)


# What stands in FROM


def _joins(p: Cursor) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    while True:
        kind = p.kind
        if kind not in _JOIN_WORDS:
            return found
        found.append(_join(p))


_JOIN_WORDS = frozenset(("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "OUTER"))


def _join(p: Cursor) -> exp.Expr:
    start = p.start
    found: dict[str, object] = {}
    if p.accept("NATURAL"):
        found["method"] = "NATURAL"
    kind = p.kind
    if kind in ("LEFT", "RIGHT", "FULL"):
        found["side"] = kind
        p.next()
        if p.accept("OUTER"):
            found["kind"] = "OUTER"
        if p.kind in ("SEMI", "ANTI"):
            p.refuse(f"Flink has no `{p.text()}` join", hint="use `IN` or `EXISTS`")
    elif kind in ("INNER", "CROSS"):
        found["kind"] = kind
        p.next()
    if p.kind == "APPLY":
        p.refuse("Flink does not take `APPLY`", hint="write `CROSS JOIN LATERAL TABLE(...)`")
    if p.kind != "JOIN":
        p.fail("JOIN")
    p.next()
    p.where = "`JOIN`"
    node = exp.Join(this=_table(p), **found)
    if p.kind == "ON" and not (p.peek() == "CONFLICT" and p.peek(2) == "DO"):
        p.next()
        p.where = "`ON`"
        node.set("on", expressions.expression(p))
        p.where = "the condition of `ON`"
    elif p.kind == "USING":
        p.next()
        node.set("using", name_list(p))
    return mark(node, start, p.last)


def table_reference(p: Cursor) -> exp.Expr:
    """One table of FROM or USING, whatever form it has."""
    return _table(p)


def _table(p: Cursor) -> exp.Expr:
    start, kind = p.start, p.kind
    lateral = kind == "LATERAL"
    if lateral:
        p.next()
        kind = p.kind
        if kind == "UNNEST":
            p.gate("lateral-unnest")
        elif kind not in ("(", "TABLE"):
            p.fail("TABLE", "(")
    if kind == "(":
        node = _parenthesised_table(p)
    elif kind == "TABLE":
        node = _table_call(p)
    elif kind == "UNNEST":
        node = _unnest(p)
    else:
        node = _named_table(p)
    if lateral:
        inner = node.this if isinstance(node, exp.TableFromRows) else node
        node = mark(exp.Lateral(this=inner), start, p.last)
    return _finished(p, node, start)


def _finished(p: Cursor, node: exp.Expr, start: int) -> exp.Expr:
    """The alias and the sampling that may follow a table."""
    kind = p.kind
    if kind == "PIVOT" and p.peek() == "(":
        p.gate("pivot")
        patterns.pivot(p, node)
        kind = p.kind
    if kind == "UNPIVOT" and p.peek() in ("(", "INCLUDE", "EXCLUDE"):
        p.gate("unpivot")
        patterns.unpivot(p, node)
        kind = p.kind
    if kind == "AS" or (kind in p.names and not _is_qualify(p)):
        if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Table):
            p.refuse("a join in parentheses takes no alias")
        place = p.start
        if kind == "AS":
            p.next()
        else:
            p.alias = p.i
        alias = exp.TableAlias(this=identifier(p, "a name after `AS`"))
        if p.kind == "(":
            alias.set("columns", name_list(p))
        node.set("alias", mark(alias, place, p.last))
        node.meta["end"] = p.last
        if p.kind == "FOR" and p.peek() == "SYSTEM_TIME":
            p.refuse(
                "`FOR SYSTEM_TIME AS OF` stands before the alias of the table",
                hint=f"move `{alias.name}` behind it",
            )
        if p.kind == "MATCH_RECOGNIZE" and not node.args.get("match"):
            p.gate("match-after-alias")
            node.set("match", patterns.match_recognize(p))
            node.meta["end"] = p.last
    if p.kind == "TABLESAMPLE":
        _sample(p, node)
    node.meta.setdefault("start", start)
    return node


def _parenthesised_table(p: Cursor) -> exp.Expr:
    start = p.start
    p.open()
    p.deeper()
    kind = p.kind
    inner: exp.Expr
    if kind in STARTS and not (kind == "TABLE" and p.peek() == "("):
        inner = query(p)
    elif kind == "(":
        place = p.start
        inner = _parenthesised_table(p)
        if isinstance(inner, exp.Subquery) and p.kind in CONTINUES:
            inner = continued(p, inner, place)
        elif p.kind != ")":
            inner = _joined(p, _finished(p, inner, place))
    elif kind == "hole" and p.peek() == ")":
        inner = _hole(p)
    else:
        inner = _joined(p, _table(p))
    p.close("WHERE" if isinstance(inner, exp.Select) else "JOIN")
    p.depth -= 1
    node = mark(exp.Subquery(this=inner), start, p.last)
    if p.kind == "MATCH_RECOGNIZE":
        node.set("match", patterns.match_recognize(p))
    return node


def _joined(p: Cursor, node: exp.Expr) -> exp.Expr:
    """The joins inside parentheses."""
    first = p.i
    joins = _joins(p)
    if not joins:
        p.fail("JOIN")
    p.gate("join-in-parentheses", first)
    node.set("joins", joins)
    return node


def _table_call(p: Cursor) -> exp.Expr:
    """`TABLE(f(...))`."""
    start = p.start
    p.next()
    p.open()
    if p.kind == "SPECIFIC":
        p.next()
    parts = dotted(p, "the name of a table function")
    call = _function(p, parts)
    p.close()
    return mark(exp.TableFromRows(this=call), start, p.last)


def _function(p: Cursor, parts: list[exp.Identifier]) -> exp.Expr:
    if p.kind != "(":
        p.fail("(")
    name, start = parts[-1], parts[0].meta["start"]
    node = exp.Anonymous(this=name.this, expressions=functions.arguments(p))
    if len(parts) > 1:
        node.set("path", parts[:-1])
    mark(node, start, p.last)
    node.meta["name_end"] = name.meta["end"]
    return node


def _unnest(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    node = exp.function("Unnest")(expressions=expressions.values(p))
    if p.kind == "WITH" and p.peek() == "ORDINALITY":
        p.next()
        p.next()
        node.set("offset", True)
    return mark(node, start, p.last)


def _named_table(p: Cursor) -> exp.Expr:
    parts = dotted(p, "a table")
    start = parts[0].meta["start"]
    if p.kind == "(" and not _extends(p):
        p.gate("table-function-without-table")
        return mark(exp.TableFromRows(this=_function(p, parts)), start, p.last)
    node = table_of(parts)
    if p.kind == "/*+":
        node.set("hints", table_hints(p))
    extended(p, node)
    if p.kind == "FOR" and p.peek() == "SYSTEM_TIME":
        place = p.start
        p.expect("FOR", "SYSTEM_TIME", "AS", "OF")
        time = expressions.without_query(p)
        version = exp.Version(this="TIMESTAMP", kind="AS OF", expression=time)
        node.set("version", mark(version, place, p.last))
    if p.kind == "MATCH_RECOGNIZE":
        node.set("match", patterns.match_recognize(p))
    node.meta["end"] = p.last
    return node


def extended(p: Cursor, node: exp.Expr) -> None:
    """Columns that a query adds to a table: `t EXTEND (a INT)`."""
    if p.kind == "EXTEND":
        p.next()
    elif not (p.kind == "(" and _extends(p)):
        return
    p.open()
    columns = [_extra_column(p)]
    while p.accept(","):
        columns.append(_extra_column(p))
    p.close(",")
    node.set("extend", columns)


def _extends(p: Cursor) -> bool:
    """Whether the parenthesis holds columns with types."""
    return (
        p.peek() in p.names
        and (p.peek(2) in p.names or p.peek(2) in _TYPE_WORDS)
        and p.peek(2) not in ("=>", "hole")
    )


_TYPE_WORDS = word_set(
    """
    BOOLEAN INT INTEGER TINYINT SMALLINT BIGINT REAL FLOAT DOUBLE DATE STRING BYTES DECIMAL DEC
    NUMERIC ANY VARBINARY VARCHAR CHAR CHARACTER BINARY TIME TIMESTAMP TIMESTAMP_LTZ ARRAY
    MULTISET MAP ROW RAW
    """
)


def _extra_column(p: Cursor) -> exp.Expr:
    start = p.start
    name = dotted(p)[-1]
    kind = data_type(p)
    if p.accept_all("NOT", "NULL"):
        kind.set("nullable", False)
    return mark(exp.ColumnDef(this=name, kind=kind), start, p.last)


def _sample(p: Cursor, node: exp.Expr) -> None:
    start = p.start
    p.next()
    method = p.expect_one("BERNOULLI", "SYSTEM", "SUBSTITUTE")
    p.open()
    value = expressions.atom(p)
    p.close()
    if p.accept("REPEATABLE"):
        p.open()
        expressions.operand(p)
        p.close()
    sample = exp.TableSample(method=method, percent=value)
    node.set("sample", mark(sample, start, p.last))
