from __future__ import annotations

import pytest
from sql_job import GEN, job, source, sql, table


@pytest.mark.parametrize("version", [(1, 11), (1, 15), (1, 20), (2, 3), None])
@pytest.mark.parametrize("options", ["'topic' = 't'", "'Connector' = 'kafka'"])
def test_flags_a_table_that_is_used_and_has_no_connector(check, version, options):
    [hit] = sql(check, source(options), version)
    assert (hit.text, hit.severity.value) == ("WITH", "error")
    assert hit.message == "table `src` has no 'connector'"


def test_flags_a_table_without_with(check):
    [hit] = sql(check, "CREATE TABLE src (\n  id INT\n);\nINSERT INTO src VALUES (1);")
    assert (hit.text, hit.line) == (")", 3)


@pytest.mark.parametrize(
    ("version", "severity"),
    [((1, 14), "info"), ((1, 15), "error"), ((1, 20), "error"), ((2, 0), "info"), (None, "info")],
)
def test_an_unused_table_is_refused_by_some_versions_only(check, version, severity):
    [hit] = sql(check, table("t", "id INT", "'topic' = 't'"), version)
    assert hit.severity.value == severity


@pytest.mark.parametrize(("version", "hits"), [((1, 10), 0), ((1, 13), 0), ((1, 14), 1)])
def test_the_old_style_is_read_up_to_1_13(check, version, hits):
    text = "CREATE TABLE src (id INT) WITH ('connector.type' = 'kafka');"
    found = sql(check, text, version)
    assert [hit.message for hit in found] == [
        "'connector.type' is not read since Flink 1.14"
    ] * hits


def test_1_10_does_not_know_the_new_style(check):
    [hit] = sql(check, "CREATE TABLE t (id INT) WITH ('connector' = 'kafka');", (1, 10))
    assert (hit.text, hit.severity.value) == ("'connector'", "error")
    assert "'connector.type'" in hit.message


def test_1_10_of_the_managed_service_may_know_it(check):
    [hit] = sql(check, f"CREATE TABLE t (id INT) WITH ({GEN});", (1, 10), platform="managed-2021")
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t LIKE s;\nINSERT INTO t SELECT 1;",
        "CREATE TABLE t WITH ('a' = 'b') AS SELECT 1 AS a;",
        "CREATE CATALOG c WITH ('type' = 'paimon');\nUSE CATALOG c;\nCREATE TABLE t (id INT);",
        "CREATE TABLE c.d.t (id INT);\nINSERT INTO c.d.t SELECT 1;",
        "CREATE TABLE t (id INT) WITH (${options});\nINSERT INTO t SELECT 1;",
        "CREATE VIEW v AS SELECT 1 AS a;",
        "",
    ],
)
def test_says_nothing_where_a_connector_may_be(check, text):
    assert sql(check, text) == []


def test_a_catalog_that_comes_later_changes_nothing(check):
    later = "CREATE CATALOG c WITH ('type' = 'jdbc');\nUSE CATALOG c;"
    [hit] = sql(check, source("'topic' = 't'") + later)
    assert hit.text == "WITH"


def test_sees_the_script_of_a_deployment(check):
    [hit] = check(job(source("'topic' = 't'")))
    assert hit.text == "WITH"


def test_only_this_rule_finds_it(check_all):
    hits = sql(check_all, source("'rows-per-second' = '1'"))
    assert [hit.code for hit in hits if hit.rank == 2] == ["FL609"]
    assert [hit for hit in sql(check_all, source(GEN)) if hit.rank == 2] == []
