from __future__ import annotations

import pytest
from planned_tables import BASE, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            BASE + "SELECT id FROM src JOIN dim ON src.id = dim.id;",
            "id",
            "`id` is ambiguous: it is in `src` and `dim`",
        ),
        (BASE + "SELECT s.name FROM src s JOIN dim d ON id = d.id;", "id", "in `s` and `d`"),
        (SRC + "SELECT a FROM (SELECT id AS a, name AS a FROM src);", "a", "there more than once"),
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
        BASE + "SELECT src.id, name, label FROM src JOIN dim ON src.id = dim.id;",
        BASE + "SELECT id FROM src JOIN dim USING (id);",
        BASE + "SELECT id FROM src WHERE EXISTS (SELECT 1 FROM dim WHERE id > 1);",
        SRC + "SELECT id, id FROM src;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        BASE + "SELECT s.id FROM src s JOIN c.d.other o ON s.id = o.id;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        BASE + "SELECT id FROM src JOIN dim ON src.id = dim.id;",
        BASE + "SELECT s.name FROM src s JOIN dim d ON id = d.id;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL620"}
