"""What CREATE TABLE and its kin declare: columns, keys, watermarks, options."""

from flinklint.sql import exp, expressions, faults
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import is_string, number, string
from flinklint.sql.names import column_of, dotted, identifier, name_list, table_name
from flinklint.sql.types import comment, full_type


def if_not_exists(p: Cursor) -> bool:
    """IF NOT EXISTS."""
    return p.kind == "IF" and p.peek() == "NOT" and p.accept_all("IF", "NOT", "EXISTS")


def if_exists(p: Cursor) -> bool:
    """IF EXISTS."""
    return p.kind == "IF" and p.peek() == "EXISTS" and p.accept_all("IF", "EXISTS")


# Options


def options(p: Cursor) -> list[exp.Expr]:
    """`('key' = 'value', ...)`; may be empty, or a placeholder."""
    p.open()
    p.where = "the options"
    found: list[exp.Expr] = []
    if p.kind != ")":
        found.append(_option(p))
        while p.accept(","):
            found.append(_option(p))
    p.close(",")
    return found


def _option(p: Cursor) -> exp.Expr:
    start = p.starts[p.i]
    if p.kind == "hole" and p.peek() in (",", ")"):
        return identifier(p)
    key: exp.Expr
    key = identifier(p) if p.kind == "hole" else string(p, "an option in single quotes")
    if p.kind != "=":
        p.fail("=")
    p.next()
    if p.kind == "hole":
        value: exp.Expr = identifier(p)
    else:
        value = string(p, "a value in single quotes")
    return mark(exp.Property(this=key, value=value), start, p.ends[p.i - 1])


def option_keys(p: Cursor) -> list[exp.Expr]:
    """`('key', ...)`."""
    p.open()
    found: list[exp.Expr] = []
    if p.kind != ")":
        found.append(string(p))
        while p.accept(","):
            found.append(string(p))
    p.close(",")
    return found


def with_options(p: Cursor) -> list[exp.Expr] | None:
    """WITH and its options, if they are there."""
    if p.kind != "WITH":
        return None
    p.next()
    found = options(p)
    p.where = "the options"
    return found


def commented(p: Cursor) -> exp.Expr | None:
    """COMMENT and its text, if they are there."""
    if p.kind != "COMMENT":
        return None
    start = p.start
    p.next()
    if p.kind != "string":
        p.fail("a string in single quotes")
    return mark(exp.SchemaCommentProperty(this=string(p)), start, p.last)


# Columns


def columns(p: Cursor, *, bare: bool = False) -> list[exp.Expr]:
    """What stands in the parentheses of CREATE TABLE; `bare` allows names without types."""
    p.open()
    p.where = "the columns"
    if bare and p.kind in p.names and p.peek() in (",", ")"):
        found: list[exp.Expr] = [identifier(p)]
        while p.accept(","):
            found.append(column_of(dotted(p)))
        p.close(",")
        return found
    found = [column(p)]
    while p.kind == ",":
        p.next()
        found.append(column(p))
    one_watermark(p, found)
    p.where = "the column"
    p.close(",")
    return found


def one_watermark(p: Cursor, found: list[exp.Expr]) -> None:
    """Refuse a second watermark."""
    watermarks = [node for node in found if isinstance(node, exp.WatermarkColumnConstraint)]
    if len(watermarks) > 1:
        place = watermarks[1].meta["start"]
        p.refuse(
            "a table has one watermark, and this is its second",
            token=p.starts.index(place),
            labels=((watermarks[0].meta["start"], watermarks[0].meta["end"], "the first"),),
        )


def column(p: Cursor) -> exp.Expr:
    """A column, a key or the watermark."""
    kind = p.kind
    p.where = "the columns"
    if kind in ("PRIMARY", "UNIQUE", "CONSTRAINT"):
        return constraint(p)
    if kind == "WATERMARK" and (p.peek() == "FOR" or p.peek() in p.names):
        return watermark(p)
    if kind == "hole" and p.peek() in (",", ")"):
        return identifier(p)
    start = p.starts[p.i]
    parts = dotted(p, "the name of a column")
    if len(parts) > 1:
        p.gate("dotted-column", p.i - 1)
    if p.kind == "AS":
        return _computed(p, parts, start)
    if p.kind in (",", ")"):
        name = parts[-1].name
        p.refuse(f"column `{name}` has no type", token=p.i - 1, hint=f"write `{name} STRING`, say")
    found: dict[str, object] = {"this": parts[-1], "kind": full_type(p)}
    if len(parts) > 1:
        found["path"] = parts[:-1]
    p.where = "the type of the column"
    if p.kind == "(":
        faults.refuse_size(p)
    constraints: list[exp.Expr] = []
    if p.kind == "METADATA":
        found |= _metadata(p)
    elif p.kind in ("CONSTRAINT", "PRIMARY", "UNIQUE"):
        p.gate("column-key")
        constraints.append(_column_key(p))
    if p.kind == "COMMENT":
        constraints.append(_comment(p))
    return mark(exp.ColumnDef(**found, constraints=constraints), start, p.ends[p.i - 1])


