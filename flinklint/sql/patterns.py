"""MATCH_RECOGNIZE, PIVOT and UNPIVOT: what may follow a table beside its alias."""

from flinklint.sql import exp, expressions, queries
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.names import identifier, name_list


def match_recognize(p: Cursor) -> exp.Expr:
    """The clause of pattern matching, in the order that Calcite wants."""
    start = p.start
    p.next()
    p.open()
    p.deeper()
    found: dict[str, object] = {}
    if p.kind == "PARTITION":
        p.expect("PARTITION", "BY")
        found["partition_by"] = _list(p)
    if p.kind == "ORDER":
        found["order"] = queries.order_by(p)
    if p.accept("MEASURES"):
        found["measures"] = [_measure(p)]
        while p.accept(","):
            found["measures"] = [*_as_list(found["measures"]), _measure(p)]
    found["rows"] = _rows(p)
    found["after"] = _after(p)
    if p.kind != "PATTERN":
        p.fail(*(("MEASURES",) if "measures" not in found else (",",)), "PATTERN")
    p.next()
    found["pattern"], found["variables"] = _pattern(p)
    if p.accept("WITHIN"):
        found["within"] = expressions.interval(p)
    if p.accept("SUBSET"):
        found["subsets"] = [_subset(p)]
        while p.accept(","):
            found["subsets"] = [*_as_list(found["subsets"]), _subset(p)]
    p.expect("DEFINE")
    define = [_definition(p)]
    while p.accept(","):
        define.append(_definition(p))
    found["define"] = define
    p.close(",")
    p.depth -= 1
    return mark(exp.MatchRecognize(**found), start, p.last)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _list(p: Cursor) -> list[exp.Expr]:
    items = [expressions.expression(p)]
    while p.accept(","):
        items.append(expressions.expression(p))
    return items


def _measure(p: Cursor) -> exp.Expr:
    start = p.start
    value = expressions.expression(p)
    if p.kind != "AS":
        p.fail("AS")
    p.next()
    node = exp.Alias(this=value, alias=identifier(p))
    return mark(exp.MatchRecognizeMeasure(this=mark(node, start, p.last)), start, p.last)


def _rows(p: Cursor) -> exp.Expr | None:
    start = p.start
    if p.kind == "ONE":
        p.expect("ONE", "ROW", "PER", "MATCH")
        text = "ONE ROW PER MATCH"
    elif p.kind == "ALL":
        p.expect("ALL", "ROWS", "PER", "MATCH")
        text = "ALL ROWS PER MATCH"
    else:
        return None
    return mark(exp.Var(this=text), start, p.last)


def _after(p: Cursor) -> exp.Expr | None:
    if p.kind != "AFTER":
        return None
    start = p.start
    p.expect("AFTER", "MATCH", "SKIP")
    if p.accept("PAST"):
        p.expect("LAST", "ROW")
        return mark(exp.Var(this="PAST LAST ROW"), start, p.last)
    p.expect("TO")
    if p.accept_all("NEXT", "ROW"):
        return mark(exp.Var(this="TO NEXT ROW"), start, p.last)
    side = ""
    if p.kind in ("FIRST", "LAST") and p.peek() in p.names:
        side = f"{p.kind} "
        p.next()
    name = identifier(p, "a variable of the pattern")
    return mark(exp.Var(this=f"TO {side}{name.name}", variable=name), start, p.last)


def _pattern(p: Cursor) -> tuple[exp.Expr, list[exp.Expr]]:
    p.open()
    start = p.start
    variables: list[exp.Expr] = []
    p.accept("^")
    _alternatives(p, variables)
    if p.kind == "bad" and p.text() == "$":
        p.next()
    node = mark(exp.Var(this=p.script[start : p.last]), start, p.last)
    p.close()
    return node, variables


def _alternatives(p: Cursor, variables: list[exp.Expr]) -> None:
    p.deeper()
    _terms(p, variables)
    while p.accept("|"):
        _terms(p, variables)
    p.depth -= 1


def _terms(p: Cursor, variables: list[exp.Expr]) -> None:
    _factor(p, variables)
    while p.kind in p.names or p.kind in ("(", "{", "PERMUTE"):
        _factor(p, variables)


def _factor(p: Cursor, variables: list[exp.Expr]) -> None:
    kind = p.kind
    if kind == "PERMUTE" and p.peek() == "(":
        p.next()
        p.open()
        _alternatives(p, variables)
        while p.accept(","):
            _alternatives(p, variables)
        p.close(",")
    elif kind == "(":
        p.open()
        _alternatives(p, variables)
        p.close()
    elif kind == "{":
        p.expect("{", "-")
        _alternatives(p, variables)
        p.expect("-", "}")
    else:
        variables.append(identifier(p, "a variable of the pattern"))
    if p.kind in ("*", "+", "?"):
        p.next()
        p.accept("?")
    elif p.kind == "{" and p.peek() in ("int", ","):
        p.next()
        p.accept("int")
        if p.accept(","):
            p.accept("int")
        p.expect("}")
        p.accept("?")


def _subset(p: Cursor) -> exp.Expr:
    start = p.start
    name = identifier(p)
    p.expect("=")
    node = exp.EQ(this=name, expression=exp.Tuple(expressions=expressions.values(p)))
    return mark(node, start, p.last)


def _definition(p: Cursor) -> exp.Expr:
    start = p.start
    name = identifier(p, "a variable of the pattern")
    p.expect("AS")
    node = exp.Alias(this=expressions.expression(p), alias=name)
    return mark(node, start, p.last)


def pivot(p: Cursor, node: exp.Expr) -> None:
    """`PIVOT (SUM(x) FOR y IN (1, 2))`."""
    start = p.start
    p.next()
    p.open()
    calls = [_aliased(p)]
    while p.accept(","):
        calls.append(_aliased(p))
    p.expect("FOR")
    axes = name_list(p) if p.kind == "(" else [identifier(p)]
    p.expect("IN")
    p.open()
    values: list[exp.Expr] = []
    if p.kind != ")":
        values.append(_aliased(p))
        while p.accept(","):
            values.append(_aliased(p))
    p.close(",")
    p.close()
    made = exp.Pivot(expressions=calls, fields=[exp.Tuple(expressions=[*axes, *values])])
    node.append("pivots", mark(made, start, p.last))


def _aliased(p: Cursor) -> exp.Expr:
    start = p.start
    value = expressions.query_or_expression(p)
    if p.kind == "AS" or p.kind in p.names:
        p.accept("AS")
        return mark(exp.Alias(this=value, alias=identifier(p)), start, p.last)
    return value


def unpivot(p: Cursor, node: exp.Expr) -> None:
    """`UNPIVOT (x FOR y IN (a, b))`."""
    start = p.start
    p.next()
    if p.kind in ("INCLUDE", "EXCLUDE"):
        p.next()
        p.expect("NULLS")
    p.open()
    measures = name_list(p) if p.kind == "(" else [identifier(p)]
    p.expect("FOR")
    axes = name_list(p) if p.kind == "(" else [identifier(p)]
    p.expect("IN")
    p.open()
    values: list[exp.Expr] = []
    while True:
        values += name_list(p) if p.kind == "(" else [identifier(p)]
        if p.accept("AS"):
            expressions.query_or_expression(p)
        if not p.accept(","):
            break
    p.close(",")
    p.close()
    made = exp.Pivot(expressions=measures, fields=[exp.Tuple(expressions=[*axes, *values])])
    made.set("unpivot", True)
    node.append("pivots", mark(made, start, p.last))
