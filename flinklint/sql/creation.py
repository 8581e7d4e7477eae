"""CREATE and REPLACE statements."""

from collections.abc import Callable

from flinklint.sql import exp, expressions, queries, tables
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.literals import plain_string, string
from flinklint.sql.names import identifier, name_list, table_name, table_of
from flinklint.sql.types import comment

_OBJECTS = ("TABLE", "VIEW", "FUNCTION", "CATALOG", "DATABASE")


def create(p: Cursor) -> tuple[str, exp.Expr]:
    """Any CREATE statement; says which."""
    start = p.start
    p.next()
    replace = p.kind == "OR" and p.peek() == "REPLACE"
    alter = p.kind == "OR" and p.peek() == "ALTER"
    if replace or alter:
        p.next()
        p.next()
    elif p.kind == "OR":
        p.next()
        p.fail("REPLACE", "ALTER")
    temporary = p.kind == "TEMPORARY"
    if temporary:
        p.next()
    place = p.i
    system = p.kind == "SYSTEM" and p.peek() in ("FUNCTION", "CONNECTION")
    if system:
        p.next()
    read = _READ.get(p.kind)
    if read is None or (alter and p.kind != "MATERIALIZED"):
        p.fail(*(_OBJECTS if not alter else ("MATERIALIZED TABLE",)))
    kind = p.kind
    node = read(p, temporary, replace)
    if temporary and kind in ("TABLE", "VIEW", "CATALOG", "DATABASE"):
        p.gate("temporary", place - 1)
    if system and not temporary:
        if kind == "CONNECTION":
            p.refuse("a system connection must be temporary", token=place)
        p.gate("permanent-system-function", place)
    if system and node.this.args.get("db"):
        p.gate("dotted-system-function", place)
    if alter:
        p.gate("create-or-alter", place - 1)
    if replace:
        node.set("replace", True)
    if system:
        node.set("system", True)
    if temporary:
        properties = node.args.get("properties") or exp.Properties(expressions=[])
        properties.append("expressions", exp.TemporaryProperty())
        node.set("properties", properties)
    return f"CREATE {node.args['kind']}", mark(node, start, p.last)


def replace_table(p: Cursor) -> tuple[str, exp.Expr]:
    """REPLACE TABLE .. AS .. without CREATE."""
    start = p.start
    p.gate("replace-table")
    p.next()
    temporary = p.accept("TEMPORARY")
    if p.kind != "TABLE":
        p.fail("TABLE")
    node = _table(p, temporary, True)
    if not node.args.get("expression"):
        p.fail("AS")
    node.set("replace", True)
    return "REPLACE TABLE", mark(node, start, p.last)


def _created(
    p: Cursor,
    kind: str,
    this: exp.Expr,
    found: list[exp.Expr | None],
    **args: object,
) -> exp.Create:
    properties = [node for node in found if node is not None]
    if properties:
        args["properties"] = exp.Properties(expressions=properties)
    return exp.Create(this=this, kind=kind, **args)


