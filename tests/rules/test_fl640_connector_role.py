from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, MYSQL, job, source, sql, table


@pytest.mark.parametrize("options", [HOLE, "'connector' = 'print'"])
def test_flags_reading_from_a_sink(check, options):
    [hit] = sql(check, source(options))
    assert (hit.text, hit.severity.value) == ("src", "error")
    assert hit.message.endswith("can only be written to")


@pytest.mark.parametrize("options", [GEN, MYSQL])
def test_flags_writing_to_a_source(check, options):
    [hit] = sql(check, table("t", "id INT", options) + "INSERT INTO t SELECT 1;")
    assert hit.text == "t"
    assert hit.message.endswith("cannot be written to")


@pytest.mark.parametrize(
    "text",
    [
        source(GEN),
        table("t", "id INT", "'connector' = 'my-own'") + "INSERT INTO t SELECT id FROM t;",
        table("t", "id INT", HOLE),
        "INSERT INTO t SELECT id FROM u;",
        "",
    ],
)
def test_accepts_a_use_that_the_connector_has(check, text):
    assert sql(check, text) == []


def test_the_managed_build_may_do_more(check):
    [hit] = check(job(source(HOLE), version="1.11", tag="1.11.2-vvr-2.1.1"))
    assert hit.severity.value == "warning"


def test_only_this_rule_finds_it(check_all):
    text = table("a", "id INT", HOLE)
    for use in ("INSERT INTO a SELECT id FROM a;", "CREATE VIEW v AS SELECT id FROM a;"):
        assert [h.code for h in sql(check_all, text + use) if h.rank] == ["FL640"]
