"""Expressions: operators by precedence, as Calcite's parser orders them, and what they join."""

from collections.abc import Callable

from flinklint.sql import exp, functions, queries
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import (
    check_time,
    interval_unit,
    number,
    plain_string,
    string,
    time_literal,
)
from flinklint.sql.names import PARTS, column_of, identifier

# How tight each operator binds, from Calcite's operator table.
_OR, _AND, _NOT, _IS, _EQUALS, _IN, _PLUS, _TIMES, _SIGN, _DOT = (
    22,
    24,
    26,
    28,
    30,
    32,
    40,
    60,
    80,
    100,
)

_BINARY: dict[str, tuple[int, Callable[..., exp.Expr]]] = {
    "OR": (_OR, exp.Or), "AND": (_AND, exp.And), "=": (_EQUALS, exp.EQ), "<>": (_EQUALS, exp.NEQ),
    "<": (_EQUALS, exp.LT), ">": (_EQUALS, exp.GT), "<=": (_EQUALS, exp.LTE),
    ">=": (_EQUALS, exp.GTE), "+": (_PLUS, exp.Add), "-": (_PLUS, exp.Sub),
    "*": (_TIMES, exp.Mul), "/": (_TIMES, exp.Div), "%": (_TIMES, exp.Mod),
    "||": (_TIMES, exp.DPipe),
}  # fmt: skip
_COMPARISONS = frozenset(("=", "<>", "<", ">", "<=", ">="))
_SIGNS = {"NOT": _NOT, "-": _SIGN, "+": _SIGN, "EXISTS": _PLUS, "UNIQUE": _PLUS}
_NEGATED = frozenset(("IN", "LIKE", "ILIKE", "RLIKE", "SIMILAR", "BETWEEN", "SUBMULTISET"))
_PERIODS = ("CONTAINS", "OVERLAPS", "EQUALS", "PRECEDES", "SUCCEEDS")
_LIKES: dict[str, Callable[..., exp.Expr]] = {
    "LIKE": exp.Like, "ILIKE": exp.ILike, "RLIKE": exp.RegexpLike, "SIMILAR": exp.SimilarTo,
}  # fmt: skip
# What may follow a name that only looks like an operator (`SELECT a ilike FROM t`).
_AFTER_ALIAS = frozenset((",", ")", ";", "<end>", "FROM", "AS", "UNION", "WHERE", "ORDER", "LIMIT"))


def expression(p: Cursor) -> exp.Expr:
    """An expression (a query in it stands in parentheses)."""
    return binary(p, 0)


def without_query(p: Cursor) -> exp.Expr:
    """An expression where a query in parentheses cannot come first."""
    first = p.i
    node = binary(p, 0)
    if p.kinds[first] == "(":
        left = node
        while isinstance(left, exp.Binary | exp.Paren | exp.Is | exp.Not):
            left = left.this
        if isinstance(left, exp.Subquery):
            p.refuse("a query cannot stand here", token=first)
    return node


def binary(p: Cursor, least: int) -> exp.Expr:
    """An expression of operators that bind tighter than `least`."""
    start = p.starts[p.i]
    return _climb(p, operand(p), start, least)


def _climb(p: Cursor, left: exp.Expr, start: int, least: int) -> exp.Expr:
    while True:
        kind = p.kind
        found = _BINARY.get(kind)
        if found:
            power, made = found
            if power <= least:
                return left
            p.next()
            if kind in _COMPARISONS:
                left = _compared(p, left, made, power)
            else:
                if kind == "%":
                    p.gate("percent", p.i - 1)
                left = made(this=left, expression=binary(p, power))
            left._meta = {"start": start, "end": p.ends[p.i - 1]}
            continue
        tail = _TAILS.get(kind)
        if tail is None:
            return left
        power, read = tail
        if power <= least:
            return left
        more = read(p, left)
        if more is None:
            return left
        left = mark(more, start, p.last)


def operand(p: Cursor) -> exp.Expr:
    """One operand with the signs before it."""
    if p.kind not in _SIGNS:
        return atom(p)
    signs = []
    while p.kind in _SIGNS:
        if p.kind == "UNIQUE":
            p.gate("unique-predicate")
        signs.append((p.kind, p.start))
        p.next()
    start = p.start
    node = atom(p)
    for sign, place in reversed(signs):
        node = _signed(sign, _climb(p, node, start, _SIGNS[sign]))
        mark(node, place, p.last)
        start = place
    return node


