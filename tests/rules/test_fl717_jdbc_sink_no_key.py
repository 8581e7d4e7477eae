from __future__ import annotations

import pytest
from sql_job import GEN, MYSQL, job, sql, table

JDBC = "'connector' = 'jdbc', 'url' = 'u', 'table-name' = 't'"
A = table("a", "id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", GEN)
CDC = table("c", "id BIGINT, PRIMARY KEY (id) NOT ENFORCED", MYSQL)


def script(query: str, columns: str = "id BIGINT", options: str = JDBC) -> str:
    return f"{A}{CDC}{table('snk', columns, options)}INSERT INTO snk {query};"


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("SELECT id FROM a GROUP BY id", "GROUP"),
        ("SELECT DISTINCT id FROM a", "SELECT"),
        ("SELECT a.id FROM a LEFT JOIN a AS b ON a.id = b.id", "LEFT JOIN"),
        ("SELECT id FROM c", "c"),
        ("SELECT id FROM (SELECT id FROM c WHERE id > 5)", "c"),
    ],
)
def test_flags_a_sink_without_a_key_that_gets_updates(check, query, label):
    [hit] = sql(check, script(query))
    assert (hit.text, hit.severity.value) == ("'jdbc'", "warning")
    assert hit.message == "`snk` gets updates and has no key"
    assert hit.labels == [(label, "this updates rows")]


@pytest.mark.parametrize(
    "text",
    [
        script("SELECT id FROM a"),
        script("SELECT id FROM a GROUP BY id, TUMBLE(ts, INTERVAL '1' DAY)"),
        script("SELECT a.id FROM a JOIN a AS b ON a.id = b.id"),
        script("SELECT id FROM c", "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"),
        script("SELECT id FROM c", "id BIGINT, ${key}"),
        script("SELECT id FROM c", options="'connector' = 'own'"),
        "SET 'execution.runtime-mode' = 'batch';\n" + script("SELECT DISTINCT id FROM a"),
        "",
    ],
)
def test_accepts_rows_that_are_only_added_and_sinks_with_a_key(check, text):
    assert sql(check, text) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(script("SELECT id FROM c")))
    assert hit.text == "'jdbc'"


def test_only_this_rule_finds_it(check_all):
    for query in ("SELECT id FROM a GROUP BY id", "SELECT DISTINCT id FROM a"):
        hits = sql(check_all, script(query))
        assert "FL717" in [h.code for h in hits]
