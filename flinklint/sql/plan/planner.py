"""Walks a script as the planner does: statement after statement, each against what came before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp

from flinklint.sql.plan import catalog as catalogs
from flinklint.sql.plan.catalog import Catalog, Table
from flinklint.sql.plan.problem import PlanProblem, Report
from flinklint.sql.script import Script, Statement
from flinklint.sql.words import FlinkVersion

Role = Literal["source", "sink", "lookup"]


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


def plan(script: Script, *, version: FlinkVersion | None = None, vendor: bool = False) -> Plan:
    """Plan a script; never raises, whatever the script."""
    return Planner(script, version, vendor).run()


class Planner:
    """The state between statements."""

    def __init__(self, script: Script, version: FlinkVersion | None, vendor: bool) -> None:
        self.script = script
        self.version = version
        self.vendor = vendor
        self.catalog = Catalog()
        self.report = Report()
        self.plan = Plan(self.catalog, problems=self.report.problems)
        self.statement: Statement | None = None

    def run(self) -> Plan:
        """Take every statement in order."""
        for statement in self.script.statements:
            self.statement = statement
            if statement.tree is None:
                self.catalog.unread(statement, self.script.text)
            elif not self.catalog.is_foreign or statement.kind in ("SET", "USE", "USE CATALOG"):
                self.take(statement, statement.tree)
        return self.plan

    def take(self, statement: Statement, tree: exp.Expr) -> None:
        """One statement that was read."""
        catalog = self.catalog
        if isinstance(tree, exp.Create):
            self.create(statement, tree)
        elif isinstance(tree, exp.Drop):
            if tree.args.get("kind") in ("TABLE", "VIEW", "MATERIALIZED TABLE"):
                catalog.remove(tree.this, temporary=bool(tree.args.get("temporary")))
        elif isinstance(tree, exp.Use):
            catalog.use(tree)
        elif isinstance(tree, exp.Set):
            catalog.set(tree)

    def create(self, statement: Statement, tree: exp.Create) -> None:
        """CREATE of anything."""
        catalog = self.catalog
        if tree.args.get("kind") in ("TABLE", "VIEW", "MATERIALIZED TABLE"):
            table = catalogs.table_from(statement, tree, catalog)
            if table is not None:
                catalog.declare(table)
