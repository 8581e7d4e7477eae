from __future__ import annotations

import pytest
from planned_tables import SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            SRC + "SELECT id, name FROM src UNION ALL SELECT id FROM src;",
            "id",
            "the two sides of UNION have 2 and 1 columns",
        ),
        (
            SRC + "SELECT id FROM src EXCEPT SELECT id, name FROM src;",
            "id, name",
            "the two sides of EXCEPT have 1 and 2 columns",
        ),
        (
            SRC + "CREATE VIEW v (a, b) AS SELECT id FROM src;",
            "a, b",
            "2 names for the 1 columns of the query",
        ),
        (SRC + "SELECT a FROM (SELECT id, name FROM src) AS q (a);", "a", "1 names for 2 columns"),
        (
            SRC + "SELECT id FROM src WHERE id IN (SELECT id, name FROM src);",
            "(SELECT id, name FROM src)",
            "compares one value with a query of 2 columns",
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
        SRC + "SELECT id, name FROM src UNION ALL SELECT 1, 'x';",
        SRC + "CREATE VIEW v (a, b) AS SELECT id, name FROM src;",
        SRC + "SELECT id FROM src WHERE (id, name) IN (SELECT id, name FROM src);",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM c.d.a UNION ALL SELECT 1, 2;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT id, name FROM src UNION ALL SELECT id FROM src;",
        SRC + "SELECT id FROM src EXCEPT SELECT id, name FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL631"}
