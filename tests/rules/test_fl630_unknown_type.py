from __future__ import annotations

import pytest
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            "CREATE TABLE t (a TEXT) WITH ('connector' = 'datagen');",
            "TEXT",
            "Flink has no type `TEXT`",
        ),
        (
            "CREATE TABLE t (a STRNG) WITH ('connector' = 'datagen');",
            "STRNG",
            "Flink has no type `STRNG`",
        ),
        (
            "CREATE TABLE t (a ROW<b ARRAY<UUID>>) WITH ('connector' = 'datagen');",
            "UUID",
            "no type `UUID`",
        ),
        ("CREATE TABLE t (a REAL) WITH ('connector' = 'datagen');", "REAL", "no type `REAL`"),
        (
            "CREATE TABLE t (a DECIMAL(5, 9)) WITH ('connector' = 'datagen');",
            "DECIMAL(5, 9)",
            "the scale of DECIMAL is at most its precision 5, not 9",
        ),
        (
            "CREATE TABLE t (a DECIMAL(0)) WITH ('connector' = 'datagen');",
            "DECIMAL(0)",
            "the precision of DECIMAL is 1 to 38",
        ),
        ("SELECT CAST(1 AS LONG);", "LONG", "no type `LONG`"),
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
        "CREATE TABLE t (a STRING, b DECIMAL(38, 38), c TIMESTAMP(9), d VARCHAR(1), e MULTISET<INT>, f MAP<STRING, ARRAY<INT>>, g DOUBLE PRECISION, h NUMERIC(3)) WITH ('connector' = 'datagen');",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (a ${type}) WITH ('connector' = 'datagen');",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize("kind", ["DECIMAL(39)", "VARCHAR(0)", "TIMESTAMP(10)"])
def test_what_flink_cuts_in_silence_is_a_warning(check, kind):
    [hit] = sql(check, f"CREATE TABLE t (a {kind}) WITH ('connector' = 'datagen');")
    assert (hit.text, hit.severity.value) == (kind, "warning")


def test_says_what_the_type_is_called_in_flink(check):
    [hit] = sql(check, "CREATE TABLE t (a TEXT) WITH ('connector' = 'datagen');")
    assert hit.hint == "write `STRING`"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (a TEXT) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (a STRNG) WITH ('connector' = 'datagen');",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL630"}
