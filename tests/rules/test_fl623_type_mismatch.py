from __future__ import annotations

import pytest
from planned_tables import BASE, SNK, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (SRC + "SELECT name + 1 FROM src;", "name + 1", "`+` does not take STRING and INT"),
        (SRC + "SELECT ts * 2 FROM src;", "ts * 2", "`*` does not take TIMESTAMP(3) and INT"),
        (
            SRC + "SELECT id FROM src WHERE id = TRUE;",
            "id = TRUE",
            "`=` does not take BIGINT and BOOLEAN",
        ),
        (SRC + "SELECT id FROM src WHERE ts > 5;", "ts > 5", "`>` does not take"),
        (SRC + "SELECT id FROM src WHERE r = 1;", "r = 1", "`=` does not take a ROW and INT"),
        (SRC + "SELECT id FROM src WHERE id;", "id", "`WHERE` takes a condition, not BIGINT"),
        (SRC + "SELECT id || name FROM src;", "id || name", "`||` does not take"),
        (SRC + "SELECT id LIKE 'x' FROM src;", "id LIKE 'x'", "`LIKE` does not take"),
        (
            SRC + "SELECT CASE WHEN id > 1 THEN id ELSE name END FROM src;",
            "CASE WHEN id > 1 THEN id ELSE name END",
            "the branches of CASE do not go together: BIGINT, STRING",
        ),
        (
            SRC + "SELECT COALESCE(id, name) FROM src;",
            "COALESCE(id, name)",
            "the values of COALESCE do not go together",
        ),
        (SRC + "SELECT UPPER(id) FROM src;", "id", "`UPPER` does not take BIGINT here"),
        (SRC + "SELECT SUM(name) FROM src;", "name", "`SUM` does not take STRING here"),
        (
            SRC + "SELECT DATE_FORMAT(id, 'yyyy') FROM src;",
            "id",
            "`DATE_FORMAT` does not take BIGINT",
        ),
        (
            SRC + "SELECT CAST(id AS DATE) FROM src;",
            "CAST(id AS DATE)",
            "BIGINT cannot be cast to DATE",
        ),
        (
            SRC + "SELECT id FROM src UNION ALL SELECT name FROM src;",
            "name",
            "column 1 of the sides of UNION is BIGINT and STRING",
        ),
        (
            BASE + "INSERT INTO snk SELECT name, name FROM src;",
            "name",
            "column 1 of the query is STRING, and `snk.id` is BIGINT",
        ),
        (
            BASE + "INSERT INTO snk SELECT amount, name FROM src;",
            "amount",
            "is DOUBLE, and `snk.id` is BIGINT",
        ),
        (
            SNK + "INSERT INTO snk VALUES (1, 2);",
            "2",
            "column 2 of the query is INT, and `snk.name` is STRING",
        ),
        (SNK + "INSERT INTO snk VALUES (1, 'a'), ('b', 'c');", "'b'", "do not go together"),
        (
            SRC + "SELECT id FROM src CROSS JOIN UNNEST(name) AS t (x);",
            "name",
            "UNNEST takes an ARRAY",
        ),
        (
            SRC + "SELECT id FROM src WHERE name = 1;",
            "name = 1",
            "Flink does not compare STRING with INT",
        ),
        (
            SRC + "SELECT id FROM src WHERE id <> '1';",
            "id <> '1'",
            "does not compare BIGINT with STRING",
        ),
        (
            SRC + "SELECT CASE id WHEN '1' THEN 2 END FROM src;",
            "'1'",
            "does not compare BIGINT with STRING",
        ),
        (
            SRC + "SELECT CAST(id AS TIMESTAMP(3)) FROM src;",
            "CAST(id AS TIMESTAMP(3))",
            "BIGINT cannot be cast to TIMESTAMP(3)",
        ),
        (
            SRC + "SELECT CAST(ts AS BIGINT) FROM src;",
            "CAST(ts AS BIGINT)",
            "TIMESTAMP(3) cannot be cast to BIGINT",
        ),
        (
            SRC + "SELECT EXTRACT(DAY FROM name) FROM src;",
            "EXTRACT(DAY FROM name)",
            "EXTRACT takes a date or a time, not STRING",
        ),
        (SRC + "SELECT name[1] FROM src;", "name[1]", "STRING has no elements"),
        (SRC + "SELECT id FROM src WHERE id IS TRUE;", "id", "`IS` takes a condition, not BIGINT"),
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
        SRC + "SELECT id + 1, id * amount, ts - INTERVAL '1' DAY, id % 2 FROM src;",
        SRC + "SELECT id FROM src WHERE ts > '2024-01-01 00:00:00';",
        SRC
        + "SELECT id FROM src WHERE id IN (1, 2) AND amount BETWEEN 1 AND 2 AND name LIKE 'x%';",
        SRC + "SELECT CASE WHEN id > 1 THEN id WHEN TRUE THEN amount ELSE NULL END FROM src;",
        SRC
        + "SELECT CONCAT(name, CAST(id AS STRING)), UPPER(name), SUM(id), AVG(amount) FROM src GROUP BY name, id;",
        BASE + "INSERT INTO snk SELECT CAST(id AS INT), CAST(name AS VARCHAR(10)) FROM src;",
        BASE + "INSERT INTO snk SELECT CAST(NULL AS BIGINT), 'x' FROM src;",
        SRC
        + "CREATE TABLE w (f DOUBLE, g DECIMAL(20, 2), h TIMESTAMP_LTZ(3)) WITH ('connector' = 'blackhole');\nINSERT INTO w SELECT id, id, ts FROM src;",
        SRC + "SELECT id FROM src UNION ALL SELECT CAST(1 AS INT) FROM src;",
        SRC + "SELECT id FROM src WHERE name IN (1, 2) AND id BETWEEN '1' AND '2' AND id > '1';",
        SRC
        + "SELECT id FROM src WHERE ts = '2024-01-01 00:00:00'; SELECT id FROM src WHERE d = '2024-01-01';",
        SRC
        + "SELECT CAST(name AS TIMESTAMP(3)), CAST(ts AS STRING), CAST(d AS TIMESTAMP(3)), CAST(ts AS DATE), CAST(amount AS INT), CAST(id AS STRING), CAST(tags AS STRING) FROM src;",
        SRC
        + "SELECT CASE WHEN id > 1 THEN d ELSE d END, m['k'], tags[1], r.b.c FROM src WHERE (id > 1) IS TRUE;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT my_udf(name) + 1, UPPER(my_udf(id)) FROM src;",
        BASE + "INSERT INTO snk SELECT my_udf(name), my_udf(id) FROM src;",
        BASE + "INSERT INTO snk SELECT ${a}, name FROM src;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


