"""Hints: `/*+ OPTIONS('k' = 'v') */` after a table, `/*+ BROADCAST(t) */` after SELECT."""

from collections.abc import Callable

from flinklint.sql import exp
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
            read = _reader(p)
            options.append(read(p))
            while p.accept(","):
                options.append(read(p))
        p.close(",")
    return mark(exp.Anonymous(this=name.this, expressions=options), start, p.last)


def _reader(p: Cursor) -> Callable[[Cursor], exp.Expr]:
    """What the options of a hint all are: pairs, names or literals."""
    if p.peek() == "=":
        return _pair
    return _name if p.kind in p.names else _literal


def _pair(p: Cursor) -> exp.Expr:
    start = p.start
    key: exp.Expr = identifier(p) if p.kind in p.names else string(p)
    p.expect("=")
    return mark(exp.Property(this=key, value=string(p)), start, p.last)


def _name(p: Cursor) -> exp.Expr:
    return identifier(p)


def _literal(p: Cursor) -> exp.Expr:
    if is_string(p.kind):
        return string(p)
    if p.kind in ("-", "+"):
        p.next()
    return number(p)
