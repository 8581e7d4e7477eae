"""Hints: `/*+ OPTIONS('k' = 'v') */` after a table, `/*+ BROADCAST(t) */` after SELECT."""

from sqlglot import exp

from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import is_string, number, string
from flinklint.sql.names import identifier


def hints(p: Cursor) -> list[exp.Expr]:
    """The hints between `/*+` and `*/`."""
    p.next()
    found = [_hint(p)]
    while p.accept(","):
        found.append(_hint(p))
    if p.kind != "*/":
        p.fail(",", "*/")
    p.next()
    return found


def table_hints(p: Cursor) -> list[exp.Expr]:
    """The hints after a table, as sqlglot keeps them."""
    start = p.start
    return [mark(exp.WithTableHint(expressions=hints(p)), start, p.last)]


def _hint(p: Cursor) -> exp.Expr:
    start = p.start
    name = identifier(p, "the name of a hint")
    options: list[exp.Expr] = []
    if p.kind == "(":
        p.open()
        if p.kind != ")":
            options.append(_option(p))
            while p.accept(","):
                options.append(_option(p))
        p.close(",")
    return mark(exp.Anonymous(this=name.this, expressions=options), start, p.last)


def _option(p: Cursor) -> exp.Expr:
    start = p.start
    key: exp.Expr
    if is_string(p.kind):
        key = string(p)
    elif p.kind in p.names:
        key = identifier(p)
    else:
        if p.kind in ("-", "+"):
            p.next()
        return number(p)
    if p.kind != "=":
        return key
    p.next()
    return mark(exp.Property(this=key, value=string(p)), start, p.last)
