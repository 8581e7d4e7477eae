from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


@pytest.mark.parametrize(
    ("sql", "flagged", "message"),
    [
        (SRC, SRC.strip("\n;"), "no statement writes anything: the script only declares"),
        (
            "CREATE TEMPORARY TABLE a (x INT) WITH ('connector' = 'jdbc', 'password' = '${pw}');",
            None,
            "no statement writes anything: the script only declares",
        ),
        (SRC + "SELECT id FROM src;", "SELECT id FROM src",
         "no statement writes anything: a SELECT has nowhere to put its rows"),
        ("SET 'a' = 'b';", "SET 'a' = 'b'", "no statement writes anything: the script only declares"),
        ("CREATE TABLE a (x INT, y AS (x + 1)) WITH ('connector' = 'print');", None,
         "no statement writes anything: the script only declares"),
    ],
)  # fmt: skip
def test_flags_a_script_that_writes_nothing(check, sql, flagged, message):
    [hit] = check(sql_deployment(sql))
    assert hit.message == message
    assert flagged is None or hit.text == flagged


@pytest.mark.parametrize(
    "sql",
    [
        SRC + SNK + INSERT,
        "CREATE TABLE a WITH ('connector' = 'print') AS SELECT 1 AS x;",
        "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END;",
        SRC + "${statements};",
        SRC + "FROBNICATE a;",
        SRC + "INSERT INTO snk SELEC id FROM src;",
        SRC + "SELECT FROM src;",
    ],
)
def test_accepts_what_writes_or_may_write(check, sql):
    assert check(sql_deployment(sql)) == []


def test_a_bare_script_may_be_a_part_of_one(check):
    assert check(SRC, name="a.sql") == []
