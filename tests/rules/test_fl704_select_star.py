from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

SRC = table("src", "id BIGINT, a BIGINT, b BIGINT", GEN)


def sink(columns: str) -> str:
    return SRC + table("snk", columns, HOLE)


def test_flags_columns_that_change_places(check):
    [hit] = sql(check, sink("id BIGINT, b BIGINT, a BIGINT") + "INSERT INTO snk SELECT * FROM src;")
    assert (hit.text, hit.severity.value) == ("*", "warning")
    assert hit.message == "`*` writes column `a` into column `b`"


def test_an_insert_list_says_where_the_columns_go(check):
    text = sink("id BIGINT, b BIGINT, a BIGINT")
    assert sql(check, text + "INSERT INTO snk (id, a, b) SELECT * FROM src;") == []
    assert len(sql(check, text + "INSERT INTO snk (id, b, a) SELECT * FROM src;")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM src",
        "SELECT id, a, b FROM src",
        "SELECT src.* FROM src, src AS x",
        "SELECT * FROM (SELECT id, a, b FROM src)",
        "SELECT * FROM (VALUES (1, 2, 3))",
        "VALUES (1, 2, 3)",
        "SELECT COUNT(*), 1, 2 FROM src",
    ],
)
def test_accepts_the_same_names_in_order_and_names_written_out(check, query):
    text = sink("id BIGINT, a BIGINT, b BIGINT")
    assert sql(check, f"{text}INSERT INTO snk {query};") == []


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO snk SELECT * FROM elsewhere;",
        SRC + "INSERT INTO elsewhere SELECT * FROM src;",
        sink("id BIGINT") + "INSERT INTO snk SELECT * FROM src AS x JOIN src AS y ON x.id = y.id;",
    ],
)
def test_is_an_info_where_the_columns_are_not_known(check, text):
    assert [(hit.text, hit.severity.value) for hit in sql(check, text)] == [("*", "info")]


def test_names_that_differ_are_mapped_on_purpose(check):
    text = sink("x BIGINT, y BIGINT, z BIGINT") + "INSERT INTO snk SELECT * FROM src;"
    assert sql(check, text) == []


def test_finds_the_star_in_a_deployment(check):
    [hit] = check(job(sink("id BIGINT, b BIGINT, a BIGINT") + "INSERT INTO snk SELECT * FROM src;"))
    assert hit.text == "*"


def test_only_this_rule_finds_it(check_all):
    for columns in ("id BIGINT, b BIGINT, a BIGINT", "b BIGINT, a BIGINT, id BIGINT"):
        hits = sql(check_all, sink(columns) + "INSERT INTO snk SELECT * FROM src;")
        assert [h.code for h in hits if h.rank] == ["FL704"]
