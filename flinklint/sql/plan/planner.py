"""Walks a script as the planner does: statement after statement, each against what came before."""

from __future__ import annotations

from typing import Literal

from flinklint.dataclass import dataclass, field
from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.plan import catalog as catalogs
from flinklint.sql.plan.alterations import Alterations
from flinklint.sql.plan.calls import Calls
from flinklint.sql.plan.catalog import Catalog, Table, is_hole, parts_of
from flinklint.sql.plan.declarations import Declarations
from flinklint.sql.plan.expressions import Expressions
from flinklint.sql.plan.inserts import Inserts
from flinklint.sql.plan.problem import PlanProblem, Report
from flinklint.sql.plan.queries import Queries
from flinklint.sql.plan.types import Type
from flinklint.sql.script import Script, Statement, span
from flinklint.sql.words import FlinkVersion

Role = Literal["source", "sink", "lookup"]
_TABLES = ("TABLE", "VIEW", "MATERIALIZED TABLE")
_ASKS_ON_CONFLICT = (2, 3)


@dataclass(frozen=True)
class Use:
    """Where a statement reads or writes a declared table."""

    table: Table
    node: exp.Expr
    role: Role
    statement: Statement


@dataclass
class Plan:
    """What came of a script: its catalog at the end, every use of a table, and the problems."""

    catalog: Catalog
    uses: list[Use] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)


def plan(
    script: Script,
    *,
    version: FlinkVersion | None = None,
    vendor: bool = False,
    hosted: bool = False,
    batch: bool = False,
    on_conflict: bool = True,
) -> Plan:
    """Plan a script; never raises, whatever the script.

    `vendor`: the engine is Ververica's, which knows more functions. `hosted`: the script is a
    deployment's, beside a catalog of the platform. `batch`: it runs over what is there, and ends.
    `on_conflict`: Flink 2.3's question what to do with rows of one key is not switched off.
    """
    planner = Planner(
        script, version, vendor=vendor, hosted=hosted, batch=batch, on_conflict=on_conflict
    )
    found = planner.run()
    vars(planner).clear()  # it and its parts hold one another
    return found


