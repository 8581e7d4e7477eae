from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


@pytest.mark.parametrize(
    "query", ["SELECT id FROM src", "VALUES (1)", "WITH a AS (SELECT 1) SELECT * FROM a"]
)
def test_flags_a_query_beside_an_insert(check, query):
    [hit] = check(sql_deployment(SRC + SNK + INSERT + query + ";"))
    assert hit.text == query
    assert hit.message == "this query has nowhere to write to"


def test_leaves_a_script_that_writes_nothing_to_fl603(check):
    assert check(sql_deployment(SRC + "SELECT id FROM src;")) == []


def test_a_client_shows_the_rows_of_a_bare_script(check):
    assert check(INSERT + "SELECT 1;", name="a.sql") == []
