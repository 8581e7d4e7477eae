from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


def test_flags_the_second_insert_and_shows_the_first(check):
    [hit] = check(sql_deployment(SRC + SNK + INSERT + INSERT + INSERT))
    assert hit.message == "3 INSERT statements outside of a statement set"
    assert (hit.text, hit.line) == ("INSERT", 15)
    assert hit.labels == [("INSERT", "the first one")]


@pytest.mark.parametrize(
    "sql",
    [
        SRC + SNK + INSERT,
        SRC + SNK + "BEGIN STATEMENT SET;\n" + INSERT + INSERT + "END;",
        SRC + SNK + "EXECUTE STATEMENT SET BEGIN\n" + INSERT + INSERT + "END;",
    ],
)
def test_accepts_one_or_a_set(check, sql):
    assert check(sql_deployment(sql)) == []


SET = "BEGIN STATEMENT SET;\n" + INSERT + INSERT + "END;\n"
COPY = "CREATE TABLE x WITH ('connector' = 'print') AS SELECT id FROM src;\n"


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        (SET + SET, "BEGIN"),
        (SET + INSERT, "INSERT"),
        (INSERT + SET, "BEGIN"),
        (COPY + INSERT, "INSERT"),
        ("EXECUTE " + INSERT + "EXECUTE " + INSERT, "EXECUTE"),
    ],
)
def test_flags_other_statements_that_each_run_a_job(check, sql, text):
    [hit] = check(sql_deployment(SRC + SNK + sql))
    assert hit.text == text
    assert hit.message == "2 statements that each run a job: a deployment runs one"


def test_copies_of_the_managed_service_make_one_job(check):
    text = sql_deployment(COPY + COPY.replace(" x ", " y "))
    assert check(text, platform="managed") == []
    assert len(check(sql_deployment(COPY + INSERT), platform="managed")) == 1


def test_leaves_a_broken_set_to_its_own_rule(check):
    assert check(sql_deployment("BEGIN;\n" + INSERT + INSERT + "END;\n" + INSERT + INSERT)) == []


def test_a_client_runs_each_insert_of_a_bare_script(check):
    assert check(INSERT + INSERT, name="a.sql") == []


def test_says_what_to_do(check):
    [hit] = check(sql_deployment(SRC + SNK + INSERT + INSERT))
    assert hit.hint == "put them between `BEGIN STATEMENT SET;` and `END;`"
    assert hit.severity == "warning"


EXECUTE = "EXECUTE STATEMENT SET BEGIN\n" + INSERT + INSERT + "END;\n"


@pytest.mark.parametrize(
    ("sql", "first", "second"),
    [
        (EXECUTE + INSERT, "EXECUTE", "INSERT"),
        (INSERT + EXECUTE, "INSERT", "EXECUTE"),
        (EXECUTE + EXECUTE, "EXECUTE", "EXECUTE"),
        (SET + COPY, "BEGIN", "CREATE"),
        (EXECUTE + COPY, "EXECUTE", "CREATE"),
        (COPY + SET, "CREATE", "BEGIN"),
    ],
)
def test_shows_the_first_and_flags_the_second(check, sql, first, second):
    [hit] = check(sql_deployment(SRC + SNK + sql))
    assert hit.text == second
    assert hit.labels == [(first, "the first one")]
    assert hit.finding.labels[0].span.start < hit.finding.span.start


def test_a_copy_inside_of_a_set_is_of_its_job(check):
    text = sql_deployment(SRC + SNK + SET.replace("END;", COPY + "END;"))
    assert check(text, platform="managed") == []