def _signed(sign: str, node: exp.Expr) -> exp.Expr:
    if sign == "NOT":
        return exp.Not(this=node)
    if sign == "-":
        return exp.Neg(this=node)
    if sign == "+":
        return exp.Paren(this=node)
    if sign == "EXISTS":
        return exp.function("Exists")(this=node.this if isinstance(node, exp.Subquery) else node)
    return exp.Anonymous(this="UNIQUE", expressions=[node])


# What follows a left side


def _compared(p: Cursor, left: exp.Expr, made: Callable[..., exp.Expr], power: int) -> exp.Expr:
    if p.kind in ("ANY", "SOME", "ALL") and p.peek() == "(":
        quantifier = exp.All if p.kind == "ALL" else exp.Any
        p.next()
        right: exp.Expr = quantifier(this=_listed(p))
    else:
        right = binary(p, power)
    return made(this=left, expression=right)


def _listed(p: Cursor) -> exp.Expr:
    """A query or values in parentheses, after IN, ANY, SOME and ALL."""
    start = p.start
    p.open()
    p.deeper()
    first = query_or_expression(p)
    items = [first]
    while p.kind == "," and not isinstance(first, exp.Query):
        p.next()
        items.append(expression(p))
    p.close(",")
    p.depth -= 1
    if isinstance(first, exp.Query) and len(items) == 1:
        return mark(exp.Subquery(this=first), start, p.last)
    return mark(exp.Tuple(expressions=items), start, p.last)


def _in(p: Cursor, left: exp.Expr) -> exp.Expr:
    p.next()
    if p.kind != "(":
        p.fail("(")
    right = _listed(p)
    if isinstance(right, exp.Subquery):
        return exp.In(this=left, query=right)
    return exp.In(this=left, expressions=right.expressions)


