"""Every statement but CREATE, ALTER and DROP, and the choice among them all."""

from collections.abc import Callable

from flinklint.sql import changes, creation, exp, expressions, queries, tables
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.hints import table_hints
from flinklint.sql.literals import plain_string, string
from flinklint.sql.names import (
    column_of,
    dotted,
    identifier,
    name_list,
    table_name,
    table_of,
)

Read = tuple[str, exp.Expr]


def statement(p: Cursor) -> Read:
    """One statement, whichever it is, with the words that name it."""
    kind = p.kind
    read = STATEMENTS.get(kind)
    if read is not None:
        return read(p)
    if kind in queries.STARTS or kind == "(":
        start = p.start
        node = queries.query(p)
        return "SELECT", mark(node, start, p.last)
    return p.fail("a statement")  # a word that begins nothing


# INSERT, UPDATE, DELETE, MERGE


def insert(p: Cursor) -> Read:
    """INSERT INTO or INSERT OVERWRITE (or UPSERT, which the parser takes)."""
    start, word = p.start, p.kind
    p.next()
    overwrite = p.kind == "OVERWRITE" and word == "INSERT"
    if p.kind == "OVERWRITE" and not overwrite:
        p.refuse("`OVERWRITE` goes with `INSERT` only")
    if not overwrite and p.kind != "INTO":
        p.fail("INTO", "OVERWRITE")
    p.next()
    table = table_name(p, "the name of a table")
    p.where = "the name of the table"
    if p.kind == "/*+":
        table.set("hints", table_hints(p))
        table.meta["end"] = p.last
    queries.extended(p, table)
    part = tables.partition(p) if p.kind == "PARTITION" else None
    this: exp.Expr = table
    if p.kind == "(" and p.peek() in p.names and p.peek(2) not in (";", "<end>"):
        place = p.i
        this = _target(p, table)
        if part is not None:
            p.gate("partition-columns", place)
    if p.kind == "PARTITION" and part is None:
        p.gate("columns-partition")
        part = tables.partition(p)
    p.where = "the table to insert into"
    if p.kind not in queries.STARTS and p.kind not in ("(", "hole"):
        wanted = ("(",) if this is table else ()
        p.fail("SELECT", "VALUES", "WITH", *wanted)
    source = queries.query(p)
    node = exp.Insert(this=this, expression=source, overwrite=overwrite, partition=part)
    if p.kind == "ON" and p.peek() == "CONFLICT":
        node.set("conflict", _conflict(p))
    if word == "UPSERT":
        node.set("upsert", True)
    return "INSERT", mark(node, start, p.last)


def _target(p: Cursor, table: exp.Table) -> exp.Expr:
    """The columns to insert into, in parentheses."""
    p.open()
    columns: list[exp.Expr] = []
    while True:
        columns.append(column_of(dotted(p, "a column")))
        if not p.accept(","):
            break
    p.close(",")
    return mark(exp.Schema(this=table, expressions=columns), table.meta["start"], p.last)


def _conflict(p: Cursor) -> exp.Expr:
    start = p.start
    p.gate("on-conflict")
    p.expect("ON", "CONFLICT", "DO")
    action = p.expect_one("NOTHING", "ERROR", "DEDUPLICATE")
    return mark(exp.OnConflict(action=exp.Var(this=action)), start, p.last)


def _changed_table(p: Cursor, after: str) -> exp.Table:
    """The table of UPDATE, DELETE or MERGE, with its alias."""
    table = table_name(p, "the name of a table")
    if p.kind == "/*+":
        table.set("hints", table_hints(p))
    queries.extended(p, table)
    if p.kind == "AS" or p.kind in p.names:
        start = p.start
        if not p.accept("AS"):
            p.alias = p.i
        table.set("alias", mark(exp.TableAlias(this=identifier(p)), start, p.last))
    p.where = after
    return table


def _assignments(p: Cursor, *, long: bool = False) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    while True:
        start = p.start
        parts = dotted(p, "a column") if long else [identifier(p, "a column")]
        if p.kind != "=":
            p.fail("=")
        p.next()
        node = exp.EQ(this=column_of(parts), expression=expressions.expression(p))
        found.append(mark(node, start, p.last))
        if not p.accept(","):
            return found


