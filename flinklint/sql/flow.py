"""What a script reads, joins, groups and writes: the shape of its queries, not their types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from flinklint.dataclass import dataclass, field
from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.sql import exp
from flinklint.sql.nodes import below, every, has
from flinklint.sql.plan.catalog import (
    Catalog,
    Column,
    Option,
    Table,
    is_hole,
    options_in,
    parts_of,
)
from flinklint.sql.script import Script, Statement, span

Place = tuple[int, int]
GROUP_WINDOWS = frozenset(("TUMBLE", "HOP", "SESSION"))
WINDOW_FUNCTIONS = GROUP_WINDOWS | {"CUMULATE"}
_WINDOW_COLUMNS = frozenset(("window_start", "window_end", "window_time"))
_FROM = regex(r"METADATA\s+FROM\s+('(?:[^']|'')*')", re.IGNORECASE)
_RANKS = frozenset(("ROW_NUMBER", "RANK", "DENSE_RANK"))
_UNSTABLE = frozenset(
    ("UUID", "RAND", "RAND_INTEGER", "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP",
     "CURRENT_ROW_TIMESTAMP", "UNIX_TIMESTAMP")
)  # fmt: skip
_RELATIONS = (exp.Table, exp.CTE, exp.Select)
_COMPARISONS = (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between)
_DEEPEST = 40  # views on views that are looked through


@dataclass(eq=False)
class Read:
    """Where a query names a relation; `table` is None for one that the script does not declare."""

    node: exp.Table
    table: Table | None
    is_lookup: bool
    statement: Statement
    hints: tuple[Option, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the name."""
        return self.node.name

    @property
    def span(self) -> Place:
        """The name in the script."""
        return name_span(self.node)


@dataclass(eq=False)
class Write:
    """What an INSERT writes to, and its query."""

    node: exp.Expr
    target: exp.Table
    table: Table | None
    columns: tuple[str, ...] | None
    query: exp.Expr | None
    statement: Statement

    @property
    def span(self) -> Place:
        """The name of the target in the script."""
        return name_span(self.target)


@dataclass(frozen=True, eq=False)
class Star:
    """The `*` of an INSERT's query, and the one relation it stands for."""

    place: Place
    read: Read | None


@dataclass(frozen=True)
class Unstable:
    """A call that gives another value each time, and the column that it becomes."""

    place: Place
    function: str
    column: str = ""


@dataclass(eq=False)
class Query:
    """A query that some INSERT runs, itself or through a view."""

    root: exp.Expr
    statement: Statement


