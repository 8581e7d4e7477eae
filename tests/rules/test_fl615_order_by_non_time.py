from __future__ import annotations

import pytest
from planned_tables import BASE, DIM, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            BASE + "INSERT INTO snk SELECT id, name FROM src ORDER BY name;",
            "name",
            "`name` is not that",
        ),
        (SRC + "SELECT id, name FROM src ORDER BY id DESC;", "id", "sorted by its time"),
        (SRC + "SELECT id AS k, name FROM src ORDER BY k;", "k", "sorted by its time"),
        (DIM + "SELECT id, t2 FROM dim ORDER BY t2;", "t2", "sorted by its time"),
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
        SRC + "SELECT id, ts FROM src ORDER BY ts;",
        SRC + "SELECT id, ts FROM src ORDER BY ts, id;",
        SRC + "SELECT id FROM src ORDER BY id LIMIT 5;",
        SRC + "SELECT * FROM (SELECT id FROM src ORDER BY id);",
        "SET 'execution.runtime-mode' = 'batch';\nCREATE TABLE b (id BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '5');\nSELECT id FROM b ORDER BY id;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM c.d.t ORDER BY id;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        BASE + "INSERT INTO snk SELECT id, name FROM src ORDER BY name;",
        SRC + "SELECT id, name FROM src ORDER BY id DESC;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL615"}