def test_points_at_the_column_of_the_sink(check):
    [hit] = sql(check, BASE + "INSERT INTO snk SELECT name, name FROM src;")
    assert hit.labels == [("id BIGINT", "declared here")]


@pytest.mark.parametrize(
    ("version", "severities"),
    [((1, 11), []), ((1, 15), ["warning"]), (None, ["warning"]), ((1, 20), ["error"])],
)
def test_a_number_beside_a_text_depends_on_the_version(check, version, severities):
    hits = sql(check, SRC + "SELECT id FROM src WHERE name = 1;", version)
    assert [hit.severity.value for hit in hits] == severities


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT name + 1 FROM src;",
        SRC + "SELECT ts * 2 FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL623"}


@pytest.mark.parametrize(
    "call", ["JSON_VALUE(body, '$.n' RETURNING INT)", "JSON_VALUE(body, '$.n')"]
)
def test_returning_names_the_type(check, call):
    text = (
        "CREATE TABLE s (body STRING) WITH ('connector' = 'datagen');\n"
        "CREATE TABLE t (a INT) WITH ('connector' = 'blackhole');\n"
        f"INSERT INTO t SELECT {call} FROM s;\n"
    )
    assert len(check(text, name="a.sql", flink_version=(1, 20))) == int("RETURNING" not in call)


@pytest.mark.parametrize("call", ["STARTSWITH(b, b)", "ENDSWITH(b, b)", "TO_TIMESTAMP_LTZ(s, s)"])
def test_takes_what_the_planner_takes_of_two_together(check, call):
    table = "CREATE TABLE t (s STRING, b BYTES) WITH ('connector' = 'datagen');\n"
    sink = "CREATE VIEW v AS SELECT "
    assert sql(check, f"{table}{sink}{call} AS x FROM t;", (2, 3)) == []
