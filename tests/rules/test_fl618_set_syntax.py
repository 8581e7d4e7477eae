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


@pytest.mark.parametrize(
    ("statement", "runs"),
    [
        ("INSERT INTO a SELECT 1;", True),
        ("EXECUTE INSERT INTO a SELECT 1;", True),
        ("BEGIN STATEMENT SET;\nEND;", True),
        ("EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nEND;", True),
        ("SELECT 1;", True),
        ("CREATE TABLE b AS SELECT 1;", True),
        ("CREATE VIEW v AS SELECT 1;", True),
        ("CREATE MATERIALIZED TABLE m AS SELECT 1;", True),
        ("FLY TO moon;", True),
        ("USE CATALOG c;", False),
        ("DROP TABLE b;", False),
    ],
)
def test_a_value_counts_where_something_may_run_before_it_is_replaced(check, statement, runs):
    text = f"SET 'a.b.c.d' = '1';\n{statement}\nSET 'a.b.c.d' = '2';\n"
    assert [hit.text for hit in sql(check, text)] == ([] if runs else ["'1'"])
    late = "SET 'table.exec.state.ttl' = '1 h';\n"
    assert check(job(late + statement)) == []
    assert [hit.text for hit in check(job(RUN + late + statement))] == (
        [] if runs else ["SET 'table.exec.state.ttl' = '1 h'"]
    )


def test_the_end_of_a_set_runs_it(check):
    late = "SET 'table.exec.state.ttl' = '1 h';\n"
    assert check(job(f"BEGIN STATEMENT SET;\n{RUN}{late}END;")) == []


@pytest.mark.parametrize(
    ("script", "options", "message", "hint"),
    [
        (
            "SET 'a.b.c.d' = '1';\nSET 'a.b.c.d' = '2';\n" + RUN, {},
            "'a.b.c.d' is set again before anything runs: this value is lost",
            "keep one of them",
        ),
        (
            "SET 'table.exec.state.tll' = '1 h';\n" + RUN, {},
            "'table.exec.state.tll' is no option of Flink",
            "did you mean 'table.exec.state.ttl'?",
        ),
        (
            "SET 'a.b.c.d' = 'x';\n" + RUN, {"a.b.c.d": "y"},
            "'a.b.c.d' is 'x' here and 'y' in flinkConfiguration",
            "keep one of them",
        ),
        (
            RUN + "SET 'a.b.c.d' = 'x';\n", {},
            "'a.b.c.d' is set after the last statement that runs: it has no effect",
            "put it before the INSERT",
        ),
    ],
)  # fmt: skip
def test_says_what_is_wrong_and_what_to_do(check, script, options, message, hint):
    [hit] = check(job(script, options=options))
    assert (hit.message, hit.hint) == (message, hint)


@pytest.mark.parametrize("quote", ["'", ""])
def test_the_fix_keeps_the_quotes(check, quote):
    [hit] = sql(check, f"SET {quote}table.exec.state.tll{quote} = {quote}1{quote};\n")
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [("write table.exec.state.ttl", False)]
    assert hit.fixed() == f"SET {quote}table.exec.state.ttl{quote} = {quote}1{quote};\n"


def test_a_word_without_a_dot_may_be_of_a_client(check):
    assert sql(check, "SET 'execution-runtime-mode' = 'x';\n") == []
    assert sql(check, "SET 'paralelism' = '3';\n") == []


@pytest.mark.parametrize(
    ("version", "flagged"), [((1, 12), False), ((1, 13), True), ((2, 0), True), (None, True)]
)
def test_a_value_is_read_as_the_version_reads_it(check, version, flagged):
    text = "SET 'table.exec.sink.upsert-materialize' = 'sometimes';\n"
    assert bool(sql(check, text, version)) is flagged


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ROCKSDB", "rocksdb", True),
        ("Ää", "ää", True),
        (" 1 h", "60 min ", True),
        ("1024 kb", "1 mb", True),
        ("PT1H", "1 h", True),
        ("1 h", "2 h", False),
        ("1 mb", "1 gb", False),
        ("x", "y", False),
    ],
)
def test_two_texts_may_be_one_value(check, one, other, same):
    text = job(f"SET 'a.b.c.d' = '{one}';\n" + RUN, options={"a.b.c.d": other})
    assert (check(text) == []) is same


@pytest.mark.parametrize(("version", "flagged"), [((1, 12), True), ((1, 15), False)])
def test_a_minute_is_m_from_1_15_on(check, version, flagged):
    text = "SET 'table.exec.state.ttl' = '5 m';\n"
    assert bool(sql(check, text, version)) is flagged