class Planner:
    """The state between statements."""

    def __init__(
        self,
        script: Script,
        version: FlinkVersion | None,
        *,
        vendor: bool = False,
        hosted: bool = False,
        batch: bool = False,
        on_conflict: bool = True,
    ) -> None:
        self.script = script
        self.version = version
        self.vendor = vendor
        self.hosted = hosted
        self._batch = batch
        self._on_conflict = on_conflict
        self.is_matching = False
        self.in_view = False
        self.sorted_types: dict[int, Type] = {}
        self.catalog = Catalog()
        self.report = Report()
        self.plan = Plan(self.catalog, problems=self.report.problems)
        self.calls = Calls(self)
        self.expressions = Expressions(self)
        self.queries = Queries(self)
        self.declarations = Declarations(self)
        self.inserts = Inserts(self)
        self.alterations = Alterations(self)
        self.statement: Statement | None = None
        self.follows_keys = version is not None and version >= _ASKS_ON_CONFLICT
        self._words: dict[str, bool] = {}
        self._upper = script.text.upper()
        self._later: dict[str, list[tuple[int, int]]] | None = None
        self._undeclared_said: set[catalogs.Path] = set()

    def may_have(self, word: str) -> bool:
        """Whether the script has a word, in upper case: what needs it is looked for only then."""
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = word in self._upper
        return found

    @property
    def is_batch(self) -> bool:
        """Whether the script may run in batch mode."""
        mode = self.catalog.settings.get("execution.runtime-mode", "")
        kind = self.catalog.settings.get("execution.type", "")
        return self._batch or bool(mode and mode.lower() != "streaming") or kind == "batch"

    @property
    def asks_on_conflict(self) -> bool:
        """Whether an INSERT must say what becomes of rows that meet in one key of the sink."""
        if not self.follows_keys or self.is_batch:
            return False
        settings = self.catalog.settings
        materialize = settings.get("table.exec.sink.upsert-materialize", "AUTO")
        required = settings.get("table.exec.sink.require-on-conflict", "true")
        return self._on_conflict and materialize.upper() == "AUTO" and required.lower() == "true"

    def severity_from(self, *since: int) -> str | None:
        """The severity of what versions from `since` on refuse: a warning if no version is known.

        Only to be asked where the version is one of those, or not known.
        """
        return None if self.version is not None and self.version >= since else "warning"

    def run(self) -> Plan:
        """Take every statement in order."""
        for statement in self.script.statements:
            self.statement = statement
            if statement.tree is None:
                self.catalog.unread(statement, self.script.text)
            elif not self.catalog.is_foreign or statement.kind in ("SET", "USE", "USE CATALOG"):
                self.take(statement, statement.tree)
        return self.plan

    def check_type(self, node: object) -> None:
        """Refuse types that Flink does not have."""
        self.declarations.check_type(node)

    def take(self, statement: Statement, tree: exp.Expr) -> None:
        """One statement that was read."""
        if isinstance(tree, exp.Create):
            self._create(statement, tree)
        elif isinstance(tree, exp.Drop):
            self._drop(tree)
        elif isinstance(tree, exp.Alter):
            if tree.args.get("kind") in _TABLES:
                self.alterations.alter(tree)
        elif isinstance(tree, exp.Use):
            self.catalog.use(tree)
        elif isinstance(tree, exp.Set):
            self.catalog.set(tree)
        elif isinstance(tree, exp.Insert):
            self.inserts.insert(tree)
        elif isinstance(tree, exp.Query):
            self._query(tree)
        elif isinstance(tree, exp.Execute | exp.Describe):
            self._inner(statement, tree)
        elif isinstance(tree, exp.Block):
            for member in tree.expressions:
                self.take(statement, member)
        elif isinstance(tree, exp.Command):
            self._command(tree)

    def _query(self, tree: exp.Query) -> None:
        relation = self.queries.query(tree)
        self.queries.sort_kind(tree, relation)

    def _inner(self, statement: Statement, tree: exp.Expr) -> None:
        inner = tree.this
        if isinstance(inner, exp.Table):
            if tree.args.get("kind") is None:
                self.use(inner, None)
        elif isinstance(inner, exp.Create):
            if isinstance(inner.args.get("expression"), exp.Expr):
                self.queries.query(inner.args["expression"])
        elif isinstance(inner, exp.Expr):
            self.take(statement, inner)

    def _command(self, tree: exp.Command) -> None:
        name = tree.this if isinstance(tree.this, str) else ""
        if name in ("LOAD MODULE", "UNLOAD MODULE"):
            self.catalog.functions_unsure = True
        elif name == "RESET":
            keys = tree.args.get("keys") or []
            if not keys:
                self.catalog.settings.clear()
            for key in keys:
                self.catalog.settings.pop(key.name, None)

    # CREATE, DROP, ALTER

    def _create(self, statement: Statement, tree: exp.Create) -> None:
        kind, catalog = tree.args.get("kind"), self.catalog
        if kind in _TABLES:
            self.declarations.table(statement, tree)
        elif kind == "FUNCTION":
            before = catalog.create_function(statement, tree)
            self._again(before, statement, tree)
        elif kind == "CATALOG":
            catalog.catalogs.add(tree.this.name)
        elif kind == "DATABASE":
            parts = parts_of(tree.this)
            home = parts[0] if len(parts) > 1 else catalog.catalog
            if tree.args.get("source") is not None or is_hole(parts[-1]):
                catalog.is_unsure = True
            catalog.databases.add((home, parts[-1]))
        elif kind == "MODEL":
            catalog.models.add(tree.this.name)

    def _again(
        self, before: catalogs.Function | None, statement: Statement, tree: exp.Create
    ) -> None:
        if before is None or tree.args.get("exists") or tree.args.get("replace"):
            return
        temporary, system = statement.temporary, bool(tree.args.get("system"))
        if temporary or system or before.temporary or before.system:
            return
        if len(parts_of(tree.this)) > 1:
            return
        message = f"there is a function `{before.name}` already"
        labels = [(before.name_span, "declared here first")]
        hint = "give it another name, or write IF NOT EXISTS"
        self.report.say("FL617", tree.this, message, hint, labels=labels)

    def _drop(self, tree: exp.Drop) -> None:
        kind, catalog = tree.args.get("kind"), self.catalog
        if kind in _TABLES:
            self.alterations.drop(tree)
        elif kind == "FUNCTION":
            catalog.functions.pop(parts_of(tree.this)[-1].lower(), None)
        elif kind == "DATABASE":
            parts = parts_of(tree.this)
            home = parts[0] if len(parts) > 1 else catalog.catalog
            for path in [p for p in catalog.tables if p[:2] == (home, parts[-1])]:
                catalog.tables.pop(path)

    # Tables that statements name

    def use(self, node: exp.Table, role: Role | None) -> Table | None:
        """The declared table that a name means; reports one that nobody declares."""
        found = self.catalog.find(node)
        if found is None:
            self.undeclared(node)
            return None
        if role is not None and self.statement is not None:
            self.plan.uses.append(Use(found, node, role, self.statement))
        return found

    def undeclared(self, node: exp.Table) -> None:
        """Report the name of a table that nobody declares."""
        catalog = self.catalog
        name = node.name
        if is_hole(name) or not name:
            return
        path = catalog.path(node)
        if path is None:
            return
        if path in self._undeclared_said or not catalog.is_closed(node):
            return
        self._undeclared_said.add(path)  # one mistake, said where it first stands
        near = nearest(name, catalog.names())
        hint = f"did you mean `{near}`?" if near else "declare it with CREATE TABLE"
        message = f"the table `{name}` is not declared"
        labels = []
        if path in catalog.dropped:
            message = f"the table `{name}` was dropped, or goes by another name now"
        for later in self._declared_later(name):
            labels.append((later, "declared only here"))
            message = f"the table `{name}` is declared only after this"
            hint = "move its declaration before its use"
        # beside a deployment there is the platform's catalog, which may hold the table
        severity = "info" if self.hosted and not near and not labels else None
        place = self._name_place(node)
        self.report.say("FL606", place, message, hint, labels=labels, severity=severity)

    def _name_place(self, node: exp.Table) -> tuple[int, int]:
        last = node.this
        first = node.args.get("catalog") or node.args.get("db") or last
        if isinstance(last, exp.Expr) and isinstance(first, exp.Expr):
            return span(first)[0], span(last)[1]
        return span(node)

    def _declared_later(self, name: str) -> list[tuple[int, int]]:
        """Where a statement after this one declares a table of that name, if one does."""
        if self._later is None:
            self._later = {}
            for statement in self.script.statements:
                tree = statement.tree
                if isinstance(tree, exp.Create) and tree.args.get("kind") in _TABLES:
                    this = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
                    self._later.setdefault(this.name, []).append(span(this))
        here = self.statement.start if self.statement else 0
        return [place for place in self._later.get(name, ()) if place[0] > here][:1]
