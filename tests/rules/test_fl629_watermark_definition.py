from __future__ import annotations

import pytest
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            "CREATE TABLE t (id INT, ts TIMESTAMP(3), WATERMARK FOR tss AS tss - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');",
            "tss",
            "the watermark is for `tss`, which is no column",
        ),
        (
            "CREATE TABLE t (ts STRING, WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
            "ts",
            "a watermark goes over a TIMESTAMP, and `ts` is STRING",
        ),
        (
            "CREATE TABLE t (ts BIGINT, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');",
            "ts",
            "`ts` is BIGINT",
        ),
        (
            "CREATE TABLE t (ts TIMESTAMP(6), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
            "ts",
            "a precision of at most 3, and `ts` is TIMESTAMP(6)",
        ),
        (
            "CREATE TABLE t (ts TIMESTAMP(3), d DATE, WATERMARK FOR ts AS d) WITH ('connector' = 'datagen');",
            "d",
            "the watermark must be a TIMESTAMP, and this is DATE",
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
        "CREATE TABLE t (ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (n BIGINT, ts AS TO_TIMESTAMP_LTZ(n, 3), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (s STRING, ts AS TO_TIMESTAMP(s), WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (r ROW<ts TIMESTAMP(3)>, ts AS r.ts, WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (s STRING, ts AS my_udf(s), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


def test_flink_1_11_took_more_precise_times(check):
    text = (
        "CREATE TABLE t (ts TIMESTAMP(6), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');"
    )
    assert [len(sql(check, text, v)) for v in ((1, 11), (1, 12), (1, 13), None)] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (id INT, ts TIMESTAMP(3), WATERMARK FOR tss AS tss - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (ts STRING, WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL629"}