def update(p: Cursor) -> Read:
    """UPDATE t SET a = 1 WHERE ..."""
    start = p.start
    p.next()
    table = _changed_table(p, "the name of the table")
    p.expect("SET")
    changed = _assignments(p)
    where = queries.where(p) if p.kind == "WHERE" else None
    node = exp.Update(this=table, expressions=changed, where=where)
    return "UPDATE", mark(node, start, p.last)


def delete(p: Cursor) -> Read:
    """DELETE FROM t WHERE ..."""
    start = p.start
    p.next()
    p.expect("FROM")
    table = _changed_table(p, "the name of the table")
    where = queries.where(p) if p.kind == "WHERE" else None
    return "DELETE", mark(exp.Delete(this=table, where=where), start, p.last)


def merge(p: Cursor) -> Read:
    """MERGE INTO, which Flink parses though it cannot run it."""
    start = p.start
    p.next()
    p.expect("INTO")
    table = _changed_table(p, "the name of the table")
    p.expect("USING")
    using = queries.table_reference(p)
    p.expect("ON")
    on = expressions.expression(p)
    whens = [_when(p)]
    if p.kind == "WHEN" and whens[0].args["matched"]:
        whens.append(_when(p))
    node = exp.Merge(this=table, using=using, on=on, whens=exp.Whens(expressions=whens))
    return "MERGE", mark(node, start, p.last)


def _when(p: Cursor) -> exp.Expr:
    start = p.start
    p.expect("WHEN")
    matched = not p.accept("NOT")
    p.expect("MATCHED", "THEN")
    then: exp.Expr
    if matched:
        p.expect("UPDATE", "SET")
        then = exp.Update(expressions=_assignments(p, long=True))
    else:
        p.expect("INSERT")
        columns = name_list(p) if p.kind == "(" and p.peek() != "VALUES" else []
        wrapped = p.kind == "("
        if wrapped:
            p.open()
        p.expect("VALUES")
        if p.kind == "ROW":
            p.next()
        row = exp.Tuple(expressions=expressions.values(p, default=True))
        if wrapped:
            p.close()
        then = exp.Insert(this=exp.Tuple(expressions=columns), expression=row)
    return mark(exp.When(matched=matched, then=then), start, p.last)


# Statement sets, EXECUTE, EXPLAIN, COMPILE


def statement_set(p: Cursor) -> exp.Block:
    """`STATEMENT SET BEGIN INSERT ..; INSERT ..; END`."""
    start = p.start
    p.expect("STATEMENT", "SET", "BEGIN")
    p.where = "the statement set"
    if p.kind != "INSERT" and p.kind != "UPSERT" and not _vendor_member(p):
        p.fail("INSERT")
    members: list[exp.Expr] = []
    while p.kind == "INSERT" or p.kind == "UPSERT" or _vendor_member(p):
        members.append(creation.create(p)[1] if p.kind == "CREATE" else insert(p)[1])
        p.where = "a statement of the set"
        if p.kind != ";":
            p.fail(";", complete=True)
        p.next()
    if p.kind != "END":
        p.fail("INSERT", "END")
    p.next()
    return mark(exp.Block(expressions=members), start, p.last)


def _vendor_member(p: Cursor) -> bool:
    """Whether a copy of a table or database may stand in a statement set here."""
    return p.vendor and p.kind == "CREATE" and p.peek() in ("TABLE", "DATABASE")


def execute(p: Cursor) -> Read:
    """EXECUTE of a statement set, an INSERT, a query or a plan."""
    start = p.start
    p.gate("execute")
    p.next()
    if p.kind == "STATEMENT":
        node = mark(exp.Execute(this=statement_set(p)), start, p.last)
        return "EXECUTE STATEMENT SET", node
    if p.kind == "PLAN":
        p.next()
        node = mark(exp.Execute(this=string(p), kind="PLAN"), start, p.last)
        return "EXECUTE PLAN", node
    if p.kind == "INSERT" or p.kind == "UPSERT":
        return "EXECUTE INSERT", mark(exp.Execute(this=insert(p)[1]), start, p.last)
    if p.kind in queries.STARTS or p.kind == "(":
        return "EXECUTE SELECT", mark(exp.Execute(this=queries.query(p)), start, p.last)
    return p.fail("STATEMENT SET", "INSERT", "SELECT", "PLAN")


