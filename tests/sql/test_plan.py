from __future__ import annotations

import pytest

from flinklint.sql.plan import types
from flinklint.sql.plan.planner import Plan, plan
from flinklint.sql.script import read


def planned(text: str, version: tuple[int, int] | None = (1, 20)) -> Plan:
    return plan(read(text, version=version), version=version)


def columns(made: Plan, name: str) -> list[tuple[str, str, str]]:
    [table] = [table for table in made.catalog.declared if table.name == name]
    return [(c.name, types.written(c.type), c.kind) for c in table.columns or ()]


def test_reads_what_a_table_declares():
    made = planned(
        "CREATE TEMPORARY TABLE t (id BIGINT NOT NULL COMMENT 'key', o INT METADATA FROM 'offset' VIRTUAL, "
        "d AS id * 2, ts TIMESTAMP(3), WATERMARK FOR ts AS ts, PRIMARY KEY (id) NOT ENFORCED) "
        "PARTITIONED BY (id) WITH ('connector' = 'kafka', 'a' = '1', 'a' = '2');"
    )
    [table] = made.catalog.declared
    assert columns(made, "t") == [
        ("id", "BIGINT", "physical"),
        ("o", "INT", "metadata"),
        ("d", "BIGINT", "computed"),
        ("ts", "TIMESTAMP(3)", "physical"),
    ]
    assert (table.temporary, table.connector, table.key) == (True, "kafka", ("id",))
    assert [option.value for option in table.options] == ["kafka", "1", "2"]
    option = table.option("a")
    assert option is not None
    assert option.value == "2"
    assert table.partition_keys[0][0] == "id"
    first, offset, _, ts = table.columns or ()
    assert (first.comment, offset.metadata_key, offset.virtual) == ("key", "offset", True)
    assert ts.type.time == "rowtime"


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ("", ["a", "b", "c"]),
        ("(EXCLUDING GENERATED)", ["a", "c"]),
        ("(EXCLUDING ALL)", ["a", "c"]),
        ("(EXCLUDING ALL INCLUDING GENERATED)", ["a", "b", "c"]),
    ],
)
def test_like_takes_what_its_options_say(options, names):
    made = planned(
        "CREATE TABLE s (a INT, b AS a + 1) WITH ('connector' = 'datagen');\n"
        f"CREATE TABLE t (c INT) WITH ('connector' = 'print') LIKE s {options};"
    )
    assert [name for name, _, _ in columns(made, "t")] == names


def test_like_of_an_unseen_table_is_not_complete():
    made = planned("CREATE TABLE t (c INT) WITH ('connector' = 'print') LIKE far.d.s;")
    assert not made.catalog.declared[0].is_complete


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT a, s AS x FROM t", ["a INT", "x STRING"]),
        ("SELECT COUNT(*), MAX(a) FROM t", ["EXPR$0 BIGINT", "EXPR$1 INT"]),
        ("SELECT a + 1, UPPER(s) FROM t", ["EXPR$0 INT", "EXPR$1 STRING"]),
        ("SELECT * FROM t UNION ALL SELECT 1, 'x', NULL", ["a INT", "s STRING", "r ROW<b INT>"]),
        ("SELECT r.b, r FROM t", ["b INT", "r ROW<b INT>"]),
        ("SELECT CASE WHEN a > 1 THEN a ELSE 2.5 END AS c FROM t", ["c DECIMAL(38, 1)"]),
    ],
)
def test_a_view_has_the_columns_of_its_query(query, expected):
    made = planned(
        "CREATE TABLE t (a INT, s STRING, r ROW<b INT>) WITH ('connector' = 'datagen');\n"
        f"CREATE VIEW v AS {query};"
    )
    assert made.problems == []
    assert [f"{name} {kind}" for name, kind, _ in columns(made, "v")] == expected


def test_says_where_tables_are_read_and_written():
    made = planned(
        "CREATE TABLE s (a INT, p AS PROCTIME()) WITH ('connector' = 'datagen');\n"
        "CREATE TABLE d (a INT) WITH ('connector' = 'jdbc');\n"
        "CREATE TABLE k (a INT) WITH ('connector' = 'print');\n"
        "INSERT INTO k SELECT s.a FROM s JOIN d FOR SYSTEM_TIME AS OF s.p ON s.a = d.a;"
    )
    assert [(use.table.name, use.role) for use in made.uses] == [
        ("k", "sink"),
        ("s", "source"),
        ("d", "lookup"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";;",
        "SELECT",
        "SELECT " + "(" * 90 + "1" + ")" * 90 + ";",
        "SELECT " + "NOT " * 2000 + "TRUE;",
        "SELECT a" + "[1].b" * 500 + " FROM t;",
        "SELECT 1" + " UNION ALL SELECT 1" * 1500 + ";",
        "CREATE TABLE t (a " + "ROW<x " * 60 + "INT" + ">" * 60 + ") WITH ('connector' = 'x');",
        "INSERT INTO t SELECT * FROM " + "(SELECT * FROM " * 80 + "t" + ")" * 80 + ";",
        "CREATE TABLE t () WITH ();",
        "ALTER TABLE t ADD (a INT); ALTER TABLE t DROP a; DROP VIEW v; USE d; RESET;",
    ],
)
def test_takes_any_script_without_failing(text):
    for version in (None, (1, 10), (1, 11), (1, 20), (2, 3)):
        planned(text, version)