@dataclass(eq=False)
class Flow:
    """The reads, writes and running queries of a script, and the tables it declares."""

    catalog: Catalog
    text: str = ""
    tables: list[Table] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    _by_node: dict[int, Read] = field(default_factory=dict)
    _names: dict[int, exp.Expr] = field(default_factory=dict)
    _sources: dict[int, list[Read]] = field(default_factory=dict)
    _relations: dict[int, list[exp.Expr]] = field(default_factory=dict)
    _grouped: dict[int, _Grouped] = field(default_factory=dict)
    _depth: int = 0

    def relations(self, root: exp.Expr) -> list[exp.Expr]:
        """The tables, common tables and SELECTs of a query, nearest first; walked once."""
        found = self._relations.get(id(root))
        if found is None:
            found = [node for node in below(root) if isinstance(node, _RELATIONS)]
            self._relations[id(root)] = found
        return found

    def grouped(self, select: exp.Select) -> _Grouped:
        """What a SELECT groups its rows by, read once."""
        found = self._grouped.get(id(select))
        if found is None:
            found = self._grouped[id(select)] = _grouped(select)
        return found

    @cached_property
    def read_tables(self) -> dict[int, list[Read]]:
        """The reads of each declared table, by the table's identity."""
        found: dict[int, list[Read]] = {}
        for read in self.reads:
            if read.table is not None:
                found.setdefault(id(read.table), []).append(read)
        return found

    @cached_property
    def written_tables(self) -> dict[int, list[Write]]:
        """The writes of each declared table, by the table's identity."""
        found: dict[int, list[Write]] = {}
        for write in self.writes:
            if write.table is not None:
                found.setdefault(id(write.table), []).append(write)
        return found

    @cached_property
    def selects(self) -> list[exp.Select]:
        """Every SELECT that some INSERT runs, save lists of VALUES."""
        return [
            select
            for query in self.queries
            for select in self.relations(query.root)
            if isinstance(select, exp.Select) and not select.args.get("values")
        ]

    @cached_property
    def joins(self) -> list[Join]:
        """The running joins that keep both sides in state."""
        return [join for select in self.selects for join in regular_joins(select, self.text)]

    @cached_property
    def groupings(self) -> list[Grouping]:
        """The running GROUP BY and DISTINCT that no window ends."""
        found = ((select, self.grouping(select)) for select in self.selects)
        return [Grouping(select, place) for select, place in found if place is not None]

    @cached_property
    def windows(self) -> list[Window]:
        """The running windows that rows are grouped by."""
        return [window for select in self.selects for window in self.grouped(select).windows]

    @cached_property
    def kept_state(self) -> Place | None:
        """The first place where a running query keeps more than the row at hand."""
        places = [join.place for join in self.joins]
        places += [grouping.place for grouping in self.groupings]
        places += [window.place for window in self.windows]
        places += [span(window) for s in self.selects if (window := row_number(s)) is not None]
        return min(places, default=None)

    @cached_property
    def ranks_written(self) -> list[Place]:
        """The ROW_NUMBER() of each Top-N whose rank the outer SELECT puts out."""
        found = []
        for select in self.selects:
            source = select.args.get("from_")
            inner = source.this.this if source and isinstance(source.this, exp.Subquery) else None
            where = select.args.get("where")
            if not isinstance(inner, exp.Select) or where is None:
                continue
            window, name = row_number(inner), _rank_name(inner)
            if window is None or not name or not _keeps_several(where, name):
                continue
            out = {item.name for item in select.expressions if isinstance(item, exp.Column)}
            out |= {
                item.this.name
                for item in select.expressions
                if isinstance(item, exp.Alias) and isinstance(item.this, exp.Column)
            }
            if name in out:
                start, end = span(window)
                found.append((start, min(end, start + len("ROW_NUMBER"))))
        return found

    @cached_property
    def distinct_cases(self) -> list[Place]:
        """The COUNT(DISTINCT CASE WHEN a THEN b END) of running queries."""
        found: list[Place] = []
        for select in self.selects if "DISTINCT" in self.text.upper() else ():
            for item in select.expressions:
                for call in calls([item], frozenset(("COUNT",))):
                    distinct = next(iter(call.args.get("expressions") or ()), None)
                    distinct = distinct if isinstance(distinct, exp.Distinct) else call.this
                    if isinstance(distinct, exp.Distinct) and len(distinct.expressions) == 1:
                        case = distinct.expressions[0]
                        if _is_filter(case):
                            found.append(span(case))
        return found

    def unstable_keys(self, write: Write) -> list[Unstable]:
        """The key columns of a write whose value is another one each time."""
        table, query = write.table, write.query
        if table is None or not table.key or table.columns is None or not table.is_complete:
            return []
        names = write.columns or tuple(c.name for c in table.columns if c.is_written)
        if not isinstance(query, exp.Select) or len(query.expressions) != len(names):
            return []
        found = []
        for name, item in zip(names, query.expressions, strict=True):
            call = _unstable(item) if name in table.key else None
            if call is not None:
                found.append(Unstable(span(call), called(call) + "()", name))
        return found

    @cached_property
    def unstable_joins(self) -> list[Unstable]:
        """The comparisons of joins with a value that is another one each time."""
        found = []
        for select in self.selects:
            for join in select.args.get("joins") or ():
                condition = join.args.get("on")
                for equal in every(condition, exp.EQ) if condition is not None else ():
                    for side in (equal.this, equal.expression):
                        call = _unstable(side)
                        if call is not None:
                            found.append(Unstable(span(call), called(call) + "()"))
        return found

    def updates(self, write: Write, has_changes: Callable[[Read], bool]) -> Place | None:
        """What makes the rows of a write change after they were sent; None if nothing is seen."""
        query = write.query
        if not isinstance(query, exp.Select) or query.args.get("limit"):
            return None
        place = self.grouping(query)
        if place is not None:
            return place
        for join in regular_joins(query, self.text):
            if join.side in ("LEFT", "RIGHT", "FULL"):
                return join.place
        if self.grouped(query).windows:
            return None
        for read in self.direct_sources(query):
            if has_changes(read):
                return read.span
        return None

    def grouping(self, select: exp.Select) -> Place | None:
        """Where a SELECT groups its rows for ever: GROUP BY without a window, or DISTINCT."""
        if self.grouped(select).for_ever:
            start, _ = span(select.args["group"])
            return start, start + len("GROUP")
        if select.args.get("distinct"):
            names = {item.name for item in select.expressions if isinstance(item, exp.Column)}
            if not names & _WINDOW_COLUMNS:
                start, end = span(select)
                return start, min(end, start + len("SELECT"))
        return None

    def metadata_place(self, column: Column) -> Place:
        """Where a column names its metadata: the key, or the column itself."""
        start, end = column.span
        found = _FROM.search(self.text, start, end)
        return found.span(1) if found else column.name_span

    def undelayed(self, table: Table) -> list[Place]:
        """The watermarks of a table that are the column itself."""
        return [
            span(watermark.expression)
            for watermark in table.watermarks
            if isinstance(watermark.expression, exp.Column)
        ]

    def star_of(self, write: Write) -> Star | None:
        """The `*` that is all of an INSERT's query, unless it is over a numbered subquery."""
        query = write.query
        if not isinstance(query, exp.Select) or len(query.expressions) != 1:
            return None
        star, source = query.expressions[0], query.args.get("from_")
        if not isinstance(star, exp.Star) or not len(range(*span(star))):
            return None  # VALUES is read with a star that nobody wrote
        if source is None or query.args.get("values") or isinstance(source.this, exp.Values):
            return None
        if query.args.get("joins"):
            return Star(span(star), None)
        read = self._by_node.get(id(source.this))
        if read is None and not isinstance(source.this, exp.Table):
            return None  # a subquery or a table function: its columns are written beside it
        if read is not None and read.table is not None and read.table.kind == "view":
            return None
        return None if read is None else Star(span(star), read)

    def reads_of(self, table: Table) -> list[Read]:
        """Where a table is read."""
        return self.read_tables.get(id(table), [])

    def writes_of(self, table: Table) -> list[Write]:
        """Where a table is written."""
        return self.written_tables.get(id(table), [])

    def direct_sources(self, node: exp.Expr, depth: int = 0) -> list[Read]:
        """The reads that a node's rows are, filtered and chosen from at most."""
        if depth > _DEEPEST:
            return []
        if isinstance(node, exp.TableFromRows):
            node = next(iter(every(node, exp.Table, exp.Subquery)), node)
        if isinstance(node, exp.From | exp.Subquery):
            return self.direct_sources(node.this, depth + 1) if node.this is not None else []
        if isinstance(node, exp.Select):
            source = node.args.get("from_")
            plain = not any(node.args.get(key) for key in ("group", "joins", "distinct", "having"))
            numbered = row_number(node) is not None or has(node, exp.AggFunc)
            if source is None or not plain or numbered:
                return []
            return self.direct_sources(source, depth + 1)
        below, read = self._below(node), self._by_node.get(id(node))
        if below is not None:
            return self.direct_sources(below, depth + 1)
        return [read] if read is not None and not node.args.get("joins") else []

    def sources(self, node: exp.Expr) -> list[Read]:
        """The reads below a node, through common table expressions and views."""
        found = self._sources.get(id(node))
        if found is None:
            self._sources[id(node)] = []  # what reads itself adds nothing
            reads: dict[int, Read] = {}
            for table in every(node, exp.Table):
                below = self._below(table)
                read = self._by_node.get(id(table))
                if below is not None:
                    reads |= {id(one): one for one in self._looked_through(below)}
                elif read is not None:
                    reads[id(read)] = read
            found = self._sources[id(node)] = list(reads.values())
        return found

    def _looked_through(self, node: exp.Expr) -> list[Read]:
        self._depth += 1
        try:
            return self.sources(node) if self._depth < _DEEPEST else []
        finally:
            self._depth -= 1

    def _below(self, table: exp.Expr) -> exp.Expr | None:
        """The query that a name stands for: of a common table expression, or of a view."""
        local = self._names.get(id(table))
        read = self._by_node.get(id(table))
        if local is None and read is not None and read.table is not None:
            return read.table.query if read.table.kind == "view" else None
        return local


