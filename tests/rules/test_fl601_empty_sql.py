from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


@pytest.mark.parametrize(
    "script", ['""', "' '", "'-- nothing yet'", "'/* a */ -- b'", "'// c'", "';;'"]
)
def test_flags_a_script_without_a_statement(check, script):
    text = sql_deployment("").replace("sqlScript: |\n", f"sqlScript: {script}\n")
    [hit] = check(text)
    assert hit.text == script
    assert hit.message.startswith("the script has no statement")


def test_flags_a_bare_script(check):
    [hit] = check("-- nothing yet\n", name="a.sql")
    assert hit.message == "the script has no statement, only comments"
    [hit] = check("", name="a.sql")
    assert hit.line == 1


@pytest.mark.parametrize("script", ["INSERT INTO a SELECT 1", "${script}", "' ${script} '"])
def test_accepts_a_statement_or_a_placeholder(check, script):
    assert check(sql_deployment("").replace("sqlScript: |\n", f"sqlScript: {script}\n")) == []


def test_leaves_a_missing_script_to_the_kind(check, check_all):
    text = sql_deployment("").replace("sqlScript: |\n", "sqlScript:\n")
    assert check(text) == []
    assert [hit.code for hit in check_all(text) if hit.rank == 2] == ["FL120"]
