"""ALTER and DROP statements."""

from collections.abc import Callable

from flinklint.sql import creation, exp, queries, tables
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import plain_string
from flinklint.sql.names import column_of, dotted, dotted_list, identifier, table_name, table_of


def alter(p: Cursor) -> tuple[str, exp.Expr]:
    """Any ALTER statement; says which."""
    start = p.start
    p.next()
    if p.kind in ("SYSTEM", "SESSION"):
        return _alter_setting(p, start)
    kind = p.kind
    temporary = p.accept("TEMPORARY")
    if temporary and p.kind == "SYSTEM":
        p.gate("alter-system-function")
        p.next()
    if temporary and p.kind != "FUNCTION":
        p.fail("FUNCTION", "SYSTEM FUNCTION")
    kind = p.kind
    read = _ALTER.get(kind)
    if read is None:
        p.fail("TABLE", "VIEW", "DATABASE", "FUNCTION", "CATALOG")
    node = read(p)
    return f"ALTER {node.args['kind']}", mark(node, start, p.last)


def _alter_setting(p: Cursor, start: int) -> tuple[str, exp.Expr]:
    kind = p.kind
    p.next()
    action = p.expect_one("SET", "RESET")
    if action == "RESET" and p.kind == "ALL":
        p.next()
    else:
        dotted(p)
    if action == "SET":
        p.expect("=")
        if p.kind in p.names or p.kind == "ON":
            p.next()
        else:
            tables.literal(p)
    node = exp.Command(this=f"ALTER {kind}", expression=p.script[start : p.last])
    return f"ALTER {kind}", mark(node, start, p.last)


def _altered(kind: str, this: exp.Expr, actions: list[exp.Expr], **args: object) -> exp.Alter:
    return exp.Alter(this=this, kind=kind, actions=actions, **args)


def _set(p: Cursor) -> exp.Expr:
    start = p.start
    p.expect("SET")
    node = exp.AlterSet(expressions=tables.options(p))
    return mark(node, start, p.last)


def _reset(p: Cursor) -> exp.Expr:
    start = p.start
    p.expect("RESET")
    node = exp.AlterSet(option=tables.option_keys(p), reset=True)
    return mark(node, start, p.last)


def _rename(p: Cursor) -> exp.Expr:
    start = p.start
    p.expect("RENAME", "TO")
    return mark(exp.AlterRename(this=table_name(p)), start, p.last)


def _table(p: Cursor) -> exp.Alter:
    p.next()
    place = p.i
    exists = tables.if_exists(p)
    if exists:
        p.gate("alter-table-if-exists", place)
    this = table_name(p, "the name of the table")
    p.where = "the name of the table"
    if p.kind == "PARTITION" or p.kind == "COMPACT":
        p.gate("alter-table-compact")
        if p.kind == "PARTITION":
            tables.partition(p)
        start = p.start
        p.expect("COMPACT")
        return _altered("TABLE", this, [mark(exp.Var(this="COMPACT"), start, p.last)])
    read = _TABLE_ACTIONS.get(p.kind)
    if read is None:
        p.fail("SET", "RESET", "ADD", "MODIFY", "DROP", "RENAME")
    return _altered("TABLE", this, read(p), exists=exists)


def _table_rename(p: Cursor) -> list[exp.Expr]:
    if p.peek() == "TO":
        return [_rename(p)]
    start = p.start
    p.gate("alter-table-rename-column")
    p.next()
    old = column_of(dotted(p, "a column"))
    p.expect("TO")
    node = exp.RenameColumn(this=old, to=column_of(dotted(p, "a column")))
    return [mark(node, start, p.last)]


def _table_reset(p: Cursor) -> list[exp.Expr]:
    p.gate("alter-table-reset")
    return [_reset(p)]


def _table_set(p: Cursor) -> list[exp.Expr]:
    return [_set(p)]


def _add(p: Cursor) -> list[exp.Expr]:
    start = p.start
    p.next()
    if p.kind == "PARTITION" or (p.kind == "IF" and p.peek() == "NOT"):
        p.gate("alter-table-partition")
        exists = tables.if_not_exists(p)
        found: list[exp.Expr] = []
        while not found or p.kind == "PARTITION":
            item = tables.partition(p)
            if settings := tables.with_options(p):
                item.set("options", settings)
            found.append(item)
        node = exp.AddPartition(this=exp.Tuple(expressions=found), exists=exists)
        return [mark(node, start, p.last)]
    if p.kind == "DISTRIBUTION":
        p.gate("distributed-by")
        p.next()
        return [tables.distribution(p)]
    if p.kind not in ("PRIMARY", "UNIQUE", "CONSTRAINT"):
        p.gate("alter-table-columns", p.i - 1)
    else:
        p.gate("alter-table-constraint", p.i - 1)
    return _columns(p)


