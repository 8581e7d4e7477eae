"""Types as Flink writes them: `DECIMAL(10, 2) NOT NULL`, `ROW<a INT, b ARRAY<STRING>>`."""

from flinklint.sql import exp
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import is_string, string
from flinklint.sql.names import dotted, identifier

T = exp.DType

_PLAIN = {
    "BOOLEAN": T.BOOLEAN, "INT": T.INT, "INTEGER": T.INT, "TINYINT": T.TINYINT,
    "SMALLINT": T.SMALLINT, "BIGINT": T.BIGINT, "REAL": T.FLOAT, "FLOAT": T.FLOAT,
    "DATE": T.DATE, "STRING": T.TEXT, "BYTES": T.VARBINARY,
}  # fmt: skip
_SIZED = {
    "DECIMAL": T.DECIMAL, "DEC": T.DECIMAL, "NUMERIC": T.DECIMAL, "ANY": T.UNKNOWN,
    "VARBINARY": T.VARBINARY, "VARCHAR": T.VARCHAR, "TIMESTAMP_LTZ": T.TIMESTAMPLTZ,
}  # fmt: skip
_SCALED = frozenset(("DECIMAL", "DEC", "NUMERIC", "ANY"))
_VARYING = {
    "BINARY": (T.BINARY, T.VARBINARY),
    "CHAR": (T.CHAR, T.VARCHAR),
    "CHARACTER": (T.CHAR, T.VARCHAR),
}
_COLLECTED = {"ARRAY": T.ARRAY, "MULTISET": T.USERDEFINED}


def data_type(p: Cursor) -> exp.DataType:
    """A type without NULL or NOT NULL of its own, as CAST takes it."""
    start = p.start
    node = _type_name(p)
    while p.kind == "ARRAY" or p.kind == "MULTISET":
        node = _collection(p, node, start)
    return node


_AFTER = frozenset(("NULL", "NOT", *_COLLECTED))
"""What may follow a type and belong to it."""


def full_type(p: Cursor) -> exp.DataType:
    """A type with an optional NULL or NOT NULL, as a column has it."""
    start = p.starts[p.i]
    node = _type_name(p)
    while p.kind in _AFTER:
        ahead = {"NULL": 1, "NOT": 2}.get(p.kind, 0)
        if p.peek(ahead) not in _COLLECTED or (ahead == 2 and p.peek() != "NULL"):
            break
        _nullable(p, node)
        node = _collection(p, node, start)
    return _nullable(p, node)


def _nullable(p: Cursor, node: exp.DataType) -> exp.DataType:
    if p.kind == "NULL":
        p.next()
        node.set("nullable", True)
    elif p.kind == "NOT" and p.peek() == "NULL":
        p.next()
        p.next()
        node.set("nullable", False)
    else:
        return node
    node.meta["end"] = p.last
    return node


def _made(p: Cursor, start: int, name: str, kind: exp.DType, /, **args: object) -> exp.DataType:
    """A type node; its Flink name is kept under `name`."""
    node = exp.DataType(this=kind, name=name, **args)
    return mark(node, start, p.last)


def _collection(p: Cursor, element: exp.DataType, start: int) -> exp.DataType:
    name = p.kind
    p.next()
    return _made(p, start, name, _COLLECTED[name], expressions=[element], nested=True)


def _type_name(p: Cursor) -> exp.DataType:
    kind, start = p.kind, p.start
    if kind in _PLAIN:
        p.next()
        return _made(p, start, kind, _PLAIN[kind])
    if kind in _SIZED:
        if kind == "TIMESTAMP_LTZ" and p.version and p.version < (1, 13):
            return _own(p, start)
        p.next()
        sizes = _sizes(p, 2 if kind in _SCALED else 1)
        _character_set(p, kind)
        return _made(p, start, kind, _SIZED[kind], expressions=sizes)
    if special := _SPECIAL.get(kind):
        return special(p, start)
    if kind == "GEOMETRY" and p.peek() != ".":
        p.refuse("Flink has no type `GEOMETRY`")
    return _own(p, start)


def _own(p: Cursor, start: int) -> exp.DataType:
    """The name of somebody's own type, which is any name at all."""
    if p.kind in p.reserved:
        text = p.text()
        like = {"DATETIME": "`TIMESTAMP(3)`", "CLOB": "`STRING`", "BLOB": "`BYTES`"}
        hint = f"write {like[p.kind]}" if p.kind in like else ""
        p.refuse(f"`{text}` is no type of Flink SQL", hint=hint)
    parts = dotted(p, "a type")
    name = ".".join(part.name for part in parts)
    return _made(p, start, name, T.USERDEFINED, kind=name)


def _sizes(p: Cursor, most: int) -> list[exp.Expr]:
    """The numbers in parentheses after a type, if there are any."""
    sizes: list[exp.Expr] = []
    if p.kind != "(":
        return sizes
    p.open()
    while True:
        if p.kind != "int":
            p.fail("a number")
        number = mark(exp.Literal(this=p.text(), is_string=False), p.start, p.ends[p.i])
        sizes.append(mark(exp.DataTypeParam(this=number), p.start, p.ends[p.i]))
        p.next()
        if len(sizes) == most or not p.accept(","):
            break
    p.close()
    return sizes


