from __future__ import annotations

import pytest
from sql_job import job, sql

RUN = "INSERT INTO a SELECT 1;\n"


@pytest.mark.parametrize(
    "text",
    [
        "SET 'table.exec.state.ttl' = '36 h';",
        "SET table.exec.state.ttl = 36;",
        "SET 'table.exec.state.ttl' = '${ttl}';",
        "SET 'table.exec.state.ttl' = '$TTL';",
        "SET '${key}' = '1';",
        "SET 'my.own.option' = 'x';",
        "SET 'sql-client.execution.result-mode' = 'tableau';",
        "SET;",
        "RESET 'table.exec.state.ttl';",
        "SET 'a.b.c.d' = '1';\nSET 'a.b.c.d' = '1';",
        f"SET 'a.b.c.d' = '1';\n{RUN}SET 'a.b.c.d' = '2';\n{RUN}",
        "",
    ],
)
def test_accepts_a_set_that_has_an_effect(check, text):
    assert sql(check, text) == []


def test_flags_an_option_that_is_nearly_one(check):
    [hit] = sql(check, "SET 'table.exec.state.tll' = '36 h';\n")
    assert (hit.text, hit.severity.value) == ("'table.exec.state.tll'", "warning")
    assert hit.message == "'table.exec.state.tll' is no option of Flink"
    assert sql(check, hit.fixed()) == []
    [hit] = sql(check, "SET table.exec.state.tll = 1;\n")
    assert "SET table.exec.state.ttl = 1;" in hit.fixed()


@pytest.mark.parametrize(
    ("key", "value"),
    [("table.exec.mini-batch.enabled", "yes"), ("table.exec.state.ttl", "1 dya"),
     ("table.exec.mini-batch.size", "5k"), ("execution.runtime-mode", "stream")],
)  # fmt: skip
def test_flags_a_value_that_flink_cannot_read(check, key, value):
    [hit] = sql(check, f"SET '{key}' = '{value}';\n")
    assert hit.text == f"'{value}'"
    assert hit.message.startswith(f"Flink cannot read '{key}': ")


def test_flags_a_value_that_a_later_one_replaces(check):
    [hit] = sql(check, f"SET 'a.b.c.d' = '1';\nSET 'a.b.c.d' = '2';\n{RUN}")
    assert (hit.text, hit.labels) == ("'1'", [("'2'", "this one counts")])


def test_flags_another_value_in_the_deployment(check):
    text = job(
        "SET 'table.exec.state.ttl' = '1 h';\n" + RUN, options={"table.exec.state.ttl": "36 h"}
    )
    [hit] = check(text)
    assert hit.text == "'1 h'"
    assert hit.labels == [('"36 h"', "this value does not count")]
    for same in ("1 h", "1 H", "60 min", "${ttl}"):
        assert (
            check(
                job(
                    "SET 'table.exec.state.ttl' = '1 h';\n" + RUN,
                    options={"table.exec.state.ttl": same},
                )
            )
            == []
        )


def test_flags_a_set_after_the_last_statement_that_runs(check):
    script = RUN + "SET 'table.exec.state.ttl' = '1 h';\n"
    [hit] = check(job(script))
    assert hit.text == "SET 'table.exec.state.ttl' = '1 h'"
    assert sql(check, script) == []


def test_only_this_rule_finds_it(check_all):
    for text in ("SET 'table.exec.state.tll' = '1 h';", "SET 'table.exec.state.ttl' = '1 dya';"):
        assert [hit.code for hit in sql(check_all, text)] == ["FL618"]