def _comment(p: Cursor) -> exp.Expr:
    p.next()
    if p.kind != "string" or p.peek() == "string":
        if not is_string(p.kind):
            p.fail("a string in single quotes")
        p.gate("comment-forms")
    return comment(p)


def _computed(p: Cursor, parts: list[exp.Identifier], start: int) -> exp.Expr:
    p.next()
    value = exp.ComputedColumnConstraint(this=expressions.without_query(p))
    made = exp.ColumnConstraint(kind=value)
    constraints: list[exp.Expr] = [mark(made, value.this.meta["start"], p.last)]
    if p.kind == "COMMENT":
        p.gate("computed-comment")
        constraints.append(_comment(p))
    p.where = "the computed column"
    node = exp.ColumnDef(this=parts[-1], constraints=constraints)
    return mark(node, start, p.last)


def _metadata(p: Cursor) -> dict[str, object]:
    p.gate("metadata-column")
    start = p.start
    p.next()
    key: exp.Expr = exp.Boolean(this=True)
    if p.accept("FROM"):
        key = string(p)
    found: dict[str, object] = {
        "metadata": key if "start" in key.meta else mark(key, start, p.last)
    }
    if p.accept("VIRTUAL"):
        found["virtual"] = True
    return found


def watermark(p: Cursor) -> exp.Expr:
    """`WATERMARK FOR ts AS expression`."""
    start = p.start
    p.expect("WATERMARK", "FOR")
    parts = dotted(p, "the name of a column")
    if p.kind != "AS":
        p.fail("AS")
    p.next()
    p.where = "the watermark"
    strategy = expressions.without_query(p)
    node = exp.WatermarkColumnConstraint(this=column_of(parts), expression=strategy)
    return mark(node, start, p.last)


def _key_kind(p: Cursor) -> tuple[exp.Identifier | None, str]:
    name = None
    if p.accept("CONSTRAINT"):
        name = identifier(p, "the name of the constraint")
    if p.kind == "UNIQUE":
        p.next()
        return name, "UNIQUE"
    if p.kind != "PRIMARY":
        p.fail("PRIMARY KEY", "UNIQUE")
    p.expect("PRIMARY", "KEY")
    return name, "PRIMARY KEY"


def _enforcement(p: Cursor) -> list[str]:
    if p.kind == "ENFORCED" or (p.kind == "NOT" and p.peek() == "ENFORCED"):
        p.gate("not-enforced")
        text = "NOT ENFORCED" if p.accept("NOT") else "ENFORCED"
        p.next()
        return [text]
    return []


def _column_key(p: Cursor) -> exp.Expr:
    start = p.start
    name, kind = _key_kind(p)
    made: exp.Expr
    if kind == "UNIQUE":
        made = exp.UniqueColumnConstraint(options=_enforcement(p))
    else:
        made = exp.PrimaryKeyColumnConstraint(options=_enforcement(p))
    node = exp.ColumnConstraint(this=name, kind=mark(made, start, p.last))
    return mark(node, start, p.last)


def constraint(p: Cursor) -> exp.Expr:
    """`[CONSTRAINT c] PRIMARY KEY (a, b) NOT ENFORCED` of a table."""
    start = p.start
    if p.kind == "CONSTRAINT":
        p.gate("named-constraint")
    name, kind = _key_kind(p)
    keys = name_list(p)
    made: exp.Expr
    if kind == "UNIQUE":
        made = exp.UniqueColumnConstraint(this=exp.Schema(expressions=keys))
        made.set("options", _enforcement(p))
    else:
        made = exp.PrimaryKey(expressions=keys, options=_enforcement(p))
    mark(made, start, p.last)
    p.where = "the key"
    if name is None:
        return made
    return mark(exp.Constraint(this=name, expressions=[made]), start, p.last)


