from __future__ import annotations

import pytest
from sql_job import GEN, KAFKA, job, source, sql

COLUMNS = "id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS {}"


@pytest.mark.parametrize("options", [KAFKA, "'connector' = 'sls', 'logStore' = 'l'"])
def test_flags_the_column_itself(check, options):
    [hit] = sql(check, source(options, COLUMNS.format("`ts`")))
    assert (hit.text, hit.severity.value) == ("`ts`", "info")
    assert hit.message == "this watermark allows for no delay"


@pytest.mark.parametrize(
    "expression", ["ts - INTERVAL '5' SECOND", "ts - INTERVAL '0' SECOND", "SOURCE_WATERMARK()"]
)
def test_accepts_a_delay(check, expression):
    assert sql(check, source(KAFKA, COLUMNS.format(expression))) == []


@pytest.mark.parametrize("text", [source(GEN, COLUMNS.format("ts")), source(KAFKA), ""])
def test_says_nothing_of_other_tables(check, text):
    assert sql(check, text) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(source(KAFKA, COLUMNS.format("ts"))))
    assert hit.text == "ts"


def test_only_this_rule_finds_it(check_all):
    for name in ("ts", "`ts`"):
        hits = sql(check_all, source(KAFKA, COLUMNS.format(name)))
        assert [h.code for h in hits if h.code > "FL7"] == ["FL708"]
