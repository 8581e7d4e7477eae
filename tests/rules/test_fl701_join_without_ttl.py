from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, KAFKA, MYSQL, job, sql, table

A = table("a", "id BIGINT, ts TIMESTAMP(3), p AS PROCTIME()", GEN)
B = table("b", "id BIGINT, ts TIMESTAMP(3)", GEN)
SNK = table("snk", "id BIGINT", HOLE)
JOIN = "INSERT INTO snk SELECT a.id FROM a JOIN b ON a.id = b.id;\n"
SET = "SET 'table.exec.mini-batch.enabled' = 'false';\n"


@pytest.mark.parametrize("wrap", [job, lambda text: SET + text], ids=["deployment", "bare"])
def test_flags_a_join_of_two_streams(check, wrap):
    [hit] = check(wrap(A + B + SNK + JOIN), name="j.yaml" if wrap is job else "j.sql")
    assert (hit.text, hit.severity.value) == ("JOIN", "warning")
    assert hit.message == "this join keeps all rows of both sides for ever"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("SELECT a.id FROM a LEFT OUTER JOIN b ON a.id = b.id", "LEFT OUTER JOIN"),
        ("SELECT a.id FROM a, b WHERE a.id = b.id", "b"),
        (
            "SELECT x.id FROM (SELECT id FROM a) AS x JOIN (SELECT id FROM b) AS y ON x.id = y.id",
            "JOIN",
        ),
        ("WITH c AS (SELECT a.id FROM a JOIN b ON a.id = b.id) SELECT id FROM c", "JOIN"),
    ],
)
def test_flags_every_form_of_regular_join(check, query, text):
    [hit] = check(job(f"{A}{B}{SNK}INSERT INTO snk {query};"))
    assert hit.text == text


def test_flags_a_join_in_a_view_that_is_read(check):
    view = "CREATE TEMPORARY VIEW v AS SELECT a.id FROM a JOIN b ON a.id = b.id;\n"
    assert check(job(A + B + SNK + view)) == []
    assert len(check(job(A + B + SNK + view + "INSERT INTO snk SELECT id FROM v;"))) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT a.id FROM a JOIN b FOR SYSTEM_TIME AS OF a.p AS d ON a.id = d.id",
        "SELECT a.id FROM a JOIN b ON a.id = b.id AND a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts",
        "SELECT a.id FROM a, b WHERE a.id = b.id AND a.ts < b.ts + INTERVAL '1' HOUR",
        "SELECT a.id FROM a CROSS JOIN UNNEST(ARRAY[1, 2]) AS t(x)",
        "SELECT a.id FROM a, LATERAL TABLE(f(a.id)) AS t(x)",
        "SELECT a.id FROM a JOIN (VALUES (1)) AS t(id) ON a.id = t.id",
        "SELECT /*+ STATE_TTL('a' = '1d', 'b' = '1d') */ a.id FROM a JOIN b ON a.id = b.id",
        "SELECT id FROM a",
    ],
)
def test_accepts_joins_that_keep_little(check, query):
    assert check(job(f"{A}{B}{SNK}INSERT INTO snk {query};")) == []


@pytest.mark.parametrize(
    ("options", "hits"),
    [
        ({"table.exec.state.ttl": "36 h"}, 0),
        ({"table.exec.state.ttl": "0"}, 1),
        ({"table.exec.state.ttl": "${ttl}"}, 0),
        ({"table.exec.state.ttl": "nonsense"}, 0),
        ({"execution.runtime-mode": "BATCH"}, 0),
        ({}, 1),
    ],
)
def test_reads_the_options_of_the_deployment(check, options, hits):
    assert len(check(job(A + B + SNK + JOIN, options=options))) == hits


@pytest.mark.parametrize(
    ("before", "hits"),
    [
        ("SET 'table.exec.state.ttl' = '1 d';", 0),
        ("SET 'table.exec.state.ttl' = '1 d';\nRESET 'table.exec.state.ttl';", 1),
        ("SET 'table.exec.state.ttl' = '1 d';\nRESET;", 1),
        ("SET 'execution.runtime-mode' = 'batch';", 0),
        ("SET 'table.exec.state.ttl' = '${ttl}';", 0),
    ],
)
def test_reads_the_options_of_the_script(check, before, hits):
    assert len(check(job(f"{before}\n{A}{B}{SNK}{JOIN}"))) == hits


def test_a_set_in_the_script_wins_over_the_deployment(check):
    script = "SET 'table.exec.state.ttl' = '0';\n" + A + B + SNK + JOIN
    assert len(check(job(script, options={"table.exec.state.ttl": "36 h"}))) == 1


@pytest.mark.parametrize("options", [MYSQL, f"{KAFKA[:-6]}'debezium-json'"])
def test_is_an_info_between_tables_that_are_keyed(check, options):
    a, b = table("a", "id BIGINT", options), table("b", "id BIGINT", options)
    [hit] = check(job(a + b + SNK + JOIN))
    assert hit.severity.value == "info"
    [hit] = check(job(A + b + SNK + JOIN))
    assert hit.severity.value == "warning"


def test_is_an_info_where_nothing_is_known_of_the_options(check):
    assert [hit.severity.value for hit in sql(check, A + B + SNK + JOIN)] == ["info"]
    assert [hit.severity.value for hit in check(job(JOIN))] == ["info"]


def test_is_silent_where_both_sides_end(check):
    ends = "'connector' = 'filesystem', 'path' = 's3://b', 'format' = 'csv'"
    a, b = table("a", "id BIGINT", ends), table("b", "id BIGINT", ends)
    assert check(job(a + b + SNK + JOIN)) == []


def test_the_managed_engine_has_a_limit_of_its_own(check):
    assert check(job(A + B + SNK + JOIN, version="1.17", tag="1.17-vvr-8.0.1")) == []


def test_only_this_rule_finds_it(check_all):
    for join in (JOIN, JOIN.replace("JOIN", "LEFT JOIN")):
        hits = [
            h for h in check_all(job(A + B + SNK + join)) if h.code.startswith("FL7") and h.rank
        ]
        assert [h.code for h in hits] == ["FL701"]