def _negated(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    ahead = p.peek()
    if ahead not in _NEGATED:
        return None
    p.next()
    found = _TAILS[ahead][1](p, left)
    return exp.Not(this=mark(found, left.meta["start"], p.last)) if found else None


def _between(p: Cursor, left: exp.Expr) -> exp.Expr:
    p.next()
    if p.kind in ("SYMMETRIC", "ASYMMETRIC"):
        p.next()
    low = binary(p, _AND)
    p.expect("AND")
    return exp.Between(this=left, low=low, high=binary(p, _IN))


def _like(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    kind = p.kind
    if kind not in p.reserved and p.peek() in _AFTER_ALIAS:
        return None
    if kind in ("ILIKE", "RLIKE"):
        p.gate("ilike")
    p.next()
    if kind == "SIMILAR":
        p.expect("TO")
    node = _LIKES[kind](this=left, expression=binary(p, _IN))
    if p.accept("ESCAPE"):
        node = exp.Escape(this=node, expression=atom(p))
    return node


def _is(p: Cursor, left: exp.Expr) -> exp.Expr:
    p.next()
    negative = p.accept("NOT")
    node: exp.Expr
    if p.kind == "DISTINCT":
        p.expect("DISTINCT", "FROM")
        made = exp.NullSafeEQ if negative else exp.NullSafeNEQ
        return made(this=left, expression=binary(p, _EQUALS))
    kind = p.expect_one("NULL", "TRUE", "FALSE", "UNKNOWN", "DISTINCT", "JSON", "EMPTY", "A")
    if kind == "NULL" or kind == "UNKNOWN":
        node = exp.Is(this=left, expression=exp.Null())
    elif kind == "TRUE" or kind == "FALSE":
        node = exp.Is(this=left, expression=exp.Boolean(this=kind == "TRUE"))
    else:
        if kind == "A":
            p.expect("SET")
        if kind == "JSON" and p.kind in ("VALUE", "OBJECT", "ARRAY", "SCALAR"):
            kind = f"JSON {p.kind}"
            p.next()
        node = exp.Is(this=left, expression=exp.Var(this=kind))
    return exp.Not(this=mark(node, left.meta["start"], p.last)) if negative else node


def _item(p: Cursor, left: exp.Expr) -> exp.Expr:
    p.next()
    p.deeper()
    if p.kind in ("OFFSET", "ORDINAL", "SAFE_OFFSET", "SAFE_ORDINAL") and p.peek() == "(":
        p.gate("item-offset")
        p.next()
    index = expression(p)
    p.depth -= 1
    p.expect("]")
    node: exp.Expr = exp.Bracket(this=left, expressions=[index])
    if p.kind == "." and p.peek() in p.names:
        start = left.meta["start"]
        while p.kind == "." and p.peek() in p.names:
            mark(node, start, p.last)
            p.next()
            node = exp.Dot(this=node, expression=identifier(p))
        if p.kind == "(":
            p.fail("the end of the expression")
    return node


def _field(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    ahead = p.peek()
    if ahead == "*":
        return None
    p.next()
    start = p.start
    name = identifier(p, "a field")
    if p.kind != "(":
        return exp.Dot(this=left, expression=name)
    call = mark(exp.Anonymous(this=name.name, expressions=functions.arguments(p)), start, p.last)
    return exp.Dot(this=left, expression=call)


def _named(p: Cursor, left: exp.Expr, name: str, power: int) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=[left, binary(p, power)])


def _period(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    name = p.kind
    if name == "IMMEDIATELY":
        if p.peek() not in ("PRECEDES", "SUCCEEDS"):
            return None
        p.next()
    p.next()
    return _named(p, left, name, _EQUALS)


def _member(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    name = p.kind
    if p.peek() != "OF":
        return None
    p.next()
    p.next()
    return _named(p, left, name, _EQUALS)


def _multiset(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    if p.peek() not in ("UNION", "INTERSECT", "EXCEPT"):
        return None
    p.next()
    name = p.kind
    p.next()
    if p.kind in ("ALL", "DISTINCT"):
        p.next()
    return _named(p, left, f"MULTISET {name}", _PLUS)


def _format(p: Cursor, left: exp.Expr) -> exp.Expr | None:
    if p.peek() != "JSON":
        return None
    p.next()
    json_format(p)
    return exp.FormatJson(this=left)


def json_format(p: Cursor) -> None:
    """`JSON [ENCODING UTF8]` after FORMAT."""
    p.expect("JSON")
    if p.kind == "ENCODING" and p.peek() in ("UTF8", "UTF16", "UTF32"):
        p.next()
        p.next()


_TAILS: dict[str, tuple[int, Callable[[Cursor, exp.Expr], exp.Expr | None]]] = {
    "IS": (_IS, _is), "IN": (_IN, _in), "NOT": (_IN, _negated), "BETWEEN": (_IN, _between),
    "LIKE": (_IN, _like), "ILIKE": (_IN, _like), "RLIKE": (_IN, _like), "SIMILAR": (_IN, _like),
    "[": (_DOT, _item), ".": (_DOT, _field), "MEMBER": (_EQUALS, _member),
    "SUBMULTISET": (_EQUALS, _member), "MULTISET": (_PLUS, _multiset), "FORMAT": (_IS, _format),
    "IMMEDIATELY": (_EQUALS, _period), **dict.fromkeys(_PERIODS, (_EQUALS, _period)),
}  # fmt: skip


# What an operator stands between


def query_or_expression(p: Cursor) -> exp.Expr:
    """What may stand in parentheses: a query without parentheses of its own, or an expression."""
    if p.kind in queries.STARTS and not (p.kind == "VALUE" and p.peek() != "("):
        return queries.query(p)
    node = expression(p)
    if isinstance(node, exp.Subquery) and p.kind in queries.CONTINUES:
        return queries.continued(p, node, node.meta["start"])
    return node


def atom(p: Cursor) -> exp.Expr:
    """The smallest part of an expression."""
    kind = p.kind
    read = _ATOMS.get(kind)
    if read is not None:
        return read(p)
    if kind in p.names:
        special = functions.SPECIAL.get(kind)
        if special is not None and p.peek() == "(":
            return special(p)
        return _name(p)
    return functions.reserved_call(p)


def _name(p: Cursor) -> exp.Expr:
    """A column, a field of one, or a call of a function."""
    first = identifier(p)
    if p.kind != ".":
        if p.kind == "(":
            return functions.call(p, [first])
        node = exp.Column(this=first)
        node._meta = {"start": first.meta["start"], "end": first.meta["end"]}
        return node
    parts = [first]
    while p.kind == ".":
        if p.peek() == "*":
            return _star(p, parts)
        p.next()
        parts.append(identifier(p))
    if p.kind == "(":
        return functions.call(p, parts)
    return column_of(parts)


def _star(p: Cursor, parts: list[exp.Identifier]) -> exp.Expr:
    p.next()
    star = mark(exp.Star(), p.start, p.ends[p.i])
    p.next()
    keys = ("table", "db", "catalog")
    named = dict(zip(keys, reversed(parts[-len(PARTS) :]), strict=False))
    return mark(exp.Column(this=star, **named), parts[0].meta["start"], p.last)


def _parenthesis(p: Cursor) -> exp.Expr:
    start = p.start
    p.open()
    p.deeper()
    first = query_or_expression(p)
    if p.kind == "," and not isinstance(first, exp.Query):
        items = [first]
        while p.accept(","):
            items.append(expression(p))
        node: exp.Expr = exp.Tuple(expressions=items)
    elif isinstance(first, exp.Query):
        node = exp.Subquery(this=first)
    else:
        node = exp.Paren(this=first)
    p.close(",")
    p.depth -= 1
    if isinstance(first, exp.Sub) and p.kind in (
        "YEAR",
        "MONTH",
        "DAY",
        "HOUR",
        "MINUTE",
        "SECOND",
    ):
        node = exp.Interval(this=node, unit=interval_unit(p))
    return mark(node, start, p.last)


def _row(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    row = exp.Anonymous(this="ROW", expressions=values(p))
    return mark(row, start, p.last)


def values(p: Cursor, *, default: bool = False) -> list[exp.Expr]:
    """Expressions in parentheses (the first may be a query; DEFAULT in a row of VALUES)."""
    p.open()
    p.deeper()
    items: list[exp.Expr] = []
    while True:
        if default and p.kind == "DEFAULT":
            items.append(mark(exp.Var(this="DEFAULT"), p.start, p.ends[p.i]))
            p.next()
        else:
            items.append(expression(p) if items else query_or_expression(p))
        if not p.accept(","):
            break
    p.close(",")
    p.depth -= 1
    return items


def bracketed(p: Cursor, *, empty: bool = True) -> list[exp.Expr]:
    """Expressions in square brackets."""
    p.expect("[")
    p.deeper()
    items = []
    if p.kind != "]" or not empty:
        items.append(without_query(p))
        while p.accept(","):
            items.append(expression(p))
    if p.kind != "]":
        p.fail(",", "]")
    p.next()
    p.depth -= 1
    return items


def _array(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    if p.kind == "[":
        return mark(exp.function("Array")(expressions=bracketed(p)), start, p.last)
    if p.kind != "(":
        p.fail("[", "(")
    if p.peek() == ")":
        p.gate("collection-call")
        p.next()
        p.next()
        return mark(exp.function("Array")(expressions=[]), start, p.last)
    return mark(exp.function("Array")(expressions=_query_or_values(p)), start, p.last)


def _query_or_values(p: Cursor) -> list[exp.Expr]:
    opened = p.i
    items = values(p)
    if not isinstance(items[0], exp.Query | exp.Subquery):
        p.gate("collection-call", opened)
    return items


def _map(p: Cursor) -> exp.Expr:
    start, ahead = p.start, p.peek()
    if ahead == "[":
        p.next()
        node = exp.Anonymous(this="MAP", expressions=bracketed(p), brackets=True)
        return mark(node, start, p.last)
    if ahead == "(":
        p.next()
        if p.peek() == ")":
            p.gate("collection-call")
            p.next()
            p.next()
            return mark(exp.Anonymous(this="MAP", expressions=[]), start, p.last)
        node = exp.Anonymous(this="MAP", expressions=_query_or_values(p))
        return mark(node, start, p.last)
    return _name(p)


def _multiset_value(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    if p.kind == "[":
        items = bracketed(p, empty=False)
    elif p.kind == "(":
        p.open()
        items = [queries.query(p)] if p.kind != "(" else [query_or_expression(p)]
        p.close()
    else:
        p.fail("[", "(")
    return mark(exp.Anonymous(this="MULTISET", expressions=items), start, p.last)


def _period_value(p: Cursor) -> exp.Expr:
    start = p.start
    if p.peek() != "(":
        return functions.reserved_call(p) if p.kind not in p.names else _name(p)
    p.next()
    return mark(exp.Anonymous(this="PERIOD", expressions=values(p)), start, p.last)


def _case(p: Cursor) -> exp.Expr:
    start = p.start
    p.next()
    p.deeper()
    this = None if p.kind == "WHEN" else expression(p)
    branches: list[exp.Expr] = []
    while p.kind == "WHEN":
        place = p.start
        p.next()
        test = expression(p)
        if p.kind == ",":
            tests = [test]
            while p.accept(","):
                tests.append(expression(p))
            test = exp.Tuple(expressions=tests)
        p.expect("THEN")
        branch = exp.function("If")(this=test, true=expression(p))
        branches.append(mark(branch, place, p.last))
    if not branches:
        p.fail("WHEN")
    default = expression(p) if p.accept("ELSE") else None
    if p.kind != "END":
        p.fail(*(() if default else ("WHEN", "ELSE")), "END")
    p.next()
    p.depth -= 1
    return mark(exp.function("Case")(this=this, ifs=branches, default=default), start, p.last)


def interval(p: Cursor) -> exp.Expr:
    """`INTERVAL '5' MINUTE`, or from 1.12 of an expression."""
    start, first = p.start, p.i
    p.next()
    negative = p.kind == "-"
    if p.kind in ("-", "+"):
        p.next()
    value: exp.Expr
    if p.kind == "string":
        value = plain_string(p)
        unit = interval_unit(p)
    else:
        if p.kind == "(":
            p.open()
            value = expression(p)
            p.close()
        elif p.kind in ("int", "decimal", "approx"):
            value = number(p)
        elif p.kind in p.names:
            value = _compound(p)
        else:
            p.fail("a string in single quotes, such as '5'")
        p.gate("interval-expression", first)
        unit = interval_unit(p)
    if negative:
        value = exp.Neg(this=value)
    return mark(exp.Interval(this=value, unit=unit), start, p.last)


def _compound(p: Cursor) -> exp.Expr:
    parts = [identifier(p)]
    while p.kind == "." and p.peek() in p.names:
        p.next()
        parts.append(identifier(p))
    return column_of(parts)


def _interval_or_name(p: Cursor) -> exp.Expr:
    if p.peek() in (",", ")", "FROM", "AS", ";", "=", "."):
        p.fail_name("an expression")
    return interval(p)


def _time(p: Cursor) -> exp.Expr:
    literal = time_literal(p)
    if literal is not None:
        return literal
    if p.kind in p.names:
        return _name(p)
    if p.peek() == "(" and p.has("time-call"):
        return functions.plain_call(p)
    return functions.reserved_call(p)


def _constant(p: Cursor) -> exp.Expr:
    kind = p.kind
    if kind == "NULL":
        node: exp.Expr = exp.Null()
    elif kind == "UNKNOWN":
        node = exp.Null()
    else:
        node = exp.Boolean(this=kind == "TRUE")
    node._meta = {"start": p.start, "end": p.ends[p.i]}
    p.next()
    return node


def _parameter(p: Cursor) -> exp.Expr:
    p.next()
    return mark(exp.Placeholder(), p.starts[p.i - 1], p.last)


def _braced(p: Cursor) -> exp.Expr:
    """JDBC's `{fn f(..)}`, `{d '..'}`, `{t '..'}` and `{ts '..'}`."""
    start = p.start
    p.next()
    word = p.text().upper()
    if word in ("D", "T", "TS") and p.peek() == "string":
        p.next()
        node: exp.Expr = string(p)
        check_time({"D": "DATE", "T": "TIME"}.get(word, "TIMESTAMP"), node, p, always=True)
    elif word == "FN":
        p.next()
        node = functions.plain_call(p)
    else:
        p.fail("an expression")
    p.expect("}")
    return mark(node, start, p.last)


def _sequence(p: Cursor) -> exp.Expr:
    if p.peek() != "VALUE":
        return _name(p) if p.kind in p.names else functions.reserved_call(p)
    start, kind = p.start, p.kind
    p.next()
    p.expect("VALUE", "FOR")
    name = _compound(p) if p.kind in p.names else p.fail("a name")
    return mark(exp.Anonymous(this=f"{kind} VALUE", expressions=[name]), start, p.last)


def _cursor(p: Cursor) -> exp.Expr:
    """`CURSOR(query)`, an argument of table functions in Calcite."""
    if p.peek() != "(":
        return functions.reserved_call(p)
    start = p.start
    p.next()
    return mark(exp.Anonymous(this="CURSOR", expressions=[atom(p)]), start, p.last)


def _new(p: Cursor) -> exp.Expr:
    p.next()
    return _name(p)


def _running(p: Cursor) -> exp.Expr:
    """`FINAL LAST(a)` and `RUNNING SUM(a)` in MATCH_RECOGNIZE."""
    if p.peek(2) != "(" or p.peek() in ("(", "."):
        return _name(p) if p.kind in p.names else functions.reserved_call(p)
    start = p.start
    p.next()
    return mark(exp.Final(this=atom(p)), start, p.last)


_ATOMS: dict[str, Callable[[Cursor], exp.Expr]] = {
    "int": number, "decimal": number, "approx": number, "string": string, "nstring": string,
    "ustring": string, "xstring": string, "estring": string, "(": _parenthesis, "ROW": _row,
    "ARRAY": _array, "MAP": _map, "MULTISET": _multiset_value, "PERIOD": _period_value,
    "CASE": _case, "INTERVAL": _interval_or_name, "DATE": _time, "TIME": _time,
    "TIMESTAMP": _time, "DATETIME": _time, "NULL": _constant, "TRUE": _constant,
    "FALSE": _constant, "UNKNOWN": _constant, "?": _parameter, "{": _braced, "NEXT": _sequence,
    "CURRENT": _sequence, "NEW": _new, "CURSOR": _cursor, "FINAL": _running, "RUNNING": _running,
}  # fmt: skip
