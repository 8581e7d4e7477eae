from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

HEAD = table("src", "id BIGINT, amount BIGINT", GEN) + table("snk", "id BIGINT, rn BIGINT", HOLE)
INNER = "SELECT id, ROW_NUMBER() OVER (PARTITION BY id ORDER BY amount) AS rn FROM src"


def top(output: str, condition: str, inner: str = INNER) -> str:
    return f"{HEAD}INSERT INTO snk SELECT {output} FROM ({inner}) WHERE {condition};"


@pytest.mark.parametrize("output", ["id, rn", "id, rn AS place"])
@pytest.mark.parametrize(
    "condition", ["rn <= 10", "rn < 3", "rn BETWEEN 1 AND 5", "rn <= 5 AND id > 1"]
)
def test_flags_the_rank_that_is_written(check, output, condition):
    [hit] = sql(check, top(output, condition))
    assert (hit.text, hit.severity.value) == ("ROW_NUMBER", "info")
    assert hit.message == "the rank is written out: one new row updates all below it"


@pytest.mark.parametrize(
    "text",
    [
        top("id, 1", "rn <= 10"),
        top("id, rn", "rn = 1"),
        top("id, rn", "rn <= 1"),
        top("id, rn", "rn < 2"),
        top("id, rn", "id <= 10"),
        top("id, rn", "rn <= 10", "SELECT id, amount AS rn FROM src"),
        "SET 'execution.runtime-mode' = 'batch';\n" + top("id, rn", "rn <= 10"),
        "",
    ],
)
def test_accepts_ranks_that_stay_inside_and_deduplication(check, text):
    assert sql(check, text) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(top("id, rn", "rn <= 10")))
    assert hit.text == "ROW_NUMBER"


def test_only_this_rule_finds_it(check_all):
    for condition in ("rn <= 10", "rn <= 3"):
        hits = sql(check_all, top("id, rn", condition))
        assert "FL713" in [h.code for h in hits]
