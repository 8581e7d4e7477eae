"""The dialect as sqlglot sees it, with the plain package and with the compiled one."""

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError
from sqlglot.optimizer.scope import build_scope

from flinklint.sql.dialect import Flink


def test_sqlglot_reads_with_our_parser():
    tree = sqlglot.parse_one("SELECT a FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts)))", dialect=Flink)
    assert isinstance(tree, exp.Select)


def test_sqlglot_is_told_of_a_fault_in_our_words():
    with pytest.raises(ParseError, match="unexpected `FRM` after the select list"):
        sqlglot.parse_one("SELECT id FRM src", dialect=Flink)


def test_double_quotes_are_no_name():
    with pytest.raises(ParseError, match="double quotes"):
        sqlglot.parse_one('SELECT "a" FROM t', dialect=Flink)


def test_scopes_see_the_tables_and_columns_of_our_trees():
    tree = sqlglot.parse_one(
        "WITH w AS (SELECT x FROM u) SELECT a.k, b.v FROM t AS a"
        " LEFT JOIN d FOR SYSTEM_TIME AS OF a.p AS b ON a.k = b.k"
        " WHERE a.k IN (SELECT x FROM w)",
        dialect=Flink,
    )
    scope = build_scope(tree)
    assert scope is not None
    assert set(scope.sources) == {"a", "b", "w"}
    assert {column.sql() for column in scope.columns} >= {"a.k", "b.v", "a.p", "b.k"}
    assert len(scope.subquery_scopes) == 1


def test_trees_can_be_copied():
    tree = sqlglot.parse_one("SELECT a, COUNT(*) FROM t GROUP BY a", dialect=Flink)
    assert tree.copy() == tree
    assert tree.copy().meta == tree.meta
