"""Calls of functions: named ones, and those with a syntax of their own."""

from collections.abc import Callable

from flinklint.sql import exp, expressions, queries, words
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import UNITS, interval_unit, number, string, unit
from flinklint.sql.names import column_of, identifier, name_list, table_name
from flinklint.sql.types import data_type

# Calls that name a unit of time last, with the number of their arguments and their first version.
_UNIT_CALLS = {
    "DATE_DIFF": (3, (2, 0)), "DATETIME_DIFF": (3, (2, 0)), "TIMESTAMP_DIFF": (3, (2, 0)),
    "TIME_DIFF": (3, (2, 0)), "DATE_TRUNC": (2, (2, 0)), "TIMESTAMP_TRUNC": (2, (2, 0)),
    "TIME_TRUNC": (2, (2, 0)), "DATETIME_TRUNC": (2, (2, 2)),
}  # fmt: skip
_TAIL_WORDS = frozenset(("IGNORE", "RESPECT", "WITHIN", "FILTER", "OVER"))


def reserved_call(p: Cursor) -> exp.Expr:
    """A reserved word where an expression is wanted: a function, or nothing Flink takes."""
    kind = p.kind
    if p.peek() == "(":
        special = SPECIAL.get(kind)
        if special is not None:
            return special(p)
        if kind in words.functions(p.version):
            return plain_call(p)
    if kind in words.values(p.version):
        node = exp.Anonymous(this=kind, expressions=[], parentheses=False)
        mark(node, p.start, p.ends[p.i])
        p.next()
        return node
    return p.fail("an expression")


def plain_call(p: Cursor) -> exp.Expr:
    """A call of the function whose name is the word here, whatever it is."""
    start, end = p.start, p.ends[p.i]
    name = mark(exp.Identifier(this=p.text(), quoted=False), start, end)
    p.next()
    return call(p, [name])


def call(p: Cursor, parts: list[exp.Identifier]) -> exp.Expr:
    """The call of a named function, with the clauses that may follow it."""
    name = parts[-1]
    start = name.meta["start"]
    node: exp.Expr = exp.Anonymous(this=name.this, expressions=arguments(p))
    node._meta = {"start": start, "end": p.ends[p.i - 1], "name_end": name.meta["end"]}
    if len(parts) > 1:
        node.set("path", parts[:-1])
        start = parts[0].meta["start"]
        node.meta["start"] = start
    if p.kind in _TAIL_WORDS:
        node = _tails(p, node, start)
    return node


def arguments(p: Cursor) -> list[exp.Expr]:
    """The arguments of a call, in parentheses."""
    p.open()
    kind = p.kind
    if kind == ")":
        p.close()
        return []
    if kind == "*" and p.peek() == ")":
        star = mark(exp.Star(), p.start, p.ends[p.i])
        p.next()
        p.close()
        return [star]
    p.deeper()
    found: list[exp.Expr] = []
    distinct = kind == "DISTINCT"
    if distinct or kind == "ALL":
        p.next()
    found.append(_argument(p, first=True))
    while p.kind == ",":
        p.next()
        found.append(_argument(p))
    _inner_order(p, found)
    last = p.last
    p.close(",")
    p.depth -= 1
    if distinct:
        return [mark(exp.Distinct(expressions=found), found[0].meta["start"], last)]
    return found


def _inner_order(p: Cursor, found: list[exp.Expr]) -> None:
    """`ARRAY_AGG(a IGNORE NULLS ORDER BY b)`."""
    before = p.kinds[p.opened[-1] - 1]
    if before != "ARRAY_AGG":
        return
    if p.kind in ("IGNORE", "RESPECT") and p.peek() == "NULLS":
        p.gate("ordered-array-agg")
        p.next()
        p.next()
    if p.kind == "ORDER":
        p.gate("ordered-array-agg")
        order = queries.order_by(p)
        found[-1] = exp.Order(this=found[-1], expressions=order.expressions)