def name_span(node: exp.Expr) -> Place:
    """The place of a table's name, without alias and hints."""
    parts = [part for part in (node.args.get("catalog"), node.args.get("db"), node.this) if part]
    places = [part.meta for part in parts if isinstance(part, exp.Expr) and "start" in part.meta]
    if not places:
        return span(node)
    return min(place["start"] for place in places), max(place["end"] for place in places)


def flow(script: Script, catalog: Catalog) -> Flow:
    """What flows where in a script, whose tables are planned; never raises."""
    return _Reader(catalog, script.text).read(script)


class _Reader:
    """Reads statement after statement, each against the tables declared before it."""

    def __init__(self, catalog: Catalog, text: str) -> None:
        self.flow = Flow(catalog, text)
        self.known: dict[str, Table] = {}
        self.declared: dict[int, Table] = {}
        for table in catalog.declared:
            self.declared[id(table.statement)] = table

    def read(self, script: Script) -> Flow:
        found = self.flow
        views: list[tuple[Table, Statement]] = []
        for statement in script.statements:
            tree = statement.tree
            if isinstance(tree, exp.Create):
                self._create(statement, tree, views)
            elif tree is None:
                table = self.declared.get(id(statement))
                if table is not None:
                    self.known[table.name] = table
            elif isinstance(tree, exp.Insert):
                self._insert(statement, tree)
            elif isinstance(tree, exp.Query):
                self._names_of(tree, statement)
            else:
                for insert in every(tree, exp.Insert):
                    self._insert(statement, insert)
        self._views(views)
        found.tables = [table for table in found.catalog.declared if table.kind == "table"]
        return found

    def _create(
        self, statement: Statement, tree: exp.Create, views: list[tuple[Table, Statement]]
    ) -> None:
        query = tree.args.get("expression")
        table = self.declared.get(id(statement))
        if isinstance(query, exp.Query):
            self._names_of(query, statement)
            if table is not None and table.kind == "view":
                views.append((table, statement))
            else:
                self.flow.queries.append(Query(query, statement))
        source = tree.args.get("source")
        if isinstance(source, exp.Table):
            self._read(source, statement)
        if table is not None:
            self.known[table.name] = table

    def _insert(self, statement: Statement, tree: exp.Insert) -> None:
        target, columns = tree.this, None
        if isinstance(target, exp.Schema):
            columns = tuple(column.name for column in target.expressions)
            target = target.this
        query = tree.args.get("expression")
        query = query if isinstance(query, exp.Query) else None
        if query is not None:
            self._names_of(query, statement)
            self.flow.queries.append(Query(query, statement))
        if isinstance(target, exp.Table):
            found = Write(tree, target, self._find(target), columns, query, statement)
            self.flow.writes.append(found)

    def _names_of(self, query: exp.Expr, statement: Statement) -> None:
        """Note what each name of a relation in a query means."""
        local: dict[str, exp.Expr] = {}
        relations = self.flow.relations(query)
        for cte in relations:
            if isinstance(cte, exp.CTE) and isinstance(cte.this, exp.Expr):
                local[cte.alias] = cte.this
        for node in relations:
            if not isinstance(node, exp.Table):
                continue
            parts = parts_of(node)
            if len(parts) == 1 and parts[0] in local:
                self.flow._names[id(node)] = local[parts[0]]
            elif parts:
                self._read(node, statement)

    def _read(self, node: exp.Table, statement: Statement) -> None:
        hints = tuple(_hints(node))
        lookup = node.args.get("version") is not None
        read = Read(node, self._find(node), lookup, statement, hints)
        self.flow.reads.append(read)
        self.flow._by_node[id(node)] = read

    def _find(self, node: exp.Table) -> Table | None:
        parts = parts_of(node)
        table = self.known.get(parts[-1]) if parts else None
        if table is None or any(is_hole(part) for part in parts):
            return None
        return table if tuple(parts) == table.path[3 - len(parts) :] else None

    def _views(self, views: list[tuple[Table, Statement]]) -> None:
        """Add the views that some running query reads."""
        wanted = {id(table): (table, statement) for table, statement in views}
        waiting = [query.root for query in self.flow.queries]
        while waiting and wanted:
            for node in self.flow.relations(waiting.pop()):
                read = self.flow._by_node.get(id(node))
                if read is None or read.table is None:
                    continue
                found = wanted.pop(id(read.table), None)
                if found is not None and found[0].query is not None:
                    self.flow.queries.append(Query(found[0].query, found[1]))
                    waiting.append(found[0].query)


