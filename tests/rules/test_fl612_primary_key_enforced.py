from __future__ import annotations

import pytest
from sql_job import job, sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            "CREATE TABLE t (id BIGINT, PRIMARY KEY (id)) WITH ('connector' = 'datagen');",
            "PRIMARY KEY (id)",
            "must be NOT ENFORCED",
        ),
        (
            "CREATE TABLE t (id BIGINT, PRIMARY KEY (id) ENFORCED) WITH ('connector' = 'datagen');",
            "PRIMARY KEY (id) ENFORCED",
            "must be NOT ENFORCED",
        ),
        (
            "CREATE TABLE t (id BIGINT PRIMARY KEY) WITH ('connector' = 'datagen');",
            "PRIMARY KEY",
            "must be NOT ENFORCED",
        ),
        (
            "CREATE TABLE t (id BIGINT, CONSTRAINT k PRIMARY KEY (id)) WITH ('connector' = 'datagen');",
            "CONSTRAINT k PRIMARY KEY (id)",
            "must be NOT ENFORCED",
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
        "CREATE TABLE t (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id BIGINT PRIMARY KEY NOT ENFORCED) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id BIGINT) WITH ('connector' = 'datagen');",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    ("key", "fixed"),
    [
        ("id BIGINT, PRIMARY KEY (id)", "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"),
        ("id BIGINT, PRIMARY KEY (id) ENFORCED", "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"),
        ("id BIGINT PRIMARY KEY", "id BIGINT PRIMARY KEY NOT ENFORCED"),
    ],
)
def test_the_fix_writes_it_and_is_safe(check, key, fixed):
    text = f"CREATE TABLE t ({key}) WITH ('connector' = 'datagen');"
    [hit] = sql(check, text)
    assert hit.fixes[0].safe
    assert hit.fixed() == text.replace(key, fixed)
    assert sql(check, hit.fixed()) == []


@pytest.mark.parametrize(
    ("version", "in_table", "in_column"),
    [
        ((1, 10), 0, 0),
        ((1, 11), 1, 0),
        ((1, 16), 1, 0),
        ((1, 17), 1, 1),
        ((2, 3), 1, 1),
        (None, 1, 0),
    ],
)
def test_each_version_wants_it_where_it_does(check, version, in_table, in_column):
    table = "CREATE TABLE t (id BIGINT, PRIMARY KEY (id)) WITH ('connector' = 'datagen');"
    column = "CREATE TABLE t (id BIGINT PRIMARY KEY) WITH ('connector' = 'datagen');"
    assert len(sql(check, table, version)) == in_table
    assert len(sql(check, column, version)) == in_column


def test_fixes_a_script_inside_a_deployment(check):
    text = job(
        "CREATE TEMPORARY TABLE t (id BIGINT, PRIMARY KEY (id)) WITH ('connector' = 'print');"
    )
    [hit] = check(text)
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (id BIGINT, PRIMARY KEY (id)) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id BIGINT, PRIMARY KEY (id) ENFORCED) WITH ('connector' = 'datagen');",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL612"}
