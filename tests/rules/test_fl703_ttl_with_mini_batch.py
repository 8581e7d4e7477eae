from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

RUN = (
    table("a", "id BIGINT", GEN)
    + table("snk", "id BIGINT", HOLE)
    + "INSERT INTO snk SELECT id FROM a GROUP BY id;\n"
)
BATCH, TTL = "table.exec.mini-batch.enabled", "table.exec.state.ttl"


def test_flags_the_switch_in_the_script(check):
    [hit] = sql(check, f"SET '{BATCH}' = 'true';\nSET '{TTL}' = '1 h';\n{RUN}")
    assert (hit.text, hit.severity.value) == (f"'{BATCH}'", "info")
    assert hit.message == "mini-batch and a time to live of 1 h can reset keys that rest"
    assert hit.labels == [(f"'{TTL}'", "the time to live")]


def test_flags_the_switch_in_the_deployment(check):
    [hit] = check(job(RUN, options={BATCH: "true", TTL: "1 h"}))
    assert hit.text == '"true"'


@pytest.mark.parametrize(
    "options",
    [{BATCH: "true"}, {TTL: "1 h"}, {BATCH: "false", TTL: "1 h"}, {BATCH: "true", TTL: "0"},
     {BATCH: "${on}", TTL: "1 h"}, {BATCH: "true", TTL: "${ttl}"}, {}],
)  # fmt: skip
def test_accepts_one_of_them(check, options):
    assert check(job(RUN, options=options)) == []


def test_is_silent_where_nothing_is_grouped(check):
    text = RUN.replace(" GROUP BY id", "")
    assert check(job(text, options={BATCH: "true", TTL: "1 h"})) == []


def test_only_this_rule_finds_it(check_all):
    for ttl in ("1 h", "1 d"):
        hits = sql(check_all, f"SET '{BATCH}' = 'TRUE';\nSET '{TTL}' = '{ttl}';\n{RUN}")
        assert [h.code for h in hits if h.code.startswith("FL70")] == ["FL703"]