_DETAILS = ("ESTIMATED_COST", "CHANGELOG_MODE", "JSON_EXECUTION_PLAN", "PLAN_ADVICE")


def explain(p: Cursor) -> Read:
    """EXPLAIN of a query, an INSERT, a statement set or CREATE TABLE AS."""
    start, first = p.start, p.i
    p.next()
    details: list[str] = []
    if p.kind == "PLAN" and p.peek() in ("FOR", "WITHOUT", "WITH", "INCLUDING", "EXCLUDING", "AS"):
        _explain_plan(p)
    elif p.kind in _DETAILS:
        p.gate("explain-detail")
        details.append(_detail(p, details))
        while p.accept(","):
            details.append(_detail(p, details))
    else:
        p.gate("explain", first)
    node = exp.Describe(this=_explained(p), style="EXPLAIN", details=details)
    return "EXPLAIN", mark(node, start, p.last)


def _explain_plan(p: Cursor) -> None:
    p.next()
    if p.kind == "FOR":
        p.next()
        return
    p.gate("explain-plan-options")
    if p.kind in ("INCLUDING", "EXCLUDING"):
        p.next()
        p.accept("ALL")
        p.expect("ATTRIBUTES")
    if p.kind in ("WITH", "WITHOUT"):
        p.next()
        p.expect_one("IMPLEMENTATION", "TYPE")
    if p.accept("AS"):
        p.expect_one("XML", "JSON")
    p.expect("FOR")


def _detail(p: Cursor, before: list[str]) -> str:
    if p.kind in before:
        p.refuse(f"`{p.text()}` stands here twice")
    if p.kind == "PLAN_ADVICE":
        p.gate("plan-advice")
    return p.expect_one(*_DETAILS)


def _explained(p: Cursor) -> exp.Expr:
    kind, start = p.kind, p.start
    if kind == "STATEMENT":
        p.gate("execute")
        return statement_set(p)
    if kind == "INSERT" or kind == "UPSERT":
        return insert(p)[1]
    if kind == "EXECUTE":
        p.gate("explain-execute")
        return execute(p)[1]
    if kind in ("UPDATE", "DELETE", "MERGE"):
        p.gate("explain-changes")
        return STATEMENTS[kind](p)[1]
    if kind in ("CREATE", "REPLACE"):
        p.gate("explain-create")
        first = p.i
        node = STATEMENTS[kind](p)[1]
        if node.args.get("kind") != "TABLE" or not node.args.get("expression"):
            p.refuse("only `CREATE TABLE ... AS` can be explained", token=first)
        return node
    if kind in queries.STARTS or kind == "(":
        return mark(queries.query(p), start, p.last)
    return p.fail("SELECT", "INSERT", "STATEMENT SET", "PLAN FOR")


def compile_plan(p: Cursor) -> Read:
    """COMPILE PLAN and COMPILE AND EXECUTE PLAN."""
    start = p.start
    p.gate("execute")
    p.next()
    run = p.kind == "AND"
    if run:
        p.expect("AND", "EXECUTE")
    p.expect("PLAN")
    path = string(p)
    exists = not run and tables.if_not_exists(p)
    p.expect("FOR")
    if p.kind == "STATEMENT":
        this: exp.Expr = statement_set(p)
    elif p.kind == "INSERT" or p.kind == "UPSERT":
        this = insert(p)[1]
    else:
        p.fail("INSERT", "STATEMENT SET")
    node = exp.Execute(this=this, kind="COMPILE", path=path, exists=exists)
    return "COMPILE AND EXECUTE PLAN" if run else "COMPILE PLAN", mark(node, start, p.last)


def begin(p: Cursor) -> Read:
    """BEGIN STATEMENT SET."""
    start = p.start
    p.gate("statement-set")
    p.expect("BEGIN", "STATEMENT", "SET")
    return "BEGIN STATEMENT SET", mark(exp.Command(this="BEGIN STATEMENT SET"), start, p.last)


def end(p: Cursor) -> Read:
    """END of a statement set."""
    start = p.start
    p.gate("statement-set")
    p.next()
    return "END", mark(exp.Command(this="END"), start, p.last)


# SHOW, DESCRIBE, USE