# What follows the columns


def distribution(p: Cursor) -> exp.Expr:
    """What follows DISTRIBUTED: `BY HASH (a) INTO 4 BUCKETS`, `INTO 4 BUCKETS`."""
    start = p.start
    found: dict[str, object] = {}
    if p.kind == "BY":
        p.next()
        if p.kind in ("HASH", "RANGE"):
            found["kind"] = p.kind
            p.next()
        elif p.kind != "(":
            p.fail("HASH", "RANGE", "(")
        found["expressions"] = name_list(p)
    elif p.kind != "INTO":
        p.fail("BY", "INTO")
    if p.accept("INTO"):
        if p.kind not in ("int", "decimal", "hole"):
            p.fail("a number")
        if p.kind == "decimal":
            p.refuse("the number of buckets must be a whole number")
        found["buckets"] = identifier(p) if p.kind == "hole" else number(p)
        p.expect("BUCKETS")
    return mark(exp.DistributedByProperty(**found), start, p.last)


def distributed(p: Cursor) -> exp.Expr | None:
    """DISTRIBUTED and what follows, if it is there."""
    if p.kind != "DISTRIBUTED":
        return None
    p.gate("distributed-by")
    p.next()
    return distribution(p)


def partitioned(p: Cursor) -> exp.Expr | None:
    """PARTITIONED BY and its columns, if they are there."""
    if p.kind != "PARTITIONED":
        return None
    start = p.start
    p.gate("partitioned-by")
    p.next()
    p.expect("BY")
    keys = mark(exp.Schema(expressions=name_list(p)), start, p.last)
    return mark(exp.PartitionedByProperty(this=keys), start, p.last)


_LIKE_FEATURES = (
    "ALL", "OPTIONS", "GENERATED", "WATERMARKS", "CONSTRAINTS", "METADATA", "PARTITIONS",
    "DISTRIBUTION",
)  # fmt: skip


def like(p: Cursor) -> exp.Expr:
    """`LIKE t (INCLUDING ALL EXCLUDING OPTIONS)`."""
    start = p.start
    p.gate("create-table-like")
    p.next()
    source = table_name(p, "the name of a table")
    found: list[exp.Expr] = []
    if p.kind == "(":
        p.open()
        found.append(_like_option(p))
        while p.kind != ")":
            found.append(_like_option(p))
        p.close()
    return mark(exp.LikeProperty(this=source, expressions=found), start, p.last)


def _like_option(p: Cursor) -> exp.Expr:
    start = p.start
    strategy = p.expect_one("INCLUDING", "EXCLUDING", "OVERWRITING")
    if p.kind == "DISTRIBUTION":
        p.gate("distributed-by")
    if p.kind == "METADATA":
        p.gate("metadata-column")
    feature = p.expect_one(*_LIKE_FEATURES)
    node = exp.Property(this=exp.Var(this=strategy), value=exp.Var(this=feature))
    return mark(node, start, p.last)


# Partitions


def partition(p: Cursor, *, values: bool = True) -> exp.Partition:
    """`PARTITION (day = 'x', ...)`; without `values` a column may stand alone."""
    start = p.start
    p.expect("PARTITION")
    p.open()
    found = [_partition_item(p, values)]
    while p.accept(","):
        found.append(_partition_item(p, values))
    p.close(",")
    return mark(exp.Partition(expressions=found), start, p.last)


def _partition_item(p: Cursor, values: bool) -> exp.Expr:
    start = p.start
    name = mark(exp.Column(this=identifier(p)), start, p.last)
    if p.kind != "=" and not values:
        return name
    p.expect("=")
    return mark(exp.EQ(this=name, expression=literal(p)), start, p.last)


_LITERALS = frozenset(
    ("int", "decimal", "approx", "TRUE", "FALSE", "UNKNOWN", "NULL", "DATE", "TIME", "TIMESTAMP",
     "DATETIME", "INTERVAL", "{", "hole")
)  # fmt: skip


def literal(p: Cursor) -> exp.Expr:
    """A literal value, with a sign perhaps."""
    sign = p.kind in ("-", "+")
    if sign:
        start = p.start
        p.next()
        return mark(exp.Neg(this=number(p)), start, p.last)
    if not is_string(p.kind) and p.kind not in _LITERALS:
        p.fail("a literal value")
    return expressions.atom(p)
