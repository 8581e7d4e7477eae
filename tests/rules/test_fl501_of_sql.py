"""The half of FL501 that looks into the SQL script."""

from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, table

HEAD = table("src", "id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", GEN)
HEAD += table("snk", "id BIGINT", HOLE)
OPTIONS = {"restart-strategy": "fixed-delay"}


def script(query: str) -> str:
    return f"{HEAD}INSERT INTO snk {query};"


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("SELECT id FROM src GROUP BY id", "GROUP"),
        ("SELECT id FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)", "TUMBLE"),
        ("SELECT a.id FROM src AS a JOIN src AS b ON a.id = b.id", "JOIN"),
        ("SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY ts) AS rn FROM src) WHERE rn = 1",
         "ROW_NUMBER() OVER (ORDER BY ts)"),
    ],
)  # fmt: skip
def test_a_script_that_keeps_state_makes_it_a_warning(check, query, label):
    [hit] = check(job(script(query), options=OPTIONS))
    assert hit.severity.value == "warning"
    assert (label, "this keeps state") in hit.labels


def test_a_script_that_keeps_none_leaves_it_an_info(check):
    [hit] = check(job(script("SELECT id FROM src"), options=OPTIONS))
    assert hit.severity.value == "info"


def test_a_script_in_batch_mode_takes_no_checkpoints(check):
    text = "SET 'execution.runtime-mode' = 'batch';\n" + script("SELECT DISTINCT id FROM src")
    assert check(job(text, options=OPTIONS)) == []
