from __future__ import annotations

import pytest
from sql_job import GEN, job, sql, table


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("CREATE TABLE t (a INT) WITH ('a' = '1', 'b' = '2', 'a' = '3');",
         "CREATE TABLE t (a INT) WITH ('b' = '2', 'a' = '3');"),
        ("CREATE TABLE t (a INT) WITH (\n  'a' = '1',\n  'b' = '2',\n  'a' = '3'\n);",
         "CREATE TABLE t (a INT) WITH (\n  'b' = '2',\n  'a' = '3'\n);"),
        ("ALTER TABLE t SET ('a' = '1', 'a' = '3');", "ALTER TABLE t SET ('a' = '3');"),
        ("SELECT * FROM t /*+ OPTIONS('a' = '1', 'a' = '2') */;",
         "SELECT * FROM t /*+ OPTIONS('a' = '2') */;"),
    ],
)  # fmt: skip
def test_flags_the_first_and_removes_it(check, text, fixed):
    [hit] = sql(check, text)
    assert (hit.text, hit.severity.value) == ("'a'", "warning")
    assert hit.message == "'a' is given again below, and this one has no effect"
    assert hit.labels == [("'a'", "this one counts")]
    assert hit.fixes[0].safe
    assert hit.fixed() == fixed
    assert sql(check, hit.fixed()) == []


def test_three_times_is_two_findings(check):
    text = "CREATE TABLE t (a INT) WITH ('a' = '1', 'a' = '2', 'a' = '3');"
    assert len(sql(check, text)) == 2


def test_removes_a_line_of_a_block_scalar(check):
    script = "CREATE TABLE t (a INT) WITH (\n  'a' = '1',\n  'a' = '3'\n);"
    [hit] = check(job(script))
    assert check(hit.fixed()) == []
    assert "'a' = '1'" not in hit.fixed()


@pytest.mark.parametrize(
    "text",
    [
        table("t", "a INT", GEN),
        "CREATE TABLE t (a INT) WITH ('a' = '1', 'A' = '1');",
        "CREATE TABLE t (a INT) WITH ('a' = '1') LIKE s;",
        "CREATE TABLE t (a INT) WITH ('${a}' = '1', '${a}' = '2');",
        "",
    ],
)
def test_accepts_options_that_stand_once(check, text):
    assert sql(check, text) == []


def test_a_comment_between_key_and_comma_keeps_the_fix_away(check):
    [hit] = sql(check, "CREATE TABLE t (a INT) WITH ('a' = '1' /* x */, 'a' = '3');")
    assert hit.fixes == ()


def test_only_this_rule_finds_it(check_all):
    for options in (f"{GEN}, {GEN}", f"'rows-per-second' = '1', 'rows-per-second' = '2', {GEN}"):
        assert [h.code for h in sql(check_all, table("t", "id INT", options))] == ["FL624"]