def _like_tail(p: Cursor, node: exp.Show, kinds: tuple[str, ...], feature: str) -> None:
    """`[NOT] LIKE 'pattern'`."""
    if p.kind == "NOT" or p.kind in kinds:
        p.gate(feature)
        negative = p.accept("NOT")
        kind = p.expect_one(*kinds)
        node.set("like", plain_string(p))
        node.set("like_kind", f"NOT {kind}" if negative else kind)


def _from_tail(p: Cursor, node: exp.Show, feature: str, most: int = 3) -> None:
    """`FROM database`."""
    if p.kind == "FROM" or p.kind == "IN":
        p.gate(feature)
        p.next()
        table = table_name(p)
        if most == 1 and table.args.get("db"):
            p.refuse("databases are in a catalog, which has a name of one part", token=p.i - 1)
        node.set("db", table)


_BOTH = ("LIKE", "ILIKE")
# What SHOW lists: feature of the statement, of FROM, of LIKE, and the kinds of LIKE.
_LISTS: dict[tuple[str, ...], tuple[str, str, str, tuple[str, ...]]] = {
    ("CATALOGS",): ("", "", "show-catalogs-like", _BOTH),
    ("DATABASES",): ("", "show-databases-from", "show-databases-from", _BOTH),
    ("TABLES",): ("", "show-like", "show-like", ("LIKE",)),
    ("VIEWS",): ("show-views", "show-views-from", "show-views-from", ("LIKE",)),
    ("MATERIALIZED", "TABLES"): (
        "show-materialized", "show-materialized", "show-materialized", ("LIKE",)
    ),
    ("FUNCTIONS",): ("", "show-functions-from", "show-functions-from", _BOTH),
    ("USER", "FUNCTIONS"): (
        "show-user-functions", "show-functions-from", "show-functions-from", _BOTH
    ),
    ("PROCEDURES",): ("show-procedures", "show-procedures", "show-procedures", _BOTH),
    ("MODELS",): ("model", "model", "model", ("LIKE",)),
    ("CONNECTIONS",): ("connection", "connection", "connection", ("LIKE",)),
    ("MODULES",): ("modules", "", "", ()),
    ("FULL", "MODULES"): ("modules", "", "", ()),
    ("JARS",): ("jar", "", "", ()),
    ("JOBS",): ("job", "", "", ()),
    ("CURRENT", "CATALOG"): ("show-current", "", "", ()),
    ("CURRENT", "DATABASE"): ("show-current", "", "", ()),
}  # fmt: skip
_CREATED = {
    "TABLE": "show-create-table", "VIEW": "show-create-view", "CATALOG": "show-create-catalog",
    "MODEL": "model", "CONNECTION": "connection", "MATERIALIZED": "show-materialized",
}  # fmt: skip


def show(p: Cursor) -> Read:
    """SHOW of anything."""
    start = p.start
    p.next()
    kind = p.kind
    if kind == "CREATE":
        return _show_create(p, start)
    if kind == "COLUMNS":
        p.gate("show-like")
        p.next()
        node = exp.Show(name="COLUMNS")
        p.expect_one("FROM", "IN")
        node.set("target", table_name(p, "the name of a table"))
        _like_tail(p, node, ("LIKE",), "show-like")
        return "SHOW COLUMNS", mark(node, start, p.last)
    if kind == "PARTITIONS":
        p.gate("show-partitions")
        p.next()
        node = exp.Show(name="PARTITIONS", target=table_name(p, "the name of a table"))
        if p.kind == "PARTITION":
            node.set("partition", tables.partition(p))
        return "SHOW PARTITIONS", mark(node, start, p.last)
    return _show_list(p, start)


def _show_list(p: Cursor, start: int) -> Read:
    two, one = (p.kind, p.peek()), (p.kind,)
    found = two if two in _LISTS else one
    if found not in _LISTS:
        p.fail("TABLES", "VIEWS", "DATABASES", "CATALOGS", "FUNCTIONS")
    feature, from_feature, like_feature, kinds = _LISTS[found]
    if feature:
        p.gate(feature)
    for _ in found:
        p.next()
    name = " ".join(found)
    node = exp.Show(name=name)
    p.where = f"SHOW {name}"
    if name == "FUNCTIONS" and p.kind in p.names:
        p.gate("show-functions-of")
        node.set("db", table_name(p))
    if from_feature:
        _from_tail(p, node, from_feature, 1 if name == "DATABASES" else 3)
    if kinds:
        _like_tail(p, node, kinds, like_feature)
    return f"SHOW {name}", mark(node, start, p.last)