def _character_set(p: Cursor, kind: str) -> None:
    if kind in ("CHAR", "CHARACTER", "VARCHAR") and p.accept_all("CHARACTER", "SET"):
        identifier(p)


def _varying(p: Cursor, start: int) -> exp.DataType:
    kind = p.kind
    fixed, varying = _VARYING[kind]
    p.next()
    chosen = varying if p.accept("VARYING") else fixed
    sizes = _sizes(p, 1)
    _character_set(p, kind)
    return _made(p, start, chosen.value, chosen, expressions=sizes)


def _double(p: Cursor, start: int) -> exp.DataType:
    p.next()
    p.accept("PRECISION")
    return _made(p, start, "DOUBLE", T.DOUBLE)


def _time(p: Cursor, start: int) -> exp.DataType:
    name = p.kind
    p.next()
    kind = T.TIME if name == "TIME" else T.TIMESTAMP
    sizes = _sizes(p, 1)
    if p.kind == "WITH":
        p.expect("WITH", "LOCAL", "TIME", "ZONE")
        name, kind = f"{name}_LTZ", T.TIMESTAMPLTZ
    elif p.kind == "WITHOUT" and p.peek() == "TIME":
        p.expect("WITHOUT", "TIME", "ZONE")
    return _made(p, start, name, kind, expressions=sizes)


def _angled(p: Cursor, start: int) -> exp.DataType:
    """`ARRAY<t>` or `MULTISET<t>`."""
    name = p.kind
    if p.peek() != "<":
        p.next()
        p.refuse(
            f"`{name}` needs the type of its elements",
            token=p.i - 1,
            hint=f"write `{name}<STRING>`, with the type you mean",
        )
    p.next()
    p.next()
    p.deeper()
    element = full_type(p)
    p.depth -= 1
    p.expect(">")
    return _made(p, start, name, _COLLECTED[name], expressions=[element], nested=True)


def _map(p: Cursor, start: int) -> exp.DataType:
    if p.peek() != "<":
        return _own(p, start)
    p.next()
    p.next()
    p.deeper()
    key = full_type(p)
    p.expect(",")
    value = full_type(p)
    p.depth -= 1
    p.expect(">")
    return _made(p, start, "MAP", T.MAP, expressions=[key, value], nested=True)


def _row(p: Cursor, start: int) -> exp.DataType:
    p.next()
    fields: list[exp.Expr] = []
    p.deeper()
    if p.accept("<>"):
        pass
    elif p.accept("<"):
        fields = _fields(p, ">")
        p.expect(">")
    elif p.kind == "(":
        p.open()
        fields = _fields(p, ")")
        p.close(",")
    else:
        p.refuse("`ROW` needs its fields", token=p.i - 1, hint="write `ROW<name STRING>`, say")
    p.depth -= 1
    return _made(p, start, "ROW", T.STRUCT, expressions=fields, nested=True)


def _fields(p: Cursor, end: str) -> list[exp.Expr]:
    fields: list[exp.Expr] = []
    if p.kind not in (end, ","):
        fields.append(_field(p))
    while p.accept(","):
        fields.append(_field(p))
    return fields


def _field(p: Cursor) -> exp.Expr:
    start = p.start
    name = identifier(p, "the name of a field")
    kind = full_type(p)
    constraints: list[exp.Expr] = []
    if p.kind == "string":
        constraints.append(comment(p))
    return mark(exp.ColumnDef(this=name, kind=kind, constraints=constraints), start, p.last)


def comment(p: Cursor) -> exp.ColumnConstraint:
    """A comment's text as a constraint of a column."""
    start = p.start
    node = exp.ColumnConstraint(kind=exp.CommentColumnConstraint(this=string(p)))
    return mark(node, start, p.last)


def _raw(p: Cursor, start: int) -> exp.DataType:
    p.gate("raw-type")
    p.next()
    p.open()
    name = string(p)
    p.expect(",")
    serializer = string(p)
    p.close()
    return _made(p, start, "RAW", T.USERDEFINED, kind="RAW", values=[name, serializer])


def _structured(p: Cursor, start: int) -> exp.DataType:
    if p.peek() != "<":
        return _own(p, start)
    p.gate("structured-type")
    p.next()
    p.next()
    if not is_string(p.kind):
        p.fail("the name of a class in single quotes")
    name = string(p)
    p.deeper()
    fields = _fields(p, ">") if p.accept(",") else []
    p.depth -= 1
    p.expect(">")
    return _made(p, start, "STRUCTURED", T.STRUCT, expressions=fields, values=[name], nested=True)


def _word(p: Cursor, start: int) -> exp.DataType:
    """A type that is a reserved word where it exists, and elsewhere a name like any other."""
    name = p.kind
    p.next()
    return _made(p, start, name, T.USERDEFINED, kind=name)


_SPECIAL = {
    "BINARY": _varying, "CHAR": _varying, "CHARACTER": _varying, "DOUBLE": _double,
    "TIME": _time, "TIMESTAMP": _time, "ARRAY": _angled, "MULTISET": _angled, "MAP": _map,
    "ROW": _row, "RAW": _raw, "STRUCTURED": _structured, "VARIANT": _word, "BITMAP": _word,
}  # fmt: skip
