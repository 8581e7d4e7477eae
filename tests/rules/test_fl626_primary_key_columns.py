from __future__ import annotations

import pytest
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            "CREATE TABLE t (id INT, PRIMARY KEY (idd) NOT ENFORCED) WITH ('connector' = 'datagen');",
            "idd",
            "names `idd`, which is no column",
        ),
        (
            "CREATE TABLE t (id INT, PRIMARY KEY (id) NOT ENFORCED, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'datagen');",
            "PRIMARY KEY (id) NOT ENFORCED",
            "this one has two",
        ),
        (
            "CREATE TABLE t (id INT, b AS id + 1, PRIMARY KEY (b) NOT ENFORCED) WITH ('connector' = 'datagen');",
            "b",
            "`b` is computed",
        ),
        (
            "CREATE TABLE t (id INT, o BIGINT METADATA FROM 'offset', PRIMARY KEY (o) NOT ENFORCED) WITH ('connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9', 'format' = 'json');",
            "o",
            "`o` is metadata",
        ),
        (
            "CREATE TABLE t (id INT PRIMARY KEY NOT ENFORCED, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'datagen');",
            "PRIMARY KEY NOT ENFORCED",
            "this one has two",
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
        "CREATE TABLE t (id INT, b STRING, PRIMARY KEY (id, b) NOT ENFORCED) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id INT NULL, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id INT PRIMARY KEY NOT ENFORCED) WITH ('connector' = 'datagen');",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (x INT, PRIMARY KEY (id) NOT ENFORCED) LIKE c.d.far;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (id INT, PRIMARY KEY (idd) NOT ENFORCED) WITH ('connector' = 'datagen');",
        "CREATE TABLE t (id INT, PRIMARY KEY (id) NOT ENFORCED, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'datagen');",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL626"}
