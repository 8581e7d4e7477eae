from __future__ import annotations

import pytest
from sql_job import job, sql, table

LITERAL = "tiger-17"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"CREATE TABLE t (a INT) WITH ('password' = '{LITERAL}');", "password"),
        (f"CREATE TABLE t (a INT) WITH ('accessKey' = '{LITERAL}');", "accessKey"),
        (f"CREATE CATALOG c WITH ('type' = 'jdbc', 'password' = '{LITERAL}');", "password"),
        (f"ALTER TABLE t SET ('password' = '{LITERAL}');", "password"),
        (f"SELECT * FROM t /*+ OPTIONS('password' = '{LITERAL}') */;", "password"),
        (f"SET 's3.secret-key' = '{LITERAL}';", "s3.secret-key"),
        (f"CREATE TABLE t (a INT) WITH ('uri' = 'mongodb://u:{LITERAL}@h/d');", "uri"),
        (
            "CREATE TABLE t (a INT) WITH ('properties.sasl.jaas.config' = "
            f'\'org.x.PlainLoginModule required username="u" password="{LITERAL}";\');',
            "properties.sasl.jaas.config",
        ),
    ],
)
def test_flags_the_secret_and_never_shows_it(check, text, key):
    [hit] = sql(check, text)
    assert hit.text == LITERAL
    assert hit.message == f"'{key}' holds a secret as plain text"
    assert hit.secret
    assert LITERAL not in hit.message + hit.hint


@pytest.mark.parametrize(
    "value", ["${pw}", "<password>", "******", "xxx", "", "yourPassword", "{{ pw }}"]
)
def test_accepts_references_and_stand_ins(check, value):
    assert sql(check, f"CREATE TABLE t (a INT) WITH ('password' = '{value}');") == []


@pytest.mark.parametrize("key", ["password-file", "user", "accessId", "topic", "token.interval"])
def test_accepts_other_names(check, key):
    assert sql(check, table("t", "a INT", f"'{key}' = '{LITERAL}'")) == []


def test_finds_the_place_in_a_deployment(check):
    [hit] = check(job(table("t", "a INT", f"'password' = '{LITERAL}'")))
    assert hit.text == LITERAL


def test_only_this_rule_finds_it(check_all):
    for options in ("'password' = 'tiger-17'", "'secret' = 'lion'"):
        text = table("t", "a INT", f"'connector' = 'own', {options}")
        assert [h.code for h in sql(check_all, text)] == ["FL801"]