def _hints(node: exp.Table) -> Iterator[Option]:
    for holder in node.args.get("hints") or ():
        for hint in holder.expressions:
            if not isinstance(hint, exp.Anonymous) or str(hint.this).upper() != "OPTIONS":
                continue
            for pair in hint.expressions:
                key, value = pair.this, pair.args.get("value")
                if isinstance(pair, exp.Property) and isinstance(value, exp.Literal):
                    text = None if is_hole(value.name) else value.name
                    yield Option(key.name, text, span(key), span(value))


# The shape of one query


def called(node: exp.Expr) -> str:
    """The name of a function that a node calls, in upper case; empty if it is no call."""
    if isinstance(node, exp.Anonymous):
        return str(node.this).upper()
    return node.sql_name().upper() if isinstance(node, exp.Func) else ""


def calls(nodes: Iterable[exp.Expr], names: frozenset[str]) -> Iterator[exp.Expr]:
    """The calls of functions with these names, below some nodes."""
    for node in nodes:
        for found in below(node):
            if isinstance(found, exp.Func) and called(found) in names:
                yield found


@dataclass(frozen=True)
class Grouping:
    """A SELECT that groups its rows for ever, and where it says so."""

    select: exp.Select
    place: Place

    @property
    def has_keys(self) -> bool:
        """Whether there is more than one group."""
        group = self.select.args.get("group")
        return group is None or any(group.args.get(key) for key in group.args)

    @property
    def has_ttl_hint(self) -> bool:
        """Whether a hint gives its state a time to live."""
        return state_ttl_hint(self.select)