def _show_create(p: Cursor, start: int) -> Read:
    p.next()
    kind = p.kind
    if kind not in _CREATED:
        p.fail("TABLE", "VIEW", "CATALOG")
    p.gate(_CREATED[kind])
    p.next()
    if kind == "MATERIALIZED":
        p.expect("TABLE")
        kind = "MATERIALIZED TABLE"
    target = table_of([identifier(p)]) if kind == "CATALOG" else table_name(p)
    name = f"CREATE {kind}"
    return f"SHOW {name}", mark(exp.Show(name=name, target=target), start, p.last)


def describe(p: Cursor) -> Read:
    """DESCRIBE, or DESC."""
    start = p.start
    if p.kind == "DESC":
        p.gate("desc")
    short = p.kind == "DESC"
    p.next()
    kind, ahead = p.kind, p.peek()
    node: exp.Expr
    if kind == "JOB" and ahead == "string":
        p.gate("describe-job")
        p.next()
        node = exp.Describe(this=plain_string(p), kind="JOB")
    elif kind in _DESCRIBED and (
        ahead in p.names or ahead == "EXTENDED" or kind in ("DATABASE", "CATALOG")
    ):
        feature = _DESCRIBED[kind]
        p.gate(feature) if feature else None
        p.next()
        if p.kind == "EXTENDED":
            p.gate("describe-extended" if kind == "CATALOG" else feature or "explain-plan")
            p.next()
        node = exp.Describe(this=table_name(p), kind=kind)
    elif not short and (kind in queries.STARTS - {"TABLE"} or kind in ("STATEMENT", "INSERT")):
        if p.kind == "STATEMENT":
            p.gate("describe-statement")
            p.next()
        node = exp.Describe(this=STATEMENTS.get(p.kind, statement)(p)[1])
    elif not short and kind == "TABLE":
        p.next()
        node = exp.Describe(this=table_name(p, "the name of a table"))
    else:
        extended = kind == "EXTENDED"
        if extended:
            p.next()
        node = exp.Describe(this=table_name(p, "the name of a table"), extended=extended)
    return "DESCRIBE", mark(node, start, p.last)


_DESCRIBED = {
    "CATALOG": "", "DATABASE": "", "FUNCTION": "describe-function", "MODEL": "model",
    "CONNECTION": "connection",
}  # fmt: skip


def use(p: Cursor) -> Read:
    """USE a database, a catalog or modules."""
    start = p.start
    p.next()
    if p.kind == "CATALOG":
        p.next()
        this = table_of([identifier(p, "the name of the catalog")])
        node = exp.Use(this=this, kind=exp.Var(this="CATALOG"))
        return "USE CATALOG", mark(node, start, p.last)
    if p.kind == "MODULES" and not (p.peek() in (";", "<end>") and p.kind in p.names):
        p.gate("modules")
        p.next()
        names: list[exp.Expr] = [identifier(p, "the name of a module")]
        while p.accept(","):
            names.append(identifier(p))
        node = exp.Use(expressions=names, kind=exp.Var(this="MODULES"))
        return "USE MODULES", mark(node, start, p.last)
    node = exp.Use(this=table_name(p, "the name of a database"))
    return "USE", mark(node, start, p.last)


# The rest


def command(p: Cursor, name: str, start: int, **args: object) -> Read:
    """A statement kept as its words and its parts."""
    return name, mark(exp.Command(this=name, **args), start, p.last)


def _jar(p: Cursor) -> Read:
    start, word = p.start, p.kind
    p.next()
    if p.kind != "JAR":
        p.fail("JAR")
    p.gate("jar")
    p.next()
    return command(p, f"{word} JAR", start, path=plain_string(p))


def _module(p: Cursor) -> Read:
    start, word = p.start, p.kind
    p.next()
    if p.kind != "MODULE":
        p.fail("MODULE")
    p.gate("modules")
    p.next()
    name = identifier(p, "the name of a module")
    settings = tables.with_options(p) if word == "LOAD" else None
    return command(p, f"{word} MODULE", start, module=name, options=settings)


