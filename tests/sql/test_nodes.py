"""Our walk over a tree gives what sqlglot's own does, in its order."""

from __future__ import annotations

import pytest
from sqlglot import exp

from flinklint.sql.nodes import below, children, every, has
from flinklint.sql.script import read

_TEXTS = [
    "SELECT a, CAST(b AS ARRAY<INT>) FROM c JOIN d ON c.x = d.x WHERE e IN (SELECT f FROM g)",
    "CREATE TABLE t (a INT PRIMARY KEY NOT ENFORCED, b AS a + 1) WITH ('connector' = 'print')",
    "INSERT INTO t (a) WITH q AS (SELECT 1) SELECT COUNT(DISTINCT x) FROM q GROUP BY y, z",
    "SELECT CASE WHEN a THEN 'b' ELSE c[1] END, SUM(d) OVER (PARTITION BY e ORDER BY f) FROM g",
]


@pytest.mark.parametrize("text", _TEXTS)
def test_the_nodes_of_a_tree_come_in_the_order_of_sqlglot(text):
    tree = read(text).statements[0].tree
    assert tree is not None
    assert [id(node) for node in below(tree)] == [id(node) for node in tree.walk()]
    for node in tree.walk():
        assert [id(one) for one in children(node)] == [id(one) for one in node.iter_expressions()]
    kinds = (exp.Column, exp.Identifier)
    assert every(tree, *kinds) == list(tree.find_all(*kinds))
    assert has(tree, exp.Select) == (tree.find(exp.Select) is not None)
