from __future__ import annotations

import pytest
from planned_tables import BASE, KEYED, SNK, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            BASE + "INSERT INTO snk SELECT id, name, amount FROM src;",
            "amount",
            "the query makes 3 columns, and `snk` takes 2",
        ),
        (
            BASE + "INSERT INTO snk SELECT id FROM src;",
            "id",
            "the query makes 1 column, and `snk` takes 2",
        ),
        (BASE + "INSERT INTO snk SELECT * FROM src;", "*", "makes 10 columns, and `snk` takes 2"),
        (
            SNK + "INSERT INTO snk VALUES (1, 'a'), (2);",
            "(2)",
            "this row has 1 value, the others have 2",
        ),
        (SNK + "INSERT INTO snk VALUES (1, 'a', 3);", "3", "makes 3 columns"),
        (
            BASE + "INSERT INTO snk (id) SELECT id, name FROM src;",
            "id",
            "1 columns are listed, and the query makes 2",
        ),
        (
            BASE + KEYED + "INSERT INTO keyed (name) SELECT name FROM src;",
            "name",
            "`id` is not in the list of columns, and cannot be NULL",
        ),
        (
            SRC
            + "CREATE TABLE part (id BIGINT, dt STRING) PARTITIONED BY (dt) WITH ('connector' = 'filesystem', 'path' = 'p', 'format' = 'csv');\nINSERT INTO part PARTITION (dt = 'x') SELECT id, name FROM src;",
            "name",
            "makes 2 columns, and `part` takes 1",
        ),
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
        BASE + "INSERT INTO snk SELECT id, name FROM src;",
        BASE + "INSERT INTO snk (name) SELECT name FROM src;",
        BASE + "INSERT INTO snk SELECT r.a, r.b.c FROM src;",
        SNK + "INSERT INTO snk VALUES (1, 'a'), (2, 'b');",
        SRC
        + "CREATE TABLE part (id BIGINT, dt STRING) PARTITIONED BY (dt) WITH ('connector' = 'filesystem', 'path' = 'p', 'format' = 'csv');\nINSERT INTO part PARTITION (dt = 'x') SELECT id FROM src;",
        SRC
        + "CREATE TABLE s2 (id BIGINT, twice AS id * 2, m BIGINT METADATA FROM 'offset' VIRTUAL) WITH ('connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9', 'format' = 'json');\nINSERT INTO s2 SELECT id FROM src;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "USE CATALOG c;\nCREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');\nINSERT INTO snk SELECT * FROM src;",
        BASE + "INSERT INTO snk SELECT ${columns} FROM src;",
        SNK
        + "CREATE TABLE s2 (x INT) WITH ('connector' = 'print') LIKE far;\nINSERT INTO s2 SELECT 1, 2, 3;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        BASE + "INSERT INTO snk SELECT id, name, amount FROM src;",
        BASE + "INSERT INTO snk SELECT id FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL607"}
