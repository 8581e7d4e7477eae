"""Names in Flink SQL: simple, dotted, and lists of them."""

from flinklint.sql import exp
from flinklint.sql.cursor import Cursor, mark

PARTS = ("this", "db", "catalog")


def identifier(p: Cursor, what: str = "a name") -> exp.Identifier:
    """A simple name."""
    if p.kind not in p.names:
        p.fail_name(what)
    start, end = p.starts[p.i], p.ends[p.i]
    text = p.script[start:end]
    quoted = p.kind == "name"
    if quoted:
        text = text[text.index(text[-1]) + 1 : -1].replace(text[-1] * 2, text[-1])
    elif p.old_names and text.find("$", 1) > 0:
        p.gate("dollar-name")
    node = exp.Identifier(this=text, quoted=quoted)
    node._meta = {"start": start, "end": end}
    p.next()
    return node


def dotted(p: Cursor, what: str = "a name") -> list[exp.Identifier]:
    """The parts of a dotted name."""
    parts = [identifier(p, what)]
    while p.kind == ".":
        p.next()
        parts.append(identifier(p))
    return parts


def table_of(parts: list[exp.Identifier]) -> exp.Table:
    """The node for a dotted name of a table (or view, function, model ...)."""
    node = exp.Table(**dict(zip(PARTS, reversed(parts), strict=False)))
    if len(parts) > len(PARTS):
        node.set("prefix", parts[: -len(PARTS)])
    return mark(node, parts[0].meta["start"], parts[-1].meta["end"])


def table_name(p: Cursor, what: str = "a name") -> exp.Table:
    """A dotted name as a table."""
    return table_of(dotted(p, what))


def name_list(p: Cursor) -> list[exp.Identifier]:
    """Simple names in parentheses."""
    p.open()
    names = [identifier(p)]
    while p.accept(","):
        names.append(identifier(p))
    p.close(",")
    return names


def dotted_list(p: Cursor) -> list[exp.Expr]:
    """Dotted names in parentheses, as columns."""
    p.open()
    names = [column_of(dotted(p))]
    while p.accept(","):
        names.append(column_of(dotted(p)))
    p.close(",")
    return names


def column_of(parts: list[exp.Identifier]) -> exp.Expr:
    """The node for a dotted name in an expression: a column, and fields of it when it is long."""
    start = parts[0].meta["start"]
    if len(parts) == 1:
        return mark(exp.Column(this=parts[0]), start, parts[0].meta["end"])
    first = parts[:4]
    keys = ("this", "table", "db", "catalog")
    node: exp.Expr = exp.Column(**dict(zip(keys, reversed(first), strict=False)))
    mark(node, start, first[-1].meta["end"])
    for part in parts[4:]:
        node = mark(exp.Dot(this=node, expression=part), start, part.meta["end"])
    return node
