from __future__ import annotations

import pytest
from planned_tables import BASE
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (BASE + "SELECT src.id, label FROM src JOIN dim;", "JOIN", "the JOIN has no condition"),
        (
            BASE + "SELECT src.id, label FROM src LEFT OUTER JOIN dim;",
            "LEFT OUTER JOIN",
            "has no condition",
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
        BASE + "SELECT src.id, label FROM src JOIN dim ON src.id = dim.id;",
        BASE + "SELECT src.id, label FROM src CROSS JOIN dim;",
        BASE + "SELECT src.id, label FROM src, dim;",
        BASE + "SELECT id, label FROM src JOIN dim USING (id);",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        BASE + "SELECT src.id, label FROM src JOIN dim;",
        BASE + "SELECT src.id, label FROM src LEFT OUTER JOIN dim;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL632"}
