"""Flink SQL as a dialect of sqlglot: its functions then read SQL with our parser."""

from __future__ import annotations

from sqlglot import exp, tokens
from sqlglot.dialects.dialect import Dialect, NormalizationStrategy
from sqlglot.errors import ParseError

from flinklint.sql.script import read


class Flink(Dialect):
    """Flink SQL; names are case-sensitive and quoted with backticks."""

    NORMALIZATION_STRATEGY = NormalizationStrategy.CASE_SENSITIVE

    class Tokenizer(tokens.Tokenizer):
        """What the generator asks about quotes; our own lexer does the reading."""

        IDENTIFIERS = ["`"]  # noqa: RUF012 - sqlglot's metaclass wants a list
        QUOTES = ["'"]  # noqa: RUF012

    def parse(self, sql: str, **opts: object) -> list[exp.Expr | None]:
        """The trees of the statements in `sql`; raises sqlglot's ParseError on the first fault."""
        script = read(sql)
        for problem in script.problems:
            if problem.severity == "error":
                raise ParseError(problem.message)
        return [statement.tree for statement in script.statements]
