from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


@pytest.mark.parametrize(
    ("ddl", "what"),
    [
        ("CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n", "table"),
        ("CREATE VIEW v AS SELECT 1 AS id;\n", "view"),
    ],
)
def test_flags_a_permanent_object_beside_dml(check, ddl, what):
    [hit] = check(sql_deployment(SRC + ddl + INSERT))
    assert hit.text == "CREATE"
    assert hit.message == f"this {what} lands in the catalog"
    assert hit.severity == "info"


@pytest.mark.parametrize(
    "sql",
    [
        SRC + SNK + INSERT,
        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'print');",
        "CREATE TABLE a WITH ('connector' = 'print') AS SELECT 1 AS id;\n" + INSERT,
    ],
)
def test_accepts_temporary_objects_and_scripts_without_dml(check, sql):
    assert check(sql_deployment(sql)) == []


def test_a_bare_script_may_fill_a_catalog(check):
    assert check("CREATE VIEW v AS SELECT 1 AS id;\n" + INSERT, name="a.sql") == []
