from __future__ import annotations

import pytest
from planned_tables import BASE, SNK, SRC
from sql_job import job, sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            BASE + "INSERT INTO snk SELECT id, name FROM scr;",
            "scr",
            "the table `scr` is not declared",
        ),
        (
            BASE + "INSERT INTO Snk SELECT id, name FROM src;",
            "Snk",
            "the table `Snk` is not declared",
        ),
        (
            BASE + "SELECT * FROM src s JOIN default_database.dom AS d ON s.id = d.id;",
            "default_database.dom",
            "`dom` is not declared",
        ),
        (
            "CREATE VIEW v AS SELECT id FROM src;\nCREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, d DATE, ts TIMESTAMP(3), r ROW<a INT, b ROW<c STRING>>, tags ARRAY<STRING>, m MAP<STRING, INT>, ev ARRAY<ROW<k STRING, v INT>>, p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');\n",
            "src",
            "declared only after this",
        ),
        (SRC + "DROP TABLE src;\nSELECT id FROM src;", "src", "was dropped"),
        (
            SRC + "ALTER TABLE src RENAME TO origin;\nSELECT id FROM src;",
            "src",
            "was dropped, or goes by another name",
        ),
        ("DROP TABLE src;", "src", "not declared"),
        (SRC + "DESCRIBE sarc;", "sarc", "not declared"),
        ("ALTER TABLE src SET ('a' = 'b');", "src", "not declared"),
        (SRC + "SELECT id FROM src WHERE id IN (SELECT id FROM other);", "other", "not declared"),
        (SRC + "WITH a AS (SELECT id FROM src) SELECT * FROM a, b;", "b", "not declared"),
        (
            SRC
            + "SELECT window_start FROM TABLE(TUMBLE(TABLE srcs, DESCRIPTOR(ts), INTERVAL '1' MINUTE));",
            "srcs",
            "not declared",
        ),
        (SRC + "CREATE TABLE k LIKE srcc;", "srcc", "not declared"),
    ],
)
def test_flags_what_the_planner_refuses(check, text, covered, message):
    [hit] = sql(check, text)
    assert hit.text == covered
    assert message in hit.message
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    "text",
    [
        BASE + "INSERT INTO snk SELECT id, name FROM src;",
        SRC + "SELECT id FROM default_catalog.default_database.src;",
        "CREATE DATABASE other;\nUSE other;\nCREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, d DATE, ts TIMESTAMP(3), r ROW<a INT, b ROW<c STRING>>, tags ARRAY<STRING>, m MAP<STRING, INT>, ev ARRAY<ROW<k STRING, v INT>>, p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');\nSELECT id FROM other.src;",
        SRC + "WITH a AS (SELECT id FROM src), b AS (SELECT id FROM a) SELECT * FROM b;",
        "DROP TABLE IF EXISTS src;",
        SRC + "ALTER TABLE src RENAME TO origin;\nSELECT id FROM origin;",
        SRC + "CREATE TABLE k LIKE src;\nSELECT id FROM k;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE CATALOG c WITH ('type' = 'hive');\nUSE CATALOG c;\nSELECT id FROM src;",
        "USE CATALOG hive;\nSELECT id FROM src;",
        "SELECT id FROM c.d.src;",
        "SELECT id FROM ${table};",
        "CREATE TABLE ${table} (id BIGINT) WITH ('connector' = 'datagen');\nSELECT id FROM src;",
        "SET 'table.sql-dialect' = 'hive';\nSELECT id FROM src;",
        "CREATE DATABASE d AS DATABASE m.d INCLUDING ALL TABLES;\nSELECT id FROM src;",
        "FROBNICATE src;\nSELECT id FROM src;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


def test_points_at_the_declaration_that_comes_too_late(check):
    [hit] = sql(check, "CREATE VIEW v AS SELECT id FROM src;\n" + SRC)
    assert hit.labels == [("src", "declared only here")]


@pytest.mark.parametrize(("name", "severity"), [("orders", "info"), ("scr", "warning")])
def test_the_platforms_catalog_may_hold_what_a_deployment_reads(check, name, severity):
    script = (
        "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
        f"SELECT id FROM {name};"
    )
    assert [hit.severity.value for hit in check(job(script))] == [severity]


def test_says_one_name_once(check):
    text = SNK + "INSERT INTO snk SELECT id, name FROM scr;\n" * 3
    assert len(sql(check, text)) == 1


def test_suggests_the_nearest_name(check):
    [hit] = sql(check, BASE + "SELECT id FROM scr;")
    assert hit.hint == "did you mean `src`?"


@pytest.mark.parametrize(
    "text",
    [
        BASE + "INSERT INTO snk SELECT id, name FROM scr;",
        BASE + "INSERT INTO Snk SELECT id, name FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL606"}