@dataclass(frozen=True)
class Window:
    """A window that a SELECT groups by: the call, and what it reads. `is_old`: in GROUP BY."""

    call: exp.Expr
    place: Place
    source: exp.Expr
    is_old: bool


@dataclass(frozen=True)
class _Grouped:
    """The windows that a SELECT groups by. Not `for_ever`: its groups end with windows."""

    windows: tuple[Window, ...] = ()
    for_ever: bool = False


def _grouped(select: exp.Select) -> _Grouped:
    group, source = select.args.get("group"), select.args.get("from_")
    if group is None:
        return _Grouped()
    found = list(calls(group.args.get("expressions") or (), GROUP_WINDOWS))
    of_columns = any(column.name in _WINDOW_COLUMNS for column in every(group, exp.Column))
    windows: list[Window] = []
    if source is not None:
        windows += [Window(call, _name_of_call(call), source, True) for call in found]
    if source is not None and source.this is not None and of_columns:
        for rows in every(source, exp.TableFromRows):
            if isinstance(rows.this, exp.Expr) and called(rows.this) in WINDOW_FUNCTIONS:
                windows.append(Window(rows.this, _name_of_call(rows.this), rows, False))
    return _Grouped(tuple(windows), not found and not of_columns)


def _name_of_call(call: exp.Expr) -> Place:
    start, end = span(call)
    return start, min(end, start + len(called(call)))


@dataclass(frozen=True)
class Join:
    """A join of two streams that keeps both in state; `left` is all that stands before it."""

    select: exp.Select
    place: Place
    left: tuple[exp.Expr, ...]
    right: exp.Expr
    side: str

    @property
    def has_ttl_hint(self) -> bool:
        """Whether a hint gives its state a time to live."""
        return state_ttl_hint(self.select)


def regular_joins(select: exp.Select, text: str) -> Iterator[Join]:
    """The joins that are neither lookups, nor bounded by time, nor of a table function."""
    source = select.args.get("from_")
    left = [source.this] if source is not None and isinstance(source.this, exp.Expr) else []
    for join in select.args.get("joins") or ():
        right = join.this
        if isinstance(right, exp.Table | exp.Subquery) and left and not _is_bounded(select, join):
            start, begin = span(join)[0], span(right)[0]
            words = text[start:begin].rstrip()
            place = (start, start + len(words)) if words[:1].isalpha() else name_span(right)
            yield Join(select, place, tuple(left), right, str(join.args.get("side") or ""))
        if isinstance(right, exp.Expr):
            left.append(right)


