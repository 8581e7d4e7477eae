from __future__ import annotations

import pytest
from sql_job import HOLE, MYSQL, job, source, sql, table

COLUMNS = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"


def script(ids: str, more: str = "") -> str:
    return source(f"{MYSQL}, 'server-id' = '{ids}'{more}", COLUMNS)


def two(first: str, second: str) -> str:
    a, b = table("a", COLUMNS, f"{MYSQL}{first}"), table("b", COLUMNS, f"{MYSQL}{second}")
    snk = table("snk", "id BIGINT", HOLE)
    return f"{a}{b}{snk}INSERT INTO snk SELECT id FROM a UNION ALL SELECT id FROM b;"


@pytest.mark.parametrize(
    ("ids", "parallelism", "severity"),
    [
        ("5401", 1, None), ("5401", 2, "warning"), ("5401-5404", 4, None), ("5401-5404", 5, "error"),
        ("5401 - 5404", 4, None), ("${ids}", 4, None), ("<ids>", 4, None), ("5401-5404", "${p}", None),
        ("", 4, None), ("many", 4, None),
    ],
)  # fmt: skip
def test_needs_an_id_for_each_reader(check, ids, parallelism, severity):
    found = check(job(script(ids), parallelism=parallelism))
    assert [hit.severity.value for hit in found] == ([severity] if severity else [])
    for hit in found:
        assert hit.text == f"'{ids}'"
        assert hit.message.endswith(f"for {parallelism} parallel readers")
        assert hit.hint == f"give a range such as 5401-{5400 + parallelism}"


@pytest.mark.parametrize(
    ("version", "more"),
    [("1.12", ""), ("1.17", ", 'scan.incremental.snapshot.enabled' = 'false'"),
     ("1.17", ", 'scan.incremental.snapshot.enabled' = '${on}'")],
)  # fmt: skip
def test_one_reader_needs_one_id(check, version, more):
    assert check(job(script("5401", more), parallelism=4, version=version)) == []


def test_a_set_in_the_script_decides_the_parallelism(check):
    [hit] = sql(check, "SET 'parallelism.default' = '2';\n" + script("5401"))
    assert hit.message == "1 server id for 2 parallel readers"
    assert sql(check, script("5401")) == []


@pytest.mark.parametrize("wrap", [job, lambda text: text])
def test_flags_a_source_without_ids(check, wrap):
    text = wrap(source(MYSQL, COLUMNS))
    [hit] = check(text, name="j.yaml" if wrap is job else "j.sql")
    assert hit.text == "'mysql-cdc'"
    assert hit.severity.value == ("warning" if wrap is job else "info")


def test_two_sources_without_ids_may_draw_the_same(check):
    assert [h.severity.value for h in sql(check, two("", ""))] == ["warning"] * 2


def test_flags_ids_that_two_sources_share(check):
    [hit] = sql(check, two(", 'server-id' = '1-4'", ", 'server-id' = '4-8', 'port' = '1'"))
    assert (hit.text, hit.labels) == ("'4-8'", [("'1-4'", "here")])
    assert hit.message == "`a` has the same server ids"
    assert sql(check, two(", 'server-id' = '1-4'", ", 'server-id' = '5-8'")) == []


@pytest.mark.parametrize(
    "text",
    [
        source(MYSQL, COLUMNS).replace("FROM src", "FROM src /*+ OPTIONS('server-id' = '5401') */"),
        table("t", COLUMNS, MYSQL),
        source("'connector' = 'postgres-cdc'", COLUMNS),
        "",
    ],
)
def test_accepts_a_hint_and_other_sources(check, text):
    assert sql(check, text) == []


def test_only_this_rule_finds_it(check_all):
    for ids in ("5401", "5401-5402"):
        hits = check_all(job(script(ids), parallelism=3, options={
            "execution.checkpointing.interval": "60s"}))  # fmt: skip
        assert [h.code for h in hits if h.code > "FL6" and h.rank] == ["FL709"]
