from __future__ import annotations

import pytest
from sql_job import GEN, KAFKA, job, source, sql

COLUMNS = "id BIGINT, m BIGINT METADATA FROM '{}' VIRTUAL"


@pytest.mark.parametrize("key", ["offset", "timestamp", "value.source.timestamp"])
def test_accepts_what_the_connector_gives(check, key):
    assert sql(check, source(KAFKA, COLUMNS.format(key))) == []


def test_flags_a_key_that_it_does_not_give(check):
    [hit] = sql(check, source(KAFKA, COLUMNS.format("ofset")))
    assert (hit.text, hit.severity.value) == ("'ofset'", "error")
    assert hit.message == "connector 'kafka' has no metadata 'ofset'"
    assert sql(check, hit.fixed()) == []


def test_flags_a_column_that_is_named_like_no_key(check):
    [hit] = sql(check, source(KAFKA, "id BIGINT, broker STRING METADATA VIRTUAL"))
    assert hit.text == "broker"
    assert hit.fixes == ()


@pytest.mark.parametrize(("virtual", "hits"), [("", 1), ("VIRTUAL", 0)])
def test_flags_writing_to_what_can_only_be_read(check, virtual, hits):
    text = f"CREATE TABLE t (id INT, o BIGINT METADATA FROM 'offset' {virtual}) WITH ({KAFKA});\n"
    found = sql(check, text + "INSERT INTO t SELECT 1, 2;" if hits else text)
    assert [hit.message for hit in found] == [
        "metadata 'offset' of connector 'kafka' can only be read"
    ] * hits


@pytest.mark.parametrize("options", [GEN, "'connector' = 'own'", "'connector' = 'pulsar'"])
def test_says_nothing_of_connectors_that_are_not_known_so_well(check, options):
    assert sql(check, source(options, COLUMNS.format("any"))) == []


@pytest.mark.parametrize(("key", "hits"), [("ofset", 1), ("lag", 0)])
def test_on_a_managed_engine_only_near_misses(check, key, hits):
    text = job(source(KAFKA, COLUMNS.format(key)), version="1.13", tag="1.13-vvr-4.0.7")
    assert [hit.severity.value for hit in check(text)] == ["warning"] * hits


def test_only_this_rule_finds_it(check_all):
    for key in ("ofset", "timestmp"):
        hits = sql(check_all, source(KAFKA, COLUMNS.format(key)))
        assert [h.code for h in hits if h.rank] == ["FL641"]