def _argument(p: Cursor, *, first: bool = False) -> exp.Expr:
    if p.kind in p.names and p.kinds[p.i + 1] == "=>":
        start = p.start
        name = identifier(p)
        p.next()
        node = exp.Kwarg(this=name, expression=_value(p, first=first, named=True))
        return mark(node, start, p.last)
    return _value(p, first=first, named=False)


def _value(p: Cursor, *, first: bool, named: bool) -> exp.Expr:
    kind = p.kind
    if kind == "DEFAULT":
        node = mark(exp.Var(this="DEFAULT"), p.start, p.ends[p.i])
        p.next()
        return node
    if kind == "TABLE":
        if not first:
            p.gate("later-table-argument")
        return table_argument(p)
    if kind == "MODEL" and p.peek() in p.names and p.peek() not in (",", ")"):
        return _model(p)
    if first or kind == "(":
        value = expressions.query_or_expression(p) if first else expressions.expression(p)
        if first and p.kind == "PARTITION" and p.peek() == "BY":
            p.gate("set-semantics")
            _set_semantics(p, value)
        return value
    return expressions.expression(p)


def table_argument(p: Cursor) -> exp.Expr:
    """`TABLE t [PARTITION BY k] [ORDER BY ts]` as an argument of a table function."""
    start = p.start
    p.next()
    table = table_name(p, "the name of a table")
    if p.kind in ("PARTITION", "ORDER"):
        p.gate("partitioned-table-argument")
        _set_semantics(p, table)
    table.meta["argument"] = start
    return table


def _set_semantics(p: Cursor, node: exp.Expr) -> None:
    if p.kind == "PARTITION":
        p.expect("PARTITION", "BY")
        keys = name_list(p) if p.kind == "(" else [identifier(p)]
        node.set("partition_by", [column_of([key]) for key in keys])
    if p.kind == "ORDER":
        p.gate("ordered-table-argument")
        if p.peek(2) == "(":
            start = p.start
            p.expect("ORDER", "BY")
            p.open()
            items = [queries.ordered(p)]
            while p.accept(","):
                items.append(queries.ordered(p))
            p.close(",")
            order = mark(exp.Order(expressions=items), start, p.last)
        else:
            order = queries.order_by(p, most=1)
        node.set("order", order)
    node.meta["end"] = p.last


def _model(p: Cursor) -> exp.Expr:
    start = p.start
    p.gate("model-argument")
    p.next()
    parts = [identifier(p)]
    while p.accept("."):
        parts.append(identifier(p))
    return mark(exp.Anonymous(this="MODEL", expressions=parts), start, p.last)


def _tails(p: Cursor, node: exp.Expr, start: int) -> exp.Expr:
    if p.kind in ("IGNORE", "RESPECT") and p.peek() == "NULLS":
        made = exp.IgnoreNulls if p.kind == "IGNORE" else exp.RespectNulls
        p.next()
        p.next()
        node = mark(made(this=node), start, p.last)
    if p.kind == "WITHIN" and p.peek() == "DISTINCT":
        p.gate("within-distinct")
        p.expect("WITHIN", "DISTINCT")
        keys = exp.Tuple(expressions=expressions.values(p))
        node = mark(exp.WithinGroup(this=node, expression=keys), start, p.last)
    if p.kind == "WITHIN" and p.peek() == "GROUP":
        p.expect("WITHIN", "GROUP")
        p.open()
        order = queries.order_by(p)
        p.close(",")
        node = mark(exp.WithinGroup(this=node, expression=order), start, p.last)
    if p.kind == "FILTER":
        p.next()
        p.open()
        p.expect("WHERE")
        where = exp.Where(this=expressions.expression(p))
        p.close()
        node = mark(exp.Filter(this=node, expression=where), start, p.last)
    if p.kind == "OVER":
        node = over(p, node, start)
    return node


def over(p: Cursor, node: exp.Expr, start: int) -> exp.Expr:
    """`OVER w` or `OVER (...)` after a call."""
    p.next()
    if p.kind in p.names:
        return mark(exp.Window(this=node, alias=identifier(p)), start, p.last)
    if p.kind != "(":
        p.fail("(", "the name of a window")
    window = queries.window(p)
    window.set("this", node)
    return mark(window, start, p.last)


