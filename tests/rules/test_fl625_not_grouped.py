from __future__ import annotations

import pytest
from planned_tables import SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            SRC + "SELECT id, name, SUM(amount) FROM src GROUP BY id;",
            "name",
            "`name` is neither in GROUP BY nor in an aggregate",
        ),
        (SRC + "SELECT id, COUNT(*) FROM src;", "id", "stands beside an aggregate"),
        (SRC + "SELECT id + amount FROM src GROUP BY id;", "amount", "neither in GROUP BY"),
        (SRC + "SELECT id FROM src WHERE COUNT(*) > 1;", "COUNT(*)", "cannot stand in WHERE"),
        (
            SRC + "SELECT MAX(COUNT(*)) FROM src GROUP BY id;",
            "COUNT(*)",
            "inside the aggregate `MAX`",
        ),
        (
            SRC + "SELECT COUNT(*) FROM src GROUP BY id HAVING amount > 1;",
            "amount",
            "neither in GROUP BY",
        ),
        (SRC + "SELECT * FROM src GROUP BY id;", "*", "`name` is neither"),
        (SRC + "SELECT id, COUNT(*) FROM src GROUP BY 1;", "id", "neither in GROUP BY"),
        (
            SRC + "SELECT ts, COUNT(*) FROM src GROUP BY TUMBLE(ts, INTERVAL '1' HOUR);",
            "ts",
            "neither in GROUP BY",
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
        SRC + "SELECT id, src.name, SUM(amount) FROM src GROUP BY src.id, name;",
        SRC + "SELECT id + 1, UPPER(name) FROM src GROUP BY id + 1, name;",
        SRC + "SELECT name, COUNT(*) FILTER (WHERE amount > 1) FROM src GROUP BY name;",
        SRC
        + "SELECT name, SUM(CASE WHEN amount > 1 THEN 1 ELSE 0 END) FROM src GROUP BY name HAVING MAX(amount) > 1;",
        SRC + "SELECT COUNT(*), 1, 'x', CURRENT_DATE FROM src;",
        SRC + "SELECT r.a, COUNT(*) FROM src GROUP BY r.a;",
        SRC + "SELECT name, id, COUNT(*) FROM src GROUP BY GROUPING SETS ((name), (id), ());",
        SRC + "SELECT name, id, COUNT(*) FROM src GROUP BY ROLLUP (name, id);",
        SRC
        + "SELECT id, TUMBLE_START(ts, INTERVAL '1' HOUR) FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' HOUR);",
        SRC + "SELECT id, COUNT(*) OVER (PARTITION BY id ORDER BY ts) FROM src;",
        SRC
        + "SELECT CASE WHEN name = 'a' THEN 1 ELSE 2 END, COUNT(*) FROM src GROUP BY CASE WHEN name = 'a' THEN 1 ELSE 2 END;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT my_agg(id, name) FROM src GROUP BY id;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT id, name, SUM(amount) FROM src GROUP BY id;",
        SRC + "SELECT id, COUNT(*) FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL625"}