def _is_bounded(select: exp.Select, join: exp.Join) -> bool:
    """Whether time bounds the state of a join, or a lookup replaces it."""
    right = join.this
    if right.args.get("version") is not None or right.args.get("match") is not None:
        return True
    if isinstance(right, exp.Subquery) and _is_constant(right):
        return True
    conditions = [join.args.get("on")]
    where = select.args.get("where")
    conditions.append(where.this if where is not None else None)
    for condition in conditions:
        if condition is None:
            continue
        if any(column.name in _WINDOW_COLUMNS for column in every(condition, exp.Column)):
            return True
        for comparison in every(condition, *_COMPARISONS):
            if len({column.table for column in every(comparison, exp.Column)}) > 1:
                return True
    using = join.args.get("using") or ()
    return any(name.name in _WINDOW_COLUMNS for name in using)


def _is_constant(node: exp.Expr) -> bool:
    return not has(node, exp.Table)


def row_number(select: exp.Select) -> exp.Window | None:
    """The ROW_NUMBER() OVER (..) of a SELECT."""
    for item in select.expressions:
        node = item.this if isinstance(item, exp.Alias) else item
        if not isinstance(node, exp.Window) or not isinstance(node.this, exp.Expr):
            continue
        if called(node.this) in _RANKS:
            return node
    return None


def state_ttl_hint(select: exp.Select) -> bool:
    """Whether a hint gives the state of this SELECT a time to live."""
    hint = select.args.get("hint")
    return hint is not None and any(
        isinstance(item, exp.Anonymous) and str(item.this).upper() == "STATE_TTL"
        for item in hint.expressions
    )


def written_lists(script: Script, catalog: Catalog) -> Iterator[list[Option]]:
    """The options of each WITH, SET of a table and OPTIONS hint, as written."""
    declared = {id(table.node): table for table in catalog.declared}
    for statement in script.statements:
        tree = statement.tree
        if tree is None:
            continue
        plain = isinstance(tree, exp.Create) and not isinstance(
            tree.args.get("expression"), exp.Query
        )
        if not plain and "OPTIONS" not in script.text[statement.start : statement.end].upper():
            plain = isinstance(tree, exp.Create | exp.Insert | exp.Query)
        for node in (tree,) if plain else below(tree):
            if id(node) in declared:
                found = declared[id(node)].written
            elif isinstance(node, exp.Create):
                found = options_in(node.args.get("options") or ())
            elif isinstance(node, exp.AlterSet) or (
                isinstance(node, exp.Anonymous) and str(node.this).upper() == "OPTIONS"
            ):
                found = options_in(node.expressions)
            else:
                continue
            if found:
                yield found


def _rank_name(select: exp.Select) -> str:
    for item in select.expressions:
        node = item.this if isinstance(item, exp.Alias) else None
        if isinstance(node, exp.Window) and called(node.this) in _RANKS:
            return str(item.alias)
    return ""


def _keeps_several(where: exp.Expr, name: str) -> bool:
    """Whether a condition on the rank keeps more than one row: `rn <= 10`."""
    for comparison in every(where, exp.LTE, exp.LT, exp.Between):
        left, right = comparison.this, comparison.args.get("expression")
        if isinstance(left, exp.Column) and left.name == name:
            number = right.name if isinstance(right, exp.Literal) else ""
            least = "1" if isinstance(comparison, exp.LTE) else "2"
            return number != least
    return False


def _is_filter(case: exp.Expr) -> bool:
    return (
        case.key == "case"
        and case.this is None
        and case.args.get("default") is None
        and len(case.args.get("ifs") or ()) == 1
    )


def _unstable(node: object) -> exp.Expr | None:
    """The call that makes an expression another value each time it is computed."""
    depth = 0
    waiting = [node]
    while waiting and depth < _DEEPEST:
        depth += 1
        item = waiting.pop()
        if not isinstance(item, exp.Expr):
            continue
        if called(item) in _UNSTABLE:
            return item
        if item.key in ("alias", "cast", "trycast", "paren"):
            waiting.append(item.this)
        elif isinstance(item, exp.DPipe):
            waiting += [item.this, item.expression]
        elif called(item) in ("CONCAT", "CONCAT_WS", "TRY_CAST"):
            waiting += item.args.get("expressions") or [item.this]
    return None
