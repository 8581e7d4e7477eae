from __future__ import annotations

import pytest
from sql_job import GEN, MYSQL, job, sql, table

KEY = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"


@pytest.mark.parametrize(("version", "hits"), [((1, 11), 0), ((1, 12), 0), ((1, 13), 1), (None, 1)])
def test_flags_a_table_that_cannot_be_cut(check, version, hits):
    found = sql(check, table("t", "id BIGINT", MYSQL), version)
    assert [(h.text, h.severity.value) for h in found] == [("'mysql-cdc'", "warning")] * hits
    for hit in found:
        assert hit.message == "without PRIMARY KEY the snapshot has no chunks"


@pytest.mark.parametrize(
    "text",
    [
        table("t", KEY, MYSQL),
        table("t", "id BIGINT PRIMARY KEY NOT ENFORCED", MYSQL),
        table("t", "id INT", f"{MYSQL}, 'scan.incremental.snapshot.enabled' = 'false'"),
        table("t", "id INT", f"{MYSQL}, 'scan.incremental.snapshot.chunk.key-column' = 'id'"),
        table("t", "id INT", GEN),
        f"CREATE TABLE t WITH ({MYSQL}) LIKE s;",
        table("t", "id INT, ${key}", MYSQL),
    ],
)
def test_accepts_a_key_and_what_needs_none(check, text):
    assert sql(check, text) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(table("t", "id BIGINT", MYSQL)))
    assert hit.text == "'mysql-cdc'"


def test_only_this_rule_finds_it(check_all):
    for columns in ("id BIGINT", "id BIGINT, name STRING"):
        hits = sql(check_all, table("t", columns, MYSQL))
        assert [h.code for h in hits if h.rank] == ["FL711"]
