from __future__ import annotations

import pytest
from sql_job import KAFKA, job, sql, table

UPSERT = (
    "'connector' = 'upsert-kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092', "
    "'key.format' = 'json', 'value.format' = 'json'"
)
KEY = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"


@pytest.mark.parametrize("wrap", [lambda text: text, job], ids=["bare", "deployment"])
def test_flags_the_connector_of_a_table_without_a_key(check, wrap):
    [hit] = check(
        wrap(table("t", "id BIGINT", UPSERT)), name="a.sql" if wrap is not job else "a.yaml"
    )
    assert (hit.text, hit.severity.value) == ("'upsert-kafka'", "error")
    assert hit.message == "connector 'upsert-kafka' needs a PRIMARY KEY, which `t` has not"


@pytest.mark.parametrize(
    "text",
    [
        table("t", KEY, UPSERT),
        table("t", "id BIGINT PRIMARY KEY NOT ENFORCED", UPSERT),
        table("t", "id BIGINT", KAFKA),
        table("t", "id BIGINT, ${key}", UPSERT),
        f"CREATE TABLE t WITH ({UPSERT}) LIKE s;",
        f"CREATE TABLE t WITH ({UPSERT}) AS SELECT 1 AS a;",
        f"CREATE TABLE t (id INT) WITH ({UPSERT}) LIKE s (EXCLUDING ALL);",
    ],
)
def test_accepts_a_key_and_what_may_have_one(check, text):
    assert sql(check, text) == []


def test_only_this_rule_finds_it(check_all):
    hits = sql(check_all, table("t", "id BIGINT", UPSERT))
    assert [hit.code for hit in hits if hit.rank > 0] == ["FL611"]
    hits = sql(check_all, table("t", "id BIGINT", UPSERT.replace("upsert-kafka", "upsert-pulsar")))
    assert "FL611" in [hit.code for hit in hits]
