from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, KAFKA, MYSQL, job, sql, table

COLUMNS = "id BIGINT, ts TIMESTAMP(3), PRIMARY KEY (id) NOT ENFORCED, WATERMARK FOR ts AS ts"
CDC = f"{MYSQL}, 'server-id' = '5401-5404'"
OLD = "SELECT id FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)"
NEW = (
    "SELECT id FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL '1' DAY)) "
    "GROUP BY id, window_start, window_end"
)


def script(query: str, options: str = CDC) -> str:
    return (
        f"{table('src', COLUMNS, options)}{table('snk', 'id BIGINT', HOLE)}INSERT INTO snk {query};"
    )


@pytest.mark.parametrize(
    ("query", "version", "hits"),
    [(OLD, (1, 11), 1), (OLD, (2, 3), 1), (OLD, None, 1), (NEW, (1, 18), 1), (NEW, (1, 19), 0),
     (NEW, None, 0)],
)  # fmt: skip
def test_flags_a_window_over_changes(check, query, version, hits):
    found = sql(check, script(query), version)
    assert [(h.text, h.severity.value) for h in found] == [("TUMBLE", "error")] * hits
    for hit in found:
        assert hit.message == "a window takes no updates, which `src` gives"


def test_sees_through_a_view_and_a_filter(check):
    text = script("SELECT id FROM v GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)")
    view = "CREATE TEMPORARY VIEW v AS SELECT id, ts FROM src WHERE id > 5;\n"
    before, insert = text.split("INSERT")
    [hit] = sql(check, f"{before}{view}INSERT{insert}")
    assert hit.text == "TUMBLE"


@pytest.mark.parametrize(
    "text",
    [
        script(OLD, GEN),
        script(OLD, KAFKA),
        script(OLD, f"{CDC}, 'scan.read-changelog-as-append-only.enabled' = 'true'"),
        script("SELECT id FROM src GROUP BY id"),
        "SET 'execution.runtime-mode' = 'batch';\n" + script(OLD),
        "",
    ],
)
def test_accepts_rows_that_are_only_added(check, text):
    assert sql(check, text) == []


def test_the_managed_engine_may_take_more(check):
    [hit] = check(job(script(OLD), version="1.15", tag="1.15-vvr-6.0.2"))
    assert hit.severity.value == "warning"


def test_only_this_rule_finds_it(check_all):
    for connector in ("mysql-cdc", "tidb-cdc"):
        hits = sql(check_all, script(OLD, CDC.replace("mysql-cdc", connector)), (1, 17))
        assert "FL710" in [h.code for h in hits]
