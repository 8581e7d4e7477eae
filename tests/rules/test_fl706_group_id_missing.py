from __future__ import annotations

import pytest
from sql_job import GEN, KAFKA, job, source, sql, table

LONE = KAFKA.replace("'properties.group.id' = 'g', ", "")


@pytest.mark.parametrize(
    ("version", "severity"),
    [((1, 11), "warning"), ((1, 13), "warning"), ((1, 14), "info"), (None, "info")],
)
def test_flags_a_source_without_a_group(check, version, severity):
    [hit] = sql(check, source(LONE), version)
    assert (hit.text, hit.severity.value) == ("'kafka'", severity)
    assert hit.message == "this source names no 'properties.group.id'"


def test_a_start_from_the_offsets_of_a_group_needs_one(check):
    [hit] = sql(check, source(LONE.replace("latest-offset", "group-offsets")))
    assert hit.severity.value == "warning"


def test_the_managed_service_asks_for_a_group(check):
    [hit] = check(job(source(LONE), version="1.15", tag="1.15-vvr-6.0.2"))
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    "text",
    [
        source(KAFKA),
        source(f"{LONE}, 'properties.group.id' = '${{group}}'"),
        source(GEN),
        source(LONE.replace("'scan.startup.mode' = 'latest-offset', ", "")),
        table("t", "id INT", LONE) + "INSERT INTO t SELECT 1;",
        table("t", "id INT", LONE),
    ],
)
def test_accepts_a_group_and_tables_that_are_not_read(check, text):
    assert sql(check, text) == []


def test_only_this_rule_finds_it(check_all):
    for mode in ("latest-offset", "earliest-offset"):
        hits = sql(check_all, source(LONE.replace("latest-offset", mode)), (1, 12))
        assert [h.code for h in hits if h.rank] == ["FL706"]
