from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


CTAS = "CREATE TABLE copy WITH ('connector' = 'blackhole') AS SELECT 1 AS id;"


@pytest.mark.parametrize(
    ("sql", "first", "came"),
    [
        (CTAS, "1.16", "1.16"),
        ("EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END;", "1.15", "1.15"),
        ("CREATE TABLE IF NOT EXISTS a (id INT) WITH ('connector' = 'print');", "1.12", "1.12"),
        ("TRUNCATE TABLE a;", "1.18", "1.18"),
    ],
)
def test_names_the_version_that_it_came_with(check, sql, first, came):
    minor = int(first.split(".")[1])
    [hit] = check(sql, name="a.sql", flink_version=(1, minor - 1))
    assert hit.message.endswith(f"came with Flink {came}")
    assert check(sql, name="a.sql", flink_version=(1, minor)) == []


def test_is_silent_where_the_version_is_not_known(check):
    assert check(CTAS, name="a.sql") == []
    assert check(sql_deployment(CTAS, flink=None)) == []


def test_the_statement_set_of_a_deployment_is_the_platforms_own_form(check):
    sql = "BEGIN STATEMENT SET;\n" + INSERT + INSERT + "END;"
    assert check(sql_deployment(sql, flink="1.11")) == []
    assert len(check(sql, name="a.sql", flink_version=(1, 11))) == 2


def test_the_deployments_own_version_counts(check):
    assert len(check(sql_deployment(CTAS, flink="1.15"), flink_version=(1, 20))) == 1
