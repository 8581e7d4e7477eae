from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


def test_flags_the_word_and_puts_it_in_backticks(check):
    sql = "CREATE TEMPORARY TABLE src (\n  timestamp BIGINT\n) WITH ('connector' = 'datagen');"
    [hit] = check(sql_deployment(sql))
    assert hit.text == "timestamp"
    assert hit.message == "`timestamp` is a reserved word of Flink SQL"
    assert "  `timestamp` BIGINT" in hit.fixed()
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(("flink", "count"), [("1.20", 0), ("2.0", 1), (None, 0)])
def test_knows_which_version_reserves_a_word(check, flink, count):
    sql = "CREATE TEMPORARY TABLE src (qualify BIGINT) WITH ('connector' = 'datagen');"
    assert len(check(sql_deployment(sql, flink=flink))) == count


def test_offers_no_edit_inside_a_quoted_scalar(check):
    text = sql_deployment("").replace("sqlScript: |\n", 'sqlScript: "CREATE TABLE a (value INT)"\n')
    [hit] = check(text)
    assert (hit.text, hit.fixes) == ("value", ())


@pytest.mark.parametrize("name", ["`value`", "amount", "name", "id"])
def test_accepts_other_names(check, name):
    assert check(f"CREATE TABLE a ({name} INT) WITH ('connector' = 'print')", name="a.sql") == []
