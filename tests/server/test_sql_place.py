"""What is wanted at a place of a half-typed script. `¦` is the place."""

from __future__ import annotations

import pytest

from flinklint.server.sql_place import SqlPlace

MARK = "¦"
TABLES = frozenset({"orders", "shops", "v"})


def at(text: str) -> SqlPlace:
    return SqlPlace(text.replace(MARK, ""), text.index(MARK))


@pytest.mark.parametrize(
    ("text", "wanted", "word"),
    [
        ("SELECT * FROM ¦", "table", ""),
        ("SELECT * FROM or¦d", "table", "ord"),
        ("SELECT * FROM `or¦", "table", "or"),
        ("SELECT a FROM orders, ¦", "table", ""),
        ("SELECT a FROM orders JOIN sh¦", "table", "sh"),
        ("SELECT * FROM TABLE(TUMBLE(TABLE ¦, DESCRIPTOR(ts)))", "table", ""),
        ("INSERT INTO ¦", "table", ""),
        ("DROP TABLE IF EXISTS ¦", "table", ""),
        ("CREATE TABLE x LIKE ¦", "table", ""),
        ("SELECT a, ¦ FROM orders", "column", ""),
        ("SELECT a FROM orders WHERE i¦", "column", "i"),
        ("SELECT a FROM orders GROUP BY a, ¦", "column", ""),
        ("SELECT a.¦ FROM orders a", "member", ""),
        ("INSERT INTO orders (a, ¦) SELECT 1", "own-column", ""),
        ("CREATE TABLE t (a INT, PRIMARY KEY (¦) NOT ENFORCED)", "own-column", ""),
        ("CREATE TABLE t (a INT, WATERMARK FOR ¦ AS a)", "own-column", ""),
        ("CREATE TABLE t (a INT) WITH ('¦", "option", ""),
        ("CREATE TABLE t (a INT) WITH (¦)", "option", ""),
        ("CREATE TABLE t (a INT) WITH ('connector' = 'ka¦fka')", "option-value", "kafka"),
        ("CREATE TABLE t (a INT) WITH ('connector' = ¦)", "option-value", ""),
        ("SELECT * FROM orders /*+ OPTIONS('scan¦') */", "option", "scan"),
        ("SELECT 'it''s ¦'", "none", "s "),
        ("SELECT 1 -- com¦ment", "none", "comment"),
        ("SELECT 1 /* a ¦ b */", "none", ""),
        ("SELECT 1 -- done\nFROM ¦", "table", ""),
        ("CREATE TABLE t (¦", "none", ""),
        ("¦", "none", ""),
        ("WITH ¦", "none", ""),
    ],
)  # fmt: skip
def test_tells_what_is_wanted(text, wanted, word):
    place = at(text)
    assert (place.wanted, place.word) == (wanted, word)


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("SELECT ¦ FROM orders", {"orders": "orders"}),
        ("SELECT ¦ FROM orders AS o, shops s", {"o": "orders", "s": "shops"}),
        ("SELECT ¦ FROM shops FOR SYSTEM_TIME AS OF o.p AS s", {"s": "shops"}),
        ("SELECT ¦ FROM `orders` a WHERE 1 = 1", {"a": "orders"}),
        ("INSERT INTO orders SELECT ¦ FROM shops", {"shops": "shops"}),
        ("SELECT 1 FROM v;\nSELECT ¦ FROM shops;\nSELECT 2 FROM orders", {"shops": "shops"}),
        ("CREATE TABLE x (a INT)\nSELECT ¦ FROM shops\nINSERT INTO v SELECT 1", {"shops": "shops"}),
    ],
)  # fmt: skip
def test_knows_the_tables_that_the_statement_reads(text, aliases):
    assert at(text).aliases(TABLES) == aliases


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("SELECT ¦ FROM (SELECT a FROM orders) AS d, shops", {"shops": "shops"}),
        ("SELECT a FROM shops WHERE x IN (SELECT ¦ FROM orders)", {"orders": "orders"}),
        ("WITH c AS (SELECT a FROM orders) SELECT ¦ FROM c JOIN v ON 1 = 1", {"v": "v"}),
        ("SELECT ¦, COUNT(DISTINCT b) FROM shops", {"shops": "shops"}),
        ("SELECT ¦ FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), x))", {"orders": "orders"}),
    ],
)  # fmt: skip
def test_looks_at_the_query_of_the_place_only(text, aliases):
    assert at(text).aliases(TABLES) == aliases


def test_finds_the_queries_that_have_a_name():
    place = at(
        "WITH c AS (SELECT a FROM orders), e (x) AS (SELECT 1)\n"
        "SELECT ¦ FROM c, (SELECT (b) FROM shops) AS d, (SELECT 2) f"
    )
    assert place.queries == {
        "c": "SELECT a FROM orders",
        "d": "SELECT (b) FROM shops",
        "f": "SELECT 2",
    }


def test_reads_the_options_before_and_after_a_half_typed_one():
    place = at(
        "CREATE TABLE t (a INT) WITH (\n  'connector' = 'kafka',\n  'sc¦\n  'topic' = 'x'\n);\n"
        "CREATE TABLE u (a INT) WITH ('connector' = 'print');"
    )
    assert place.options is not None
    assert place.options.key is None
    assert place.options.pairs == {"connector": "kafka", "topic": "x"}


def test_reads_the_columns_of_the_table_that_is_created():
    text = (
        "CREATE TABLE t (a INT, `b c` ROW<x INT, y INT>, d AS a + 1, PRIMARY KEY (¦) NOT ENFORCED)"
    )
    assert at(text).own_columns() == ["a", "b c", "d"]
