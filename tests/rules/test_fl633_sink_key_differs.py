from __future__ import annotations

import pytest
from sql_job import job, sql

CDC = (
    "CREATE TABLE users (id BIGINT NOT NULL, name STRING, PRIMARY KEY (id) NOT ENFORCED) "
    "WITH ('connector' = 'mysql-cdc');\n"
    "CREATE TABLE clicks (user_id BIGINT, url STRING, p AS PROCTIME()) "
    "WITH ('connector' = 'datagen');\n"
    "CREATE TABLE snk (a BIGINT NOT NULL, b STRING, PRIMARY KEY (a) NOT ENFORCED) "
    "WITH ('connector' = 'upsert-kafka');\n"
)
OTHER_KEY = [
    "SELECT user_id, url FROM clicks",
    "VALUES (1, 'a')",
    "SELECT id + 1, name FROM users",
    "SELECT COUNT(*), name FROM users GROUP BY name",
    "SELECT id, name FROM users UNION ALL SELECT id, name FROM users",
    "SELECT u.id, c.url FROM users AS u JOIN clicks AS c ON u.id = c.user_id",
    "SELECT DISTINCT user_id, url FROM clicks",
    "SELECT rn, url FROM (SELECT url, ROW_NUMBER() OVER (PARTITION BY url ORDER BY user_id) AS rn "
    "FROM clicks) WHERE rn <= 3",
]
SAME_KEY = [
    "SELECT id, UPPER(name) FROM users WHERE id > 1",
    "SELECT CAST(user_id AS BIGINT), MAX(url) FROM clicks GROUP BY user_id",
    "SELECT u.id, v.name FROM users AS u LEFT JOIN users AS v ON u.id = v.id",
    "SELECT user_id, url FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY p DESC) "
    "AS rn FROM clicks) WHERE rn = 1",
    "SELECT COUNT(*), MAX(name) FROM users",
    "SELECT k, MAX(n) FROM (SELECT id % 9 AS k, name AS n FROM users) GROUP BY k",
    "SELECT user_id, url FROM clicks ON CONFLICT DO DEDUPLICATE",
    "SELECT user_id, url FROM far.d.t",
]


@pytest.mark.parametrize("query", OTHER_KEY)
def test_flink_2_3_asks_what_to_do_with_rows_of_another_key(check, query):
    text = f"{CDC}INSERT INTO snk {query};"
    [hit] = sql(check, text, (2, 3))
    assert hit.text == "snk"
    assert "`snk` is by `a`" in hit.message
    assert sql(check, text, (2, 2)) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize("query", SAME_KEY)
def test_rows_that_the_key_of_the_sink_keeps_apart_are_fine(check, query):
    assert sql(check, f"{CDC}INSERT INTO snk {query};", (2, 3)) == []


@pytest.mark.parametrize(
    "setting",
    [
        "SET 'table.exec.sink.require-on-conflict' = 'false'",
        "SET 'table.exec.sink.upsert-materialize' = 'NONE'",
        "SET 'execution.runtime-mode' = 'batch'",
    ],
)
def test_nothing_is_asked_where_that_is_switched_off(check, setting):
    assert sql(check, f"{setting};\n{CDC}INSERT INTO snk {OTHER_KEY[0]};", (2, 3)) == []


def test_nothing_is_asked_where_the_deployment_switches_it_off(check):
    text = f"{CDC}INSERT INTO snk {OTHER_KEY[0]};"
    off = {"table.exec.sink.require-on-conflict": "false"}
    assert len(check(job(text, version="2.3"))) == 1
    assert check(job(text, version="2.3", options=off)) == []


def test_a_view_keeps_the_key_of_its_query(check):
    text = CDC + "CREATE VIEW v AS SELECT user_id, MAX(url) AS u FROM clicks GROUP BY user_id;\n"
    assert sql(check, text + "INSERT INTO snk SELECT user_id, u FROM v;", (2, 3)) == []
    other = text.replace("GROUP BY user_id", "GROUP BY user_id, p")
    [hit] = sql(check, other + "INSERT INTO snk SELECT user_id, u FROM v;", (2, 3))
    assert "have no key" in hit.message
