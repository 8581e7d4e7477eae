from __future__ import annotations

import pytest
from planned_tables import BASE, SNK, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            SRC + SNK + "CREATE TABLE snk (x INT) WITH ('connector' = 'print');",
            "snk",
            "there is a table `snk` already",
        ),
        (SRC + "CREATE VIEW src AS SELECT 1;", "src", "there is a table `src` already"),
        (
            "CREATE TEMPORARY TABLE t (x INT) WITH ('connector' = 'datagen');\nCREATE TEMPORARY VIEW t AS SELECT 1;",
            "t",
            "already",
        ),
        (
            "CREATE TABLE t (x INT, y INT, x STRING) WITH ('connector' = 'datagen');",
            "x",
            "the column `x` is declared twice",
        ),
        ("CREATE TABLE t (x INT, x AS 1) WITH ('connector' = 'datagen');", "x", "declared twice"),
        (SRC + "SELECT 1 FROM src JOIN src ON TRUE;", "src", "`src` names two tables of this FROM"),
        (BASE + "SELECT 1 FROM src a JOIN dim a ON TRUE;", "a", "`a` names two tables"),
        (
            BASE + "INSERT INTO snk (id, id) SELECT id, id FROM src;",
            "id",
            "in the list of columns twice",
        ),
        (
            SRC + "CREATE VIEW v AS SELECT id, amount AS id FROM src;",
            "amount AS id",
            "two columns `id`",
        ),
        (
            "CREATE FUNCTION f AS 'a.B';\nCREATE FUNCTION f AS 'a.B';",
            "f",
            "there is a function `f` already",
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
        SRC + "CREATE TABLE IF NOT EXISTS src (x INT) WITH ('connector' = 'print');",
        SNK + "CREATE TEMPORARY TABLE snk (x INT) WITH ('connector' = 'print');",
        SNK
        + "DROP TABLE snk;\nCREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');\n",
        SNK
        + "ALTER TABLE snk RENAME TO former;\nCREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');\n",
        SNK
        + "CREATE DATABASE other;\nCREATE TABLE other.snk (x INT) WITH ('connector' = 'print');",
        SRC + "SELECT a.id, b.id FROM src a JOIN src b ON a.id = b.id;",
        SRC + "SELECT id, name AS id FROM src;",
        "CREATE TABLE t (x INT, X INT) WITH ('connector' = 'datagen');",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE ${a} (x INT) WITH ('connector' = 'print');\nCREATE TABLE ${a} (x INT) WITH ('connector' = 'print');",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


def test_points_at_the_first(check):
    [hit] = sql(check, SNK + "CREATE TABLE snk (x INT) WITH ('connector' = 'print');")
    assert hit.labels == [("snk", "declared here first")]


def test_flink_1_11_lets_the_last_of_two_columns_count(check):
    text = "CREATE TABLE t (x INT, x STRING) WITH ('connector' = 'datagen');"
    assert [hit.severity.value for hit in sql(check, text, (1, 11))] == ["warning"]
    assert [hit.severity.value for hit in sql(check, text, None)] == ["warning"]
    assert [hit.severity.value for hit in sql(check, text, (1, 20))] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        SRC + SNK + "CREATE TABLE snk (x INT) WITH ('connector' = 'print');",
        SRC + "CREATE VIEW src AS SELECT 1;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL617"}
