from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, MYSQL, job, sql, table

A = table("a", "id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", GEN)
SNK = table("snk", "id BIGINT", HOLE)


def script(query: str, source: str = A) -> str:
    return f"{source}{SNK}INSERT INTO snk {query};\n"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("SELECT id FROM a GROUP BY id", "GROUP"),
        ("SELECT DISTINCT id FROM a", "SELECT"),
        ("SELECT id FROM (SELECT id FROM a GROUP BY id)", "GROUP"),
        ("SELECT MAX(ts) FROM a GROUP BY GROUPING SETS ((id), ())", "GROUP"),
    ],
)
def test_flags_groups_without_an_end(check, query, text):
    [hit] = check(job(script(query)))
    assert (hit.text, hit.severity.value) == (text, "info")
    assert hit.message == "this keeps every group for ever"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM a GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)",
        "SELECT id FROM TABLE(TUMBLE(TABLE a, DESCRIPTOR(ts), INTERVAL '1' DAY)) "
        "GROUP BY id, window_start, window_end",
        "SELECT COUNT(*) FROM a",
        "SELECT /*+ STATE_TTL('a' = '1d') */ id FROM a GROUP BY id",
        "SELECT id FROM a",
    ],
)
def test_accepts_groups_that_end(check, query):
    assert check(job(script(query))) == []


@pytest.mark.parametrize(("ttl", "hits"), [("1 d", 0), ("0", 1), ("${ttl}", 0)])
def test_reads_the_time_to_live(check, ttl, hits):
    text = script("SELECT id FROM a GROUP BY id")
    assert len(check(job(text, options={"table.exec.state.ttl": ttl}))) == hits
    assert len(sql(check, f"SET 'table.exec.state.ttl' = '{ttl}';\n{text}")) == hits


@pytest.mark.parametrize(
    "options",
    [MYSQL, f"{GEN}, 'number-of-rows' = '5'", "'connector' = 'own'",
     "'connector' = 'filesystem', 'path' = 's3://b', 'format' = 'csv'"],
)  # fmt: skip
def test_is_silent_over_tables_that_are_no_endless_log(check, options):
    text = script("SELECT id FROM a GROUP BY id", table("a", "id BIGINT", options))
    assert check(job(text)) == []


def test_is_silent_in_batch_mode(check):
    text = "SET 'execution.runtime-mode' = 'batch';\n" + script("SELECT DISTINCT id FROM a")
    assert sql(check, text) == []


def test_only_this_rule_finds_it(check_all):
    for query in ("SELECT id FROM a GROUP BY id", "SELECT DISTINCT id FROM a"):
        hits = sql(check_all, script(query))
        assert [h.code for h in hits if h.code in ("FL702", "FL701")] == ["FL702"]