def test_what_a_refused_statement_declares_is_not_judged():
    made = planned(
        "CREATE TABLE t (a INT b STRING) WITH ('connector' = 'x');\nSELECT zzz FROM t;\n"
        "CREATE TABLE t (a INT) WITH ('connector' = 'datagen');"
    )
    assert made.problems == []


PLAIN = (
    "CREATE TABLE t (a INT NOT NULL, b STRING, ts TIMESTAMP(3), up AS UPPER(b)) "
    "WITH ('connector' = 'datagen');\n"
)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("ADD c INT", "a b ts up c"),
        ("ADD (c INT FIRST, d INT AFTER a)", "c a d b ts up"),
        ("ADD (c INT, d INT AFTER c)", "a b ts up c d"),
        ("MODIFY ts BIGINT FIRST", "ts a b up"),
        ("DROP (b, up)", "a ts"),
        ("RENAME ts TO at_", "a b at_ up"),
        ("ADD WATERMARK FOR ts AS ts", "a b ts up"),
        ("SET ('connector' = 'kafka')", "a b ts up"),
    ],
)
def test_follows_what_alter_does_to_columns(statement, expected):
    made = planned(f"{PLAIN}ALTER TABLE t {statement};")
    assert made.problems == []
    assert " ".join(name for name, _, _ in columns(made, "t")) == expected


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("ALTER TABLE t ADD b INT", "FL617"),
        ("ALTER TABLE t ADD (c INT AFTER d)", "FL619"),
        ("ALTER TABLE t ADD (c AS nope + 1)", "FL619"),
        ("ALTER TABLE t ADD (c AS up || 'x')", "FL619"),
        ("ALTER TABLE t ADD WATERMARK FOR b AS b", "FL629"),
        ("ALTER TABLE t ADD PRIMARY KEY (d) NOT ENFORCED", "FL626"),
        ("ALTER TABLE t MODIFY d INT", "FL619"),
        ("ALTER TABLE t MODIFY WATERMARK FOR ts AS ts", "FL629"),
        ("ALTER TABLE t DROP b", "FL619"),
        ("ALTER TABLE t DROP (a, a)", "FL617"),
        ("ALTER TABLE t DROP PRIMARY KEY", "FL626"),
        ("ALTER TABLE t DROP WATERMARK", "FL629"),
        ("ALTER TABLE t RENAME a TO b", "FL617"),
        ("ALTER VIEW t RENAME TO u", "FL606"),
        ("DROP VIEW t", "FL606"),
        ("CREATE TABLE u (a INT) WITH ('connector' = 'print'); ALTER TABLE t RENAME TO u", "FL617"),
        ("CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v AS SELECT c FROM t", "FL619"),
        ("CREATE TEMPORARY TABLE u (a INT) WITH ('a' = 'b'); ALTER TABLE u ADD b INT", "FL606"),
        ("CREATE TEMPORARY TABLE u (a INT) WITH ('a' = 'b'); DROP TABLE u", "FL606"),
    ],
)
def test_refuses_what_alter_and_drop_cannot_do(statement, code):
    assert [problem.code for problem in planned(f"{PLAIN}{statement};").problems] == [code]


def test_sees_a_table_as_it_is_after_alter():
    text = (
        f"{PLAIN}CREATE TABLE w (s TIMESTAMP(3), n BIGINT) WITH ('connector' = 'print');\n"
        "{alter}INSERT INTO w SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE t, "
        "DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;"
    )
    assert [p.code for p in planned(text.replace("{alter}", "")).problems] == ["FL614"]
    alter = "ALTER TABLE t ADD WATERMARK FOR ts AS ts;\n"
    assert planned(text.replace("{alter}", alter)).problems == []


def test_a_materialized_table_of_another_day_is_let_be():
    assert planned("ALTER MATERIALIZED TABLE m SUSPEND; DROP MATERIALIZED TABLE m;").problems == []
    assert len(planned("ALTER TABLE m SET ('a' = 'b'); DROP TABLE n;").problems) == 2