def _table(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.next()
    p.where = "CREATE TABLE"
    place = p.i
    exists = tables.if_not_exists(p)
    if exists:
        p.gate("table-if-not-exists", place)
    this: exp.Expr = table_name(p, "the name of the table")
    p.where = "the name of the table"
    listed: list[exp.Expr] = []
    opened = p.i
    if p.kind == "(":
        listed = tables.columns(p, bare=True)
        p.where = "the columns"
        schema = exp.Schema(this=this, expressions=listed)
        this = mark(schema, this.meta["start"], p.last)
    elif p.kind == "hole":
        p.next()
    found: list[exp.Expr | None] = [tables.commented(p)]
    found.append(tables.distributed(p))
    found.append(tables.partitioned(p))
    settings = tables.with_options(p)
    found += settings or []
    args: dict[str, object] = {"exists": exists, "options": settings}
    bare = bool(listed) and isinstance(listed[0], exp.Identifier)
    if p.kind == "LIKE" and not bare:
        found.append(tables.like(p))
        p.where = "LIKE"
    elif p.kind == "AS" and p.peek() == "TABLE" and _is_vendor_copy(p):
        args["source"] = _copied_table(p)
    elif p.kind == "AS":
        p.gate("create-table-as")
        if bare:
            p.gate("create-table-as-names", opened)
        p.next()
        p.where = "AS"
        args["expression"] = queries.query(p)
    elif bare and not any(node.args.get("this") == "hole" for node in listed):
        first = listed[0].name
        if not p.script.startswith("${", listed[0].meta["start"]):
            p.refuse(
                f"column `{first}` has no type",
                token=opened + 1,
                hint=f"write `{first} STRING`, say",
            )
    else:
        wanted = [] if settings is not None else ["WITH"]
        if not p.at_end() and not p.depth:
            p.fail(*wanted, "LIKE", "AS", complete=True)
    return _created(p, "TABLE", this, found, **args)


def _is_vendor_copy(p: Cursor) -> bool:
    """Whether `AS TABLE s` is the vendor's copy of a table, not a query of Flink's own."""
    i = p.i + 2
    while p.kinds[i] in p.names or p.kinds[i] == ".":
        if p.kinds[i] == "ADD" and p.kinds[i + 1] == "COLUMN":
            return True
        i += 1
    return p.kinds[i] == "/*+" or p.kinds[i] == "ADD" or p.vendor


def _copied_table(p: Cursor) -> exp.Expr:
    """`AS TABLE source [/*+ OPTIONS(..) */] [ADD COLUMN (..)]` of Ververica's engine."""
    start, first = p.start, p.i
    p.expect("AS", "TABLE")
    parts = [identifier(p)]
    while p.accept("."):
        parts.append(identifier(p))
    node = table_of(parts)
    extra = False
    if p.kind == "/*+":
        from flinklint.sql.hints import table_hints

        node.set("hints", table_hints(p))
        extra = True
    if p.kind == "ADD":
        p.expect("ADD", "COLUMN")
        node.set("added", _added_columns(p))
        extra = True
    if extra:
        _vendor(p, "vendor-table-copy", first)
    node.meta["start"] = start
    return mark(node, start, p.last)


def _vendor(p: Cursor, feature: str, token: int) -> None:
    if not p.vendor:
        p.gate(feature, token)


def _added_columns(p: Cursor) -> list[exp.Expr]:
    if p.kind != "(":
        return [_added_column(p)]
    p.open()
    found = [_added_column(p)]
    while p.accept(","):
        found.append(_added_column(p))
    p.close(",")
    return found


def _added_column(p: Cursor) -> exp.Expr:
    node = tables.column(p)
    if p.kind == "FIRST":
        p.next()
        node.set("position", exp.ColumnPosition(position="FIRST"))
    elif p.kind == "AFTER":
        p.next()
        node.set("position", exp.ColumnPosition(this=identifier(p), position="AFTER"))
    return node


def _view(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.next()
    p.where = "CREATE VIEW"
    place = p.i
    exists = tables.if_not_exists(p)
    if exists:
        p.gate("view-if-not-exists", place)
    this: exp.Expr = table_name(p, "the name of the view")
    p.where = "the name of the view"
    if p.kind == "(":
        listed = _view_columns(p)
        this = mark(exp.Schema(this=this, expressions=listed), this.meta["start"], p.last)
    note = tables.commented(p)
    p.expect("AS")
    p.where = "AS"
    return _created(p, "VIEW", this, [note], expression=queries.query(p), exists=exists)


def _view_columns(p: Cursor) -> list[exp.Expr]:
    return list(name_list(p))


def _function(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.next()
    exists = tables.if_not_exists(p)
    this = table_name(p, "the name of the function")
    p.expect("AS")
    name = plain_string(p, "the name of a class in single quotes")
    language = language_of(p)
    jars: list[exp.Expr] = []
    if p.kind == "USING":
        if language is not None and language.name in ("SQL", "PYTHON"):
            p.refuse(f"a function in {language.name} takes no `USING`")
        p.gate("function-using")
        p.next()
        jars.append(_resource(p))
        while p.accept(","):
            jars.append(_resource(p))
    settings = None
    if p.kind == "WITH":
        p.gate("function-with")
        settings = tables.with_options(p)
    args = {"expression": name, "exists": exists, "language": language, "using": jars}
    return _created(p, "FUNCTION", this, list(settings or []), options=settings, **args)


def language_of(p: Cursor) -> exp.Var | None:
    """LANGUAGE and its name, if they are there."""
    if p.kind != "LANGUAGE":
        return None
    p.next()
    if p.kind == "PYTHON":
        p.gate("language-python")
    kind = p.expect_one("JAVA", "SCALA", "SQL", "PYTHON")
    return mark(exp.Var(this=kind), p.starts[p.i - 1], p.last)


def _resource(p: Cursor) -> exp.Expr:
    start = p.start
    if p.kind == "ARTIFACT":
        p.gate("using-artifact")
    kind = p.expect_one("JAR", "ARTIFACT")
    node = exp.Property(this=exp.Var(this=kind), value=plain_string(p))
    return mark(node, start, p.last)


def _catalog(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.gate("catalog")
    p.next()
    place = p.i
    exists = tables.if_not_exists(p)
    if exists:
        p.gate("catalog-extras", place)
    this = table_of([identifier(p, "the name of the catalog")])
    p.where = "the name of the catalog"
    if p.kind == "COMMENT":
        p.gate("catalog-extras")
    note = tables.commented(p)
    settings = tables.with_options(p)
    found = [note, *(settings or [])]
    return _created(p, "CATALOG", this, found, exists=exists, options=settings)


def _database(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.next()
    exists = tables.if_not_exists(p)
    this = table_name(p, "the name of the database")
    p.where = "the name of the database"
    note = tables.commented(p)
    settings = tables.with_options(p)
    found = [note, *(settings or [])]
    args: dict[str, object] = {"exists": exists, "options": settings}
    if p.kind == "AS" and p.peek() == "DATABASE":
        args["source"] = _copied_database(p)
    return _created(p, "DATABASE", this, found, **args)


def _copied_database(p: Cursor) -> exp.Expr:
    """`AS DATABASE source INCLUDING ALL TABLES [EXCLUDING TABLE 'p']` of Ververica's engine."""
    start, first = p.start, p.i
    p.expect("AS", "DATABASE")
    node = table_name(p, "the name of a database")
    p.expect("INCLUDING")
    if p.kind == "ALL":
        p.expect("ALL", "TABLES")
        node.set("including", [])
    else:
        node.set("including", _patterns(p))
    if p.accept("EXCLUDING"):
        node.set("excluding", _patterns(p))
    if p.kind == "/*+":
        from flinklint.sql.hints import table_hints

        node.set("hints", table_hints(p))
    _vendor(p, "vendor-database-copy", first)
    return mark(node, start, p.last)


def _patterns(p: Cursor) -> list[exp.Expr]:
    p.expect("TABLE")
    found: list[exp.Expr] = [string(p)]
    while p.accept(","):
        p.accept("TABLE")
        found.append(string(p))
    return found


def _model(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.gate("model")
    p.next()
    exists = tables.if_not_exists(p)
    this = table_name(p, "the name of the model")
    p.where = "the name of the model"
    args: dict[str, object] = {"exists": exists}
    for word in ("INPUT", "OUTPUT"):
        if p.accept(word):
            args[word.lower()] = tables.columns(p)
    note = tables.commented(p)
    settings = tables.with_options(p)
    if p.accept("AS"):
        args["expression"] = queries.query(p)
    return _created(p, "MODEL", this, [note, *(settings or [])], options=settings, **args)


def _connection(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.gate("connection")
    p.next()
    exists = tables.if_not_exists(p)
    this = table_name(p, "the name of the connection")
    note = tables.commented(p)
    settings = tables.with_options(p)
    if settings is None:
        p.fail("WITH")
    return _created(p, "CONNECTION", this, [note, *settings], exists=exists, options=settings)


def _materialized(p: Cursor, temporary: bool, replace: bool) -> exp.Create:
    p.gate("materialized-table")
    first = p.i
    p.next()
    if temporary or replace:
        what = "temporary" if temporary else "OR REPLACE"
        p.refuse(f"a materialized table cannot be created {what}", token=first)
    p.expect("TABLE")
    this: exp.Expr = table_name(p, "the name of the table")
    p.where = "the name of the table"
    if p.kind == "(":
        place = p.i
        listed = tables.columns(p, bare=True)
        if not all(isinstance(node, exp.PrimaryKey | exp.Constraint) for node in listed):
            p.gate("materialized-columns", place)
        this = mark(exp.Schema(this=this, expressions=listed), this.meta["start"], p.last)
    found: list[exp.Expr | None] = [tables.commented(p)]
    if p.kind == "DISTRIBUTED":
        p.gate("materialized-distribution")
    found.append(tables.distributed(p))
    found.append(tables.partitioned(p))
    settings = tables.with_options(p)
    found += settings or []
    args: dict[str, object] = {"options": settings}
    if p.kind == "START_MODE":
        p.gate("start-mode")
        p.next()
        args["start_mode"] = _start_mode(p)
    if p.kind == "FRESHNESS":
        p.next()
        args["freshness"] = freshness(p)
    else:
        p.gate("no-freshness")
    if p.kind == "REFRESH_MODE":
        p.next()
        p.expect("=")
        args["refresh_mode"] = p.expect_one("FULL", "CONTINUOUS")
    if p.kind != "AS":
        p.fail(*(("FRESHNESS",) if "freshness" not in args else ()), "AS")
    p.next()
    p.where = "AS"
    return _created(p, "MATERIALIZED TABLE", this, found, expression=queries.query(p), **args)


def freshness(p: Cursor) -> exp.Expr:
    """`= INTERVAL '1' HOUR` after FRESHNESS."""
    p.expect("=")
    if p.kind != "INTERVAL":
        p.fail("INTERVAL")
    first = p.i
    node = expressions.interval(p)
    if not isinstance(node.this, exp.Literal) or not node.this.is_string:
        p.refuse(
            "`FRESHNESS` takes an interval with its number in single quotes",
            token=first + 1,
            hint="write `INTERVAL '1' HOUR`, say",
        )
    return node


_STARTS = (
    "FROM_BEGINNING", "FROM_NOW", "FROM_TIMESTAMP", "RESUME_OR_FROM_BEGINNING",
    "RESUME_OR_FROM_NOW", "RESUME_OR_FROM_TIMESTAMP",
)  # fmt: skip


def _start_mode(p: Cursor) -> exp.Expr:
    p.expect("=")
    start = p.start
    kind = p.expect_one(*_STARTS)
    found = expressions.values(p) if p.kind == "(" else []
    return mark(exp.Anonymous(this=kind, expressions=found), start, p.last)


_READ: dict[str, Callable[[Cursor, bool, bool], exp.Create]] = {
    "TABLE": _table, "VIEW": _view, "FUNCTION": _function, "CATALOG": _catalog,
    "DATABASE": _database, "MODEL": _model, "CONNECTION": _connection,
    "MATERIALIZED": _materialized,
}  # fmt: skip
__all__ = ["comment", "create", "freshness", "language_of", "replace_table"]
