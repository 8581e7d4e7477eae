from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

HEAD = table("src", "id BIGINT, kind STRING", GEN) + table("snk", "id BIGINT", HOLE)


def script(count: str) -> str:
    return f"{HEAD}INSERT INTO snk SELECT {count} FROM src GROUP BY kind;"


@pytest.mark.parametrize("name", ["COUNT", "count"])
def test_flags_the_case(check, name):
    [hit] = sql(check, script(f"{name}(DISTINCT CASE WHEN kind = 'w' THEN id END)"))
    assert (hit.text, hit.severity.value) == ("CASE WHEN kind = 'w' THEN id END", "info")
    assert hit.message == "a CASE in a distinct count keeps a state of its own"


@pytest.mark.parametrize(
    "count",
    [
        "COUNT(DISTINCT id) FILTER (WHERE kind = 'w')",
        "COUNT(CASE WHEN kind = 'w' THEN id END)",
        "COUNT(DISTINCT CASE WHEN kind = 'w' THEN id ELSE 0 END)",
        "COUNT(DISTINCT CASE WHEN kind = 'w' THEN id WHEN kind = 'x' THEN id + 1 END)",
        "SUM(DISTINCT CASE WHEN kind = 'w' THEN id END)",
        "COUNT(*)",
    ],
)
def test_accepts_other_counts(check, count):
    assert sql(check, script(count)) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(script("COUNT(DISTINCT CASE WHEN kind = 'w' THEN id END)")))
    assert hit.text.startswith("CASE")


def test_only_this_rule_finds_it(check_all):
    for value in ("'w'", "'x'"):
        hits = sql(check_all, script(f"COUNT(DISTINCT CASE WHEN kind = {value} THEN id END)"))
        assert "FL715" in [h.code for h in hits]