def _modify(p: Cursor) -> list[exp.Expr]:
    p.gate("alter-table-columns")
    p.next()
    return _columns(p, modify=True)


def _columns(p: Cursor, *, modify: bool = False) -> list[exp.Expr]:
    if p.kind != "(":
        return [_column(p, modify)]
    p.open()
    found = [_column(p, modify)]
    while p.accept(","):
        found.append(_column(p, modify))
    tables.one_watermark(p, found)
    p.close(",")
    return found


def _column(p: Cursor, modify: bool) -> exp.Expr:
    if p.kind == "DISTRIBUTION":
        p.gate("distributed-by")
        p.next()
        return tables.distribution(p)
    node = tables.column(p)
    if isinstance(node, exp.ColumnDef):
        if p.kind == "FIRST":
            node.set("position", exp.ColumnPosition(position="FIRST"))
            p.next()
        elif p.kind == "AFTER":
            p.next()
            after = exp.ColumnPosition(this=column_of(dotted(p)), position="AFTER")
            node.set("position", after)
        node.meta["end"] = p.last
    if modify:
        node.set("modify", True)
    return node


def _drop_part(p: Cursor) -> list[exp.Expr]:
    start, first = p.start, p.i
    p.next()
    kind = p.kind
    node: exp.Expr
    if kind == "PARTITION" or (kind == "IF" and p.peek() == "EXISTS"):
        p.gate("alter-table-partition", first)
        exists = tables.if_exists(p)
        found: list[exp.Expr] = [tables.partition(p)]
        while p.accept(","):
            found.append(tables.partition(p))
        node = exp.DropPartition(expressions=found, exists=exists)
        return [mark(node, start, p.last)]
    if kind == "CONSTRAINT":
        p.gate("alter-table-constraint", first)
        p.next()
        node = exp.Drop(kind="CONSTRAINT", this=identifier(p))
        return [mark(node, start, p.last)]
    p.gate("alter-table-drop", first)
    if kind == "PRIMARY":
        p.expect("PRIMARY", "KEY")
        node = exp.Drop(kind="PRIMARY KEY")
    elif kind == "WATERMARK" or (kind == "DISTRIBUTION" and p.has("distributed-by")):
        p.next()
        node = exp.Drop(kind=kind)
    elif kind == "(":
        node = exp.Drop(kind="COLUMN", expressions=dotted_list(p))
    else:
        node = exp.Drop(kind="COLUMN", expressions=[column_of(dotted(p, "a column"))])
    return [mark(node, start, p.last)]


_TABLE_ACTIONS: dict[str, Callable[[Cursor], list[exp.Expr]]] = {
    "RENAME": _table_rename, "RESET": _table_reset, "SET": _table_set, "ADD": _add,
    "MODIFY": _modify, "DROP": _drop_part,
}  # fmt: skip


def _view(p: Cursor) -> exp.Alter:
    p.gate("alter-view")
    p.next()
    this = table_name(p, "the name of the view")
    if p.kind == "RENAME":
        return _altered("VIEW", this, [_rename(p)])
    if p.kind != "AS":
        p.fail("RENAME TO", "AS")
    p.next()
    return _altered("VIEW", this, [queries.query(p)])


def _database(p: Cursor) -> exp.Alter:
    p.next()
    this = table_name(p, "the name of the database")
    if p.kind != "SET":
        p.fail("SET")
    return _altered("DATABASE", this, [_set(p)])


def _catalog(p: Cursor) -> exp.Alter:
    p.gate("alter-catalog")
    p.next()
    this = table_of([identifier(p, "the name of the catalog")])
    action: exp.Expr | None
    if p.kind == "SET":
        action = _set(p)
    elif p.kind == "RESET":
        action = _reset(p)
    else:
        action = tables.commented(p)
    if action is None:
        p.fail("SET", "RESET", "COMMENT")
    return _altered("CATALOG", this, [action])


def _function(p: Cursor) -> exp.Alter:
    p.next()
    exists = tables.if_exists(p)
    this = table_name(p, "the name of the function")
    p.expect("AS")
    name = plain_string(p, "the name of a class in single quotes")
    language = creation.language_of(p)
    return _altered("FUNCTION", this, [name], exists=exists, language=language)


def _named(kind: str, feature: str) -> Callable[[Cursor], exp.Alter]:
    """ALTER of a model or a connection."""

    def read(p: Cursor) -> exp.Alter:
        p.gate(feature)
        p.next()
        exists = tables.if_exists(p)
        this = table_name(p)
        if p.kind == "RENAME":
            action = _rename(p)
        elif p.kind == "SET":
            action = _set(p)
        elif p.kind == "RESET":
            if kind == "MODEL":
                p.gate("alter-model-reset")
            action = _reset(p)
        else:
            p.fail("SET", "RESET", "RENAME TO")
        return _altered(kind, this, [action], exists=exists)

    return read