# Functions with a syntax of their own


def _cast(p: Cursor) -> exp.Expr:
    start, kind = p.start, p.kind
    if kind == "TRY_CAST":
        p.gate("try-cast")
    if kind == "SAFE_CAST":
        p.gate("safe-cast")
    p.next()
    p.open()
    p.deeper()
    value = expressions.expression(p)
    if p.kind != "AS":
        p.fail("AS")
    p.next()
    place = p.start
    if p.kind == "INTERVAL":
        p.next()
        to = exp.DataType(this=exp.DType.INTERVAL, name="INTERVAL", expressions=[interval_unit(p)])
        mark(to, place, p.last)
    else:
        to = data_type(p)
    if p.kind == "FORMAT" and p.has("cast-format"):
        p.next()
        string(p)
    p.close()
    p.depth -= 1
    made = exp.function("Cast" if kind == "CAST" else "TryCast")
    return mark(made(this=value, to=to), start, p.last)


def _extract(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    p.open()
    part = unit(p)
    p.expect("FROM")
    node = exp.function("Extract")(this=part, expression=expressions.expression(p))
    p.close()
    return mark(node, start, p.last)


def _worded(
    *steps: tuple[tuple[str, ...], bool],
) -> Callable[[Cursor], exp.Expr]:
    """A function whose arguments are divided by words instead of commas."""

    def read(p: Cursor) -> exp.Expr:
        start, name = p.start, p.kind
        p.next()
        p.open()
        p.deeper()
        # IN would take the rest for its own: POSITION(a IN b)
        found = [expressions.atom(p) if name == "POSITION" else expressions.query_or_expression(p)]
        for kinds, needed in steps:
            if p.kind not in kinds:
                if needed:
                    p.fail(*kinds)
                break
            p.next()
            found.append(expressions.expression(p))
        p.close()
        p.depth -= 1
        return mark(exp.Anonymous(this=name, expressions=found), start, p.last)

    return read


def _floor(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    p.deeper()
    found: list[exp.Expr] = [expressions.expression(p)]
    if p.accept("TO"):
        found.append(unit(p))
    p.close()
    p.depth -= 1
    node = mark(exp.Anonymous(this=name, expressions=found), start, p.last)
    return over(p, node, start) if p.kind == "OVER" else node


def _trim(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    p.open()
    p.deeper()
    side = p.kind if p.kind in ("BOTH", "LEADING", "TRAILING") else None
    if side:
        p.next()
    characters = None
    if p.kind == ")" and not side and p.has("empty-trim"):
        p.close()
        p.depth -= 1
        return mark(exp.function("Trim")(), start, p.last)
    if p.kind == "FROM" and side:
        p.next()
        value = expressions.expression(p)
    else:
        value = expressions.expression(p)
        if p.accept("FROM"):
            characters, value = value, expressions.expression(p)
    p.close()
    p.depth -= 1
    return mark(
        exp.function("Trim")(this=value, expression=characters, position=side), start, p.last
    )


def _convert(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    found: list[exp.Expr] = []
    opened = p.i
    if name == "CONVERT" and p.kind not in p.names and p.kind not in ("string", "(", "int", "NULL"):
        found.append(data_type(p))
        p.expect(",")
        found.append(expressions.expression(p))
        if p.accept(","):
            found.append(expressions.expression(p))
    else:
        found.append(expressions.expression(p))
        if p.accept("USING"):
            found.append(identifier(p))
        else:
            while p.accept(","):
                found.append(expressions.expression(p))
    if name == "CONVERT" and not isinstance(found[-1], exp.Identifier):
        p.gate("convert-type", opened)
    p.close("USING", ",")
    return mark(exp.Anonymous(this=name, expressions=found), start, p.last)


def _stamp(p: Cursor) -> exp.Expr:
    """`TIMESTAMPADD(DAY, 1, ts)`: a unit, then two expressions."""
    start, name = p.start, p.kind
    p.next()
    p.open()
    p.deeper()
    found: list[exp.Expr] = [unit(p)]
    for _ in range(2):
        p.expect(",")
        found.append(expressions.expression(p))
    p.close()
    p.depth -= 1
    return mark(exp.Anonymous(this=name, expressions=found), start, p.last)


def _with_unit(p: Cursor) -> exp.Expr:
    """`DATE_TRUNC(d, MONTH)`: from 2.0 an argument may be a unit."""
    start, name = p.start, p.kind
    p.next()
    p.open()
    p.deeper()
    found: list[exp.Expr] = []
    while True:
        if p.kind in UNITS and p.kind in p.reserved and p.peek() in (",", ")"):
            p.gate("unit-argument")
            found.append(unit(p))
        elif p.kind == "WEEK" and p.peek() == "(":
            found.append(unit(p))
        else:
            found.append(expressions.expression(p))
        if not p.accept(","):
            break
    count, since = _UNIT_CALLS[name]
    if p.version and p.version >= since and len(found) != count:
        p.refuse(f"`{name}` takes {count} arguments in Flink SQL, not {len(found)}")
    p.close(",")
    p.depth -= 1
    node = mark(exp.Anonymous(this=name, expressions=found), start, p.last)
    return _tails(p, node, start)


# JSON functions


def _json_common(p: Cursor) -> list[exp.Expr]:
    found = [expressions.without_query(p)]
    p.expect(",")
    found.append(expressions.without_query(p))
    if p.accept("PASSING"):
        while True:
            expressions.expression(p)
            p.expect("AS")
            identifier(p)
            if not p.accept(","):
                break
    return found


def _json_exists(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    found = _json_common(p)
    behaviour = []
    if p.kind in ("TRUE", "FALSE", "UNKNOWN", "ERROR"):
        behaviour.append(p.kind)
        p.next()
        p.expect("ON", "ERROR")
    p.close()
    node = exp.Anonymous(this=name, expressions=found, behaviour=behaviour)
    return mark(node, start, p.last)


def _on(p: Cursor, behaviour: list[str], what: str) -> None:
    """`.. ON EMPTY` or `.. ON ERROR`."""
    p.expect("ON")
    behaviour.append(f"{what} ON {p.expect_one('EMPTY', 'ERROR')}")


def _json_value(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    found = _json_common(p)
    returning = data_type(p) if p.accept("RETURNING") else None
    behaviour: list[str] = []
    defaults = []
    while p.kind in ("ERROR", "NULL", "DEFAULT"):
        what = p.kind
        p.next()
        if what == "DEFAULT":
            defaults.append(expressions.expression(p))
        _on(p, behaviour, what)
    p.close("RETURNING", "NULL ON EMPTY", "DEFAULT")
    node = exp.Anonymous(
        this=name, expressions=found, returning=returning, behaviour=behaviour, defaults=defaults
    )
    return mark(node, start, p.last)


def _json_query(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    found = _json_common(p)
    behaviour: list[str] = []
    returning = None
    if p.kind == "RETURNING":
        p.gate("json-query-returning")
        p.next()
        returning = data_type(p)
    if p.kind in ("WITH", "WITHOUT"):
        wrapper = [p.kind]
        p.next()
        if wrapper == ["WITH"] and p.kind in ("CONDITIONAL", "UNCONDITIONAL"):
            wrapper.append(p.kind)
            p.next()
        p.accept("ARRAY")
        p.expect("WRAPPER")
        behaviour.append(" ".join((*wrapper, "WRAPPER")))
    while p.kind in ("ERROR", "NULL", "EMPTY"):
        what = p.kind
        p.next()
        if what == "EMPTY":
            what = f"EMPTY {p.expect_one('ARRAY', 'OBJECT')}"
        _on(p, behaviour, what)
    p.close("WITH WRAPPER", "NULL ON EMPTY")
    node = exp.Anonymous(this=name, expressions=found, returning=returning, behaviour=behaviour)
    return mark(node, start, p.last)


def _json_pair(p: Cursor) -> list[exp.Expr]:
    keyed = p.kind == "KEY" and p.peek() not in ("VALUE", ",", ":", ".", "(")
    if keyed:
        p.next()
    key = expressions.without_query(p)
    if keyed:
        p.expect("VALUE")
    elif p.kind == "VALUE" or p.kind == ":":
        p.next()
    else:
        p.fail("VALUE", ":")
    return [key, expressions.without_query(p)]


def _json_nulls(p: Cursor) -> list[str]:
    if p.kind in ("NULL", "ABSENT") and p.peek() == "ON":
        kind = p.kind
        p.next()
        p.expect("ON", "NULL")
        return [f"{kind} ON NULL"]
    return []


def _json_object(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    p.deeper()
    found: list[exp.Expr] = []
    nulls = _json_nulls(p)
    if not nulls and (p.kind != ")" or name == "JSON_OBJECTAGG"):
        found += _json_pair(p)
        while name == "JSON_OBJECT" and p.accept(","):
            found += _json_pair(p)
        nulls = _json_nulls(p)
    p.close(*((",",) if name == "JSON_OBJECT" else ()), "NULL ON NULL")
    p.depth -= 1
    return mark(exp.Anonymous(this=name, expressions=found, behaviour=nulls), start, p.last)


def _json_array(p: Cursor) -> exp.Expr:
    start, name = p.start, p.kind
    p.next()
    p.open()
    p.deeper()
    found: list[exp.Expr] = []
    nulls = _json_nulls(p)
    if not nulls and (p.kind != ")" or name == "JSON_ARRAYAGG"):
        found.append(expressions.expression(p))
        while name == "JSON_ARRAY" and p.accept(","):
            found.append(expressions.expression(p))
        if name == "JSON_ARRAYAGG" and p.kind == "ORDER":
            order = queries.order_by(p)
            found[-1] = exp.Order(this=found[-1], expressions=order.expressions)
        nulls = _json_nulls(p)
    p.close(*((",",) if name == "JSON_ARRAY" else ()), "NULL ON NULL")
    p.depth -= 1
    node = mark(exp.Anonymous(this=name, expressions=found, behaviour=nulls), start, p.last)
    return _tails(p, node, start) if name == "JSON_ARRAYAGG" and p.kind == "WITHIN" else node


def _percentile(p: Cursor) -> exp.Expr:
    if p.kind not in words.functions(p.version):
        p.fail("an expression")
    start, name = p.start, p.text()
    p.next()
    if p.peek() in (")", "*"):
        return call(p, [mark(exp.Identifier(this=name, quoted=False), start, p.last)])
    p.open()
    found: list[exp.Expr] = [expressions.expression(p)]
    if p.accept(","):
        if p.version and p.version < (2, 2):
            found.append(expressions.expression(p))
        else:
            p.accept("-")
            found.append(number(p))
    p.close(",")
    node = mark(exp.Anonymous(this=name, expressions=found), start, p.last)
    return _tails(p, node, start)


SPECIAL: dict[str, Callable[[Cursor], exp.Expr]] = {
    "CAST": _cast, "TRY_CAST": _cast, "SAFE_CAST": _cast, "EXTRACT": _extract,
    "POSITION": _worded((("IN",), True), (("FROM",), False)),
    "OVERLAY": _worded((("PLACING",), True), (("FROM",), True), (("FOR",), False)),
    "SUBSTRING": _worded((("FROM", ","), True), (("FOR", ","), False)),
    "CONVERT": _convert, "TRANSLATE": _convert, "TRIM": _trim,
    "FLOOR": _floor, "CEIL": _floor, "CEILING": _floor,
    "TIMESTAMPADD": _stamp, "TIMESTAMPDIFF": _stamp,
    "JSON_EXISTS": _json_exists, "JSON_VALUE": _json_value, "JSON_QUERY": _json_query,
    "JSON_OBJECT": _json_object, "JSON_OBJECTAGG": _json_object,
    "JSON_ARRAY": _json_array, "JSON_ARRAYAGG": _json_array,
    "PERCENTILE_CONT": _percentile, "PERCENTILE_DISC": _percentile,
    "CONTAINS_SUBSTR": plain_call,
    **dict.fromkeys(_UNIT_CALLS, _with_unit),
}  # fmt: skip