def _stop(p: Cursor) -> Read:
    start = p.start
    p.next()
    p.gate("job")
    p.expect("JOB")
    job = plain_string(p)
    savepoint = p.accept_all("WITH", "SAVEPOINT")
    if p.kind == "WITH" and p.peek() == "DRAIN":
        if not savepoint:
            p.refuse("`WITH DRAIN` goes after `WITH SAVEPOINT`")
        p.next()
        p.next()
    return command(p, "STOP JOB", start, job=job)


def _call(p: Cursor) -> Read:
    from flinklint.sql.functions import call

    start = p.start
    p.next()
    parts = dotted(p, "the name of a procedure")
    if p.kind != "(":
        p.fail("(")
    return command(p, "CALL", start, procedure=call(p, parts))


def _truncate(p: Cursor) -> Read:
    start = p.start
    p.next()
    p.gate("truncate")
    p.expect("TABLE")
    node = exp.TruncateTable(expressions=[table_name(p, "the name of a table")])
    return "TRUNCATE TABLE", mark(node, start, p.last)


def _analyze(p: Cursor) -> Read:
    start = p.start
    p.gate("analyze")
    p.next()
    p.expect("TABLE")
    table = table_name(p, "the name of a table")
    part = tables.partition(p, values=False) if p.kind == "PARTITION" else None
    p.expect("COMPUTE", "STATISTICS")
    columns: list[exp.Expr] = []
    if p.accept("FOR"):
        if p.kind == "ALL":
            p.expect("ALL", "COLUMNS")
        else:
            p.expect("COLUMNS")
            columns.append(identifier(p))
            while p.accept(","):
                columns.append(identifier(p))
    node = exp.Analyze(kind="TABLE", this=table, partition=part, columns=columns)
    return "ANALYZE TABLE", mark(node, start, p.last)


def setting(p: Cursor) -> Read:
    """`SET 'key' = 'value'` or `SET key = value`; SET alone lists all."""
    start = p.start
    p.next()
    if p.at_end():
        return "SET", mark(exp.Set(expressions=[]), start, p.last)
    key = _setting_part(p, "=")
    if p.kind != "=":
        p.fail("=")
    p.next()
    value = _setting_part(p, "")
    pair = mark(exp.EQ(this=key, expression=value), key.meta["start"], p.last)
    item = mark(exp.SetItem(this=pair), key.meta["start"], p.last)
    return "SET", mark(exp.Set(expressions=[item]), start, p.last)


def _setting_part(p: Cursor, stop: str) -> exp.Expr:
    """A key or a value: a string, or what stands together without blanks."""
    if p.kind == "string" and p.starts[p.i + 1] != p.ends[p.i]:
        return string(p)
    if p.kind == "string" and p.peek() in ("=", ";", "<end>"):
        return string(p)
    start = p.start
    if p.at_end() or p.kind == "open" or p.kind == stop:
        p.fail("an option")
    while True:
        p.next()
        if p.at_end() or p.kind == stop or p.start != p.last:
            break
    return mark(exp.Var(this=p.script[start : p.last]), start, p.last)


def reset(p: Cursor) -> Read:
    """RESET of one setting or of all."""
    start = p.start
    p.next()
    keys = [] if p.at_end() else [_setting_part(p, "")]
    return command(p, "RESET", start, keys=keys)


def _client(p: Cursor) -> Read:
    """A command of the SQL client: QUIT, EXIT, HELP, CLEAR."""
    start, name = p.start, p.text().upper()
    p.next()
    return command(p, name, start)


STATEMENTS: dict[str, Callable[[Cursor], Read]] = {
    "INSERT": insert, "UPSERT": insert, "UPDATE": update, "DELETE": delete, "MERGE": merge,
    "CREATE": creation.create, "REPLACE": creation.replace_table, "ALTER": changes.alter,
    "DROP": changes.drop, "EXECUTE": execute, "EXPLAIN": explain, "COMPILE": compile_plan,
    "BEGIN": begin, "END": end, "SHOW": show, "DESCRIBE": describe, "DESC": describe, "USE": use,
    "ADD": _jar, "REMOVE": _jar, "LOAD": _module, "UNLOAD": _module, "STOP": _stop, "CALL": _call,
    "TRUNCATE": _truncate, "ANALYZE": _analyze, "SET": setting, "RESET": reset,
}  # fmt: skip
CLIENT = frozenset(("QUIT", "EXIT", "HELP", "CLEAR"))


def client(p: Cursor) -> Read:
    """A command of the SQL client."""
    return _client(p)
