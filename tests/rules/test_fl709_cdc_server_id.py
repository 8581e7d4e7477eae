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
    [hit] = sql(
        check, two(", 'server-id' = '1-4'", ", 'server-id' = '4-8', 'connect.timeout' = '31 s'")
    )
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


def test_says_what_may_happen_and_what_to_do(check):
    [hit] = check(job(source(MYSQL, COLUMNS)))
    assert hit.message == "no 'server-id': the source draws one that another reader may have"
    assert hit.hint == "give it a range of its own, one id for each parallel reader"
    [hit] = sql(
        check, two(", 'server-id' = '1-4'", ", 'server-id' = '4-8', 'connect.timeout' = '31 s'")
    )
    assert hit.hint == "give each source a range of its own"
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("1-4", "4-8", True),
        ("4-8", "1-4", True),
        ("1-9", "3", True),
        ("3", "1-9", True),
        ("1-4", "5-8", False),
        ("5-8", "1-4", False),
        ("5", "5", True),
        ("5", "6", False),
    ],
)
def test_ranges_are_shared_where_they_meet(check, first, second, shared):
    ids = f", 'server-id' = '{first}'", f", 'server-id' = '{second}', 'connect.timeout' = '31 s'"
    assert [hit.text for hit in sql(check, two(*ids))] == [f"'{second}'"] * shared


def test_what_is_read_twice_with_the_same_options_is_one_source(check):
    assert sql(check, two(", 'server-id' = '1-4'", ", 'server-id' = '1-4'")) == []


def test_other_hosts_may_have_the_same_ids(check):
    ids = ", 'server-id' = '1-4'"
    other = two(ids, ids).replace("'hostname' = 'h'", "'hostname' = 'i'", 1)
    assert other != two(ids, ids)
    assert sql(check, other) == []


@pytest.mark.parametrize(("port", "count"), [("3306", 1), ("3307", 0), ("${port}", 0)])
def test_another_port_of_the_host_is_another_server(check, port, count):
    ids = ", 'server-id' = '1-4'"
    other = two(ids, ids).replace("'hostname' = 'h'", f"'hostname' = 'h', 'port' = '{port}'", 1)
    assert len(sql(check, other)) == count


def test_each_source_is_looked_at_whatever_the_one_before_has(check):
    for first in ("", ", 'server-id' = '${ids}'", ", 'server-id' = 'many'"):
        hits = sql(check, "SET 'parallelism.default' = '2';\n" + two(first, ", 'server-id' = '7'"))
        assert "1 server id for 2 parallel readers" in [hit.message for hit in hits]
    hits = sql(check, "SET 'parallelism.default' = '3';\n" + two(", 'server-id' = '1-2'", ""))
    assert [hit.message.partition(" for ")[0] for hit in hits][:1] == ["2 server ids"]
    assert len(hits) == 2


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("'server-id' = '1-4'", "'server-id' = '6-8'", "'server-id' = '8-9'"),
        ("'server-id' = '8', 'hostname' = 'i'", "'server-id' = '6-8'", "'server-id' = '8-9'"),
        (
            "'server-id' = '8'",
            "'server-id' = '6-8', 'connect.timeout' = '31 s'",
            "'server-id' = '8'",
        ),
    ],
)
def test_a_third_source_is_held_against_both_before(check, first, second, third):
    plain = MYSQL.replace("'hostname' = 'h', ", "")
    host = "'hostname' = 'h', "
    tables = [
        table(name, COLUMNS, f"{plain}, {'' if 'hostname' in more else host}{more}")
        for name, more in (("a", first), ("b", second), ("c", third))
    ]
    text = "".join(tables) + table("snk", "id BIGINT", HOLE)
    text += (
        "INSERT INTO snk SELECT id FROM a UNION ALL SELECT id FROM b UNION ALL SELECT id FROM c;"
    )
    hits = [hit for hit in sql(check, text) if hit.message == "`b` has the same server ids"]
    assert [hit.text for hit in hits] == [third.partition(" = ")[2]]


@pytest.mark.parametrize(("ids", "severity"), [("5401", "warning"), ("5401-5402", "error")])
def test_a_range_that_is_too_short_is_an_error(check, ids, severity):
    [hit] = check(job(script(ids), parallelism=3))
    assert hit.severity.value == severity


def test_a_source_with_options_that_are_filled_in_later_is_let_be(check):
    text = two("", "").replace("'table-name' = 't'", "'table-name' = 't', ${more}", 1)
    [hit] = sql(check, text)
    assert hit.line == 2
