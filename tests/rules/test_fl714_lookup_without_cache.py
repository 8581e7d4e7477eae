from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

JDBC = "'connector' = 'jdbc', 'url' = 'u', 'table-name' = 't'"


def script(options: str, lookup: str = "FOR SYSTEM_TIME AS OF a.p AS d") -> str:
    return (
        table("a", "id BIGINT, p AS PROCTIME()", GEN)
        + table("dim", "id BIGINT", options)
        + table("snk", "id BIGINT", HOLE)
        + f"INSERT INTO snk SELECT a.id FROM a JOIN dim {lookup} ON a.id = d.id;"
    )


def test_flags_the_table_that_is_looked_up(check):
    [hit] = sql(check, script(JDBC))
    assert (hit.text, hit.severity.value) == ("dim", "info")
    assert hit.message == "every row asks `dim` anew: it has no cache"


@pytest.mark.parametrize(
    "options",
    [
        f"{JDBC}, 'lookup.cache.max-rows' = '5'",
        f"{JDBC}, 'lookup.cache' = '${{cache}}'",
        "'connector' = 'own'",
        "'connector' = 'adb3.0', 'url' = 'u'",
    ],
)
def test_accepts_a_cache_and_connectors_that_cache(check, options):
    assert sql(check, script(options)) == []


def test_a_regular_join_is_no_lookup(check):
    assert sql(check, script(JDBC, "AS d")) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(script(JDBC)))
    assert hit.text == "dim"


def test_only_this_rule_finds_it(check_all):
    for name in ("'t'", "'other'"):
        hits = sql(check_all, script(JDBC.replace("'t'", name)))
        assert "FL714" in [h.code for h in hits]