def _materialized(p: Cursor) -> exp.Alter:
    p.gate("materialized-table")
    p.next()
    p.expect("TABLE")
    this = table_name(p, "the name of the table")
    kind, start = p.kind, p.start
    read = _MATERIALIZED_ACTIONS.get(kind)
    if read is None:
        p.fail("SUSPEND", "RESUME", "REFRESH", "SET", "AS")
    actions = read(p)
    for action in actions:
        if "start" not in action.meta:
            mark(action, start, p.last)
    return _altered("MATERIALIZED TABLE", this, actions)


def _suspend(p: Cursor) -> list[exp.Expr]:
    p.next()
    return [exp.Var(this="SUSPEND")]


def _resume(p: Cursor) -> list[exp.Expr]:
    p.next()
    return [exp.Var(this="RESUME", options=tables.with_options(p))]


def _refresh(p: Cursor) -> list[exp.Expr]:
    p.next()
    part = tables.partition(p) if p.kind == "PARTITION" else None
    return [exp.Var(this="REFRESH", partition=part)]


def _materialized_set(p: Cursor) -> list[exp.Expr]:
    if p.peek() == "(":
        return [_set(p)]
    p.next()
    kind = p.expect_one("FRESHNESS", "REFRESH_MODE", "(")
    if kind == "FRESHNESS":
        return [exp.Property(this=exp.Var(this=kind), value=creation.freshness(p))]
    p.expect("=")
    mode = p.expect_one("FULL", "CONTINUOUS")
    return [exp.Property(this=exp.Var(this=kind), value=exp.Var(this=mode))]


def _materialized_reset(p: Cursor) -> list[exp.Expr]:
    return [_reset(p)]


def _materialized_as(p: Cursor) -> list[exp.Expr]:
    p.gate("alter-materialized-as")
    p.next()
    return [queries.query(p)]


def _materialized_change(p: Cursor) -> list[exp.Expr]:
    kind = p.kind
    if p.peek() == "DISTRIBUTION":
        p.gate("alter-materialized-distribution")
        p.next()
        p.next()
        if kind == "DROP":
            return [exp.Drop(kind="DISTRIBUTION")]
        return [tables.distribution(p)]
    p.gate("alter-materialized-columns")
    return {"ADD": _add, "MODIFY": _modify, "DROP": _drop_part}[kind](p)


_MATERIALIZED_ACTIONS: dict[str, Callable[[Cursor], list[exp.Expr]]] = {
    "SUSPEND": _suspend, "RESUME": _resume, "REFRESH": _refresh, "SET": _materialized_set,
    "RESET": _materialized_reset, "AS": _materialized_as, "ADD": _materialized_change,
    "MODIFY": _materialized_change, "DROP": _materialized_change,
}  # fmt: skip
_ALTER: dict[str, Callable[[Cursor], exp.Alter]] = {
    "TABLE": _table, "VIEW": _view, "DATABASE": _database, "CATALOG": _catalog,
    "FUNCTION": _function, "MODEL": _named("MODEL", "model"),
    "CONNECTION": _named("CONNECTION", "connection"), "MATERIALIZED": _materialized,
}  # fmt: skip


def drop(p: Cursor) -> tuple[str, exp.Expr]:
    """Any DROP statement; says which."""
    start, first = p.start, p.i
    p.next()
    temporary = p.accept("TEMPORARY")
    system = p.kind == "SYSTEM" and p.peek() in ("FUNCTION", "CONNECTION")
    if system:
        p.next()
    kind = p.kind
    if kind not in _DROPPED:
        p.fail("TABLE", "VIEW", "FUNCTION", "DATABASE", "CATALOG")
    if kind in _DROP_GATES:
        p.gate(_DROP_GATES[kind])
    p.next()
    if kind == "MATERIALIZED":
        if temporary:
            p.refuse("a materialized table is never temporary", token=first + 1)
        p.expect("TABLE")
        kind = "MATERIALIZED TABLE"
    if temporary and kind in ("TABLE", "VIEW", "CATALOG", "DATABASE"):
        p.gate("temporary", first + 1)
    if system and not temporary:
        p.gate("drop-system-function", first + 1)
    exists = tables.if_exists(p)
    this = table_name(p)
    node = exp.Drop(kind=kind, tables=[this], this=this, exists=exists, temporary=temporary)
    if system:
        node.set("system", True)
    if kind == "DATABASE" and p.kind in ("CASCADE", "RESTRICT"):
        node.set(p.kind.lower(), True)
        p.next()
    return f"DROP {kind}", mark(node, start, p.last)


_DROPPED = frozenset(
    ("TABLE", "VIEW", "FUNCTION", "DATABASE", "CATALOG", "MODEL", "CONNECTION", "MATERIALIZED")
)
_DROP_GATES = {
    "CATALOG": "catalog", "MODEL": "model", "CONNECTION": "connection",
    "MATERIALIZED": "materialized-table",
}  # fmt: skip
