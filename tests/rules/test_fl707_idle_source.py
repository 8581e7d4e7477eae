from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, KAFKA, job, sql, table

COLUMNS = "id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND"
OLD = "SELECT id FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)"
NEW = (
    "SELECT id FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL '1' DAY)) "
    "GROUP BY id, window_start, window_end"
)


def script(query: str = OLD, options: str = KAFKA, columns: str = COLUMNS) -> str:
    return (
        f"{table('src', columns, options)}{table('snk', 'id BIGINT', HOLE)}INSERT INTO snk {query};"
    )


@pytest.mark.parametrize("query", [OLD, NEW])
def test_flags_the_watermark_of_a_log(check, query):
    [hit] = sql(check, script(query))
    assert (hit.text, hit.severity.value) == ("ts", "info")
    assert hit.message == "a partition without rows keeps the windows over this watermark open"


@pytest.mark.parametrize(
    "text",
    [
        "SET 'table.exec.source.idle-timeout' = '30 s';\n" + script(),
        "SET 'execution.runtime-mode' = 'batch';\n" + script(),
        script("SELECT id FROM src"),
        script(options=GEN),
        script(options=f"{KAFKA}, 'scan.watermark.idle-timeout' = '1 min'"),
        script(columns="id BIGINT, ts TIMESTAMP(3)"),
    ],
)
def test_accepts_sources_that_cannot_hold_windows_open(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(("value", "hits"), [("30 s", 0), ("${idle}", 0), (None, 1)])
def test_reads_the_options_of_the_deployment(check, value, hits):
    options = {"table.exec.source.idle-timeout": value} if value else None
    assert len(check(job(script(), options=options))) == hits


def test_only_this_rule_finds_it(check_all):
    for query in (OLD, NEW):
        assert [h.code for h in sql(check_all, script(query)) if h.code > "FL7"] == ["FL707"]
