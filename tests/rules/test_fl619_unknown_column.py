from __future__ import annotations

import pytest
from planned_tables import BASE, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (SRC + "SELECT nmae FROM src;", "nmae", "no column of `src` is named `nmae`"),
        (SRC + "SELECT Id FROM src;", "Id", "is named `Id`"),
        (SRC + "SELECT s.nmae FROM src s;", "nmae", "`s` has no column `nmae`"),
        (SRC + "SELECT x.id FROM src s;", "x", "no table or alias `x` is in scope here"),
        (SRC + "SELECT src.id FROM src AS s;", "src", "no table or alias `src`"),
        (SRC + "SELECT r.z FROM src;", "z", "the row has no field `z`"),
        (SRC + "SELECT id FROM src WHERE idd > 1;", "idd", "is named `idd`"),
        (SRC + "SELECT id AS k, COUNT(*) FROM src GROUP BY k;", "k", "is named `k`"),
        (
            SRC + "SELECT id, COUNT(*) AS cnt FROM src GROUP BY id HAVING cnt > 1;",
            "cnt",
            "a name of the select list",
        ),
        (
            BASE + "SELECT s.id FROM src s JOIN dim d ON s.id = d.ids;",
            "ids",
            "`d` has no column `ids`",
        ),
        (
            BASE + "SELECT 1 FROM src JOIN dim USING (label);",
            "label",
            "USING wants `label` on both sides",
        ),
        (
            SRC + "SELECT id FROM src s WHERE EXISTS (SELECT 1 FROM src t WHERE t.id = s.idd);",
            "idd",
            "`s` has no column `idd`",
        ),
        (
            SRC + "SELECT SUM(id) OVER v FROM src WINDOW w AS (PARTITION BY name ORDER BY ts);",
            "v",
            "no window named `v`",
        ),
        (
            SRC + "SELECT * FROM TABLE(TUMBLE(src, DESCRIPTOR(ts), INTERVAL '1' HOUR));",
            "src",
            "read as a column here, not as a table",
        ),
        (
            SRC + "SELECT * FROM TABLE(TUMBLE(TABLE src, ts, INTERVAL '1' HOUR));",
            "ts",
            "read as a column here",
        ),
        (
            SRC + "SELECT * FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(tss), INTERVAL '1' HOUR));",
            "tss",
            "has no column `tss`",
        ),
        (
            BASE + "INSERT INTO snk (id, nmae) SELECT id, name FROM src;",
            "nmae",
            "`snk` has no column `nmae`",
        ),
        ("CREATE TABLE t (a INT, b AS c + 1) WITH ('connector' = 'datagen');", "c", "is named `c`"),
        (
            "CREATE TABLE t (a INT, b AS a + 1, c AS b + 1) WITH ('connector' = 'datagen');",
            "b",
            "is a computed column",
        ),
        (
            "CREATE TABLE t (a INT, ts TIMESTAMP(3), WATERMARK FOR ts AS tss - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');",
            "tss",
            "is named `tss`",
        ),
        (
            "CREATE TABLE t (a INT) PARTITIONED BY (b) WITH ('connector' = 'filesystem', 'path' = 'p', 'format' = 'csv');",
            "b",
            "the partition column `b`",
        ),
        (
            SRC + "SELECT u.k, u.w FROM src CROSS JOIN UNNEST(ev) AS u (k, v);",
            "w",
            "`u` has no column `w`",
        ),
        (
            SRC
            + "SELECT * FROM src MATCH_RECOGNIZE (PARTITION BY id ORDER BY ts MEASURES A.nme AS n ONE ROW PER MATCH PATTERN (A B) DEFINE A AS A.id > 1, B AS B.id < 1);",
            "nme",
            "`A` has no column `nme`",
        ),
        (SRC + "SELECT id FROM src UNION ALL SELECT idd FROM src;", "idd", "is named `idd`"),
        (SRC + "SELECT q.z FROM (SELECT id AS k FROM src) q;", "z", "`q` has no column `z`"),
    ],
)
def test_flags_what_the_planner_refuses(check, text, covered, message):
    [hit] = sql(check, text)
    assert hit.text == covered
    assert message in hit.message
    assert hit.severity.value == "error"


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT id, r.a, r.b.c, src.r.a, tags[1], m['k'] FROM src;",
        SRC + "SELECT a, c FROM src;",
        SRC + "SELECT s.* FROM src s;",
        SRC
        + "SELECT window_start, window_end, window_time, id FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL '1' HOUR));",
        SRC + "SELECT id, k, v FROM src CROSS JOIN UNNEST(ev);",
        SRC + "SELECT id, t.tag FROM src CROSS JOIN UNNEST(tags) AS t (tag);",
        SRC + "SELECT id, x, y FROM src CROSS JOIN UNNEST(m) AS q (x, y);",
        SRC + "SELECT id FROM src s WHERE EXISTS (SELECT 1 FROM src t WHERE t.id = s.id);",
        SRC + "SELECT SUM(id) OVER w FROM src WINDOW w AS (PARTITION BY name ORDER BY ts);",
        BASE + "SELECT id, name, label FROM src JOIN dim USING (id);",
        SRC
        + "SELECT n, id FROM src MATCH_RECOGNIZE (PARTITION BY id ORDER BY ts MEASURES LAST(A.name) AS n ONE ROW PER MATCH PATTERN (A+ B) DEFINE A AS A.amount > 1, B AS B.amount < 1);",
        "CREATE VIEW v (a, b) AS SELECT 1, 2;\nSELECT a, b FROM v;",
        "SELECT EXPR$0, b FROM (SELECT 1 + 1, 2 AS b);",
        "SELECT a, b FROM (VALUES (1, 'x')) AS t (a, b);",
        "SELECT EXPR$0 FROM (VALUES (1));",
        SRC + "SELECT id AS k FROM src ORDER BY k LIMIT 3;",
        "CREATE TABLE t (`a b` INT, c AS `a b` + 1) WITH ('connector' = 'datagen');\nSELECT `a b`, c FROM t;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT nmae FROM c.d.src;",
        SRC + "SELECT w FROM src, LATERAL TABLE(my_split(name));",
        SRC + "SELECT ${column}, ${alias}.x FROM src;",
        "CREATE TABLE k (x INT) WITH ('connector' = 'print') LIKE far;\nSELECT zzz FROM k;",
        SRC + "SELECT x.y FROM (SELECT my_udf(id) AS x FROM src);",
        SRC + "SELECT f.y FROM (SELECT my_udf(id) AS x FROM src);",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


def test_suggests_the_nearest_name(check):
    [hit] = sql(check, SRC + "SELECT nmae FROM src;")
    assert hit.hint == "did you mean `name`?"


def test_says_one_name_once_in_a_query(check):
    assert len(sql(check, SRC + "SELECT x.id, x.name, x.d FROM src s;")) == 1


def test_a_long_chain_of_operators_is_no_trouble(check):
    text = SRC + "SELECT id FROM src WHERE " + " OR ".join(["id = 1"] * 3000) + " OR idd = 2;"
    [hit] = sql(check, text)
    assert hit.text == "idd"


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT nmae FROM src;",
        SRC + "SELECT Id FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL619"}
