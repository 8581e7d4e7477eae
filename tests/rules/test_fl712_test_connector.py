from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, KAFKA, job, sql, table

REAL = table("orders", "id BIGINT", KAFKA)
PRINT = table("shown", "id BIGINT", "'connector' = 'print'")
MIXED = f"{REAL}{PRINT}INSERT INTO shown SELECT id FROM orders;"
ALL_TEST = f"{table('a', 'id BIGINT', GEN)}{PRINT}INSERT INTO shown SELECT id FROM a;"


def test_flags_a_test_table_beside_real_ones_in_a_job_that_runs(check):
    [hit] = check(job(MIXED, state="RUNNING"))
    assert (hit.text, hit.severity.value) == ("'print'", "warning")
    assert hit.message == "connector 'print' keeps no rows"


@pytest.mark.parametrize(
    ("script", "spec", "fields", "severity"),
    [
        (MIXED, {"state": "CANCELLED"}, "", "info"),
        (MIXED, {"state": "${state}"}, "", "info"),
        (MIXED, {}, "", "info"),
        (ALL_TEST, {"state": "RUNNING"}, "", "info"),
        (ALL_TEST, {"state": "RUNNING"}, "labels: {env: prod}", "warning"),
        (MIXED, {"state": "CANCELLED"}, "labels: {env: Production}", "warning"),
        (ALL_TEST, {"state": "RUNNING"}, "labels: {env: test}", "info"),
    ],
)
def test_weighs_state_and_label(check, script, spec, fields, severity):
    found = check(job(script, fields=fields, **spec))
    assert {hit.severity.value for hit in found} == {severity}


def test_says_what_each_does(check):
    messages = [hit.message for hit in check(job(ALL_TEST))]
    assert messages == ["connector 'datagen' makes rows up", "connector 'print' keeps no rows"]


@pytest.mark.parametrize("script", [REAL, PRINT, table("x", "id INT", HOLE)])
def test_passes_over_tables_that_nothing_uses(check, script):
    assert check(job(script, state="RUNNING")) == []


def test_a_bare_script_may_be_a_test(check):
    assert sql(check, MIXED) == []


def test_only_this_rule_finds_it(check_all):
    for connector in ("print", "blackhole"):
        text = job(MIXED.replace("'print'", f"'{connector}'"), state="RUNNING", options={
            "execution.checkpointing.interval": "60s"})  # fmt: skip
        hits = [h for h in check_all(text) if h.code > "FL6" and h.rank]
        assert [h.code for h in hits] == ["FL712"]
