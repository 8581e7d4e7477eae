from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, source, sql, table

PRINT = table("src", "id BIGINT", GEN) + table("snk", "id BIGINT", "'connector' = 'print'")
RUN = PRINT + "INSERT INTO snk SELECT id FROM src;"
VVR = {"version": "1.11", "tag": "1.11.2-vvr-2.1.1"}


def with_loggers(script: str, loggers: str, **spec: str) -> str:
    return job(script, **{**VVR, **spec}) + f"      logging: {{log4jLoggers: {{{loggers}}}}}\n"


@pytest.mark.parametrize("level", ["WARN", "ERROR", "OFF", "warn"])
def test_flags_the_root_logger(check, level):
    [hit] = check(with_loggers(RUN, f'"": {level}'))
    assert (hit.text, hit.severity.value) == (level, "info")
    assert hit.message == f"print writes at INFO, and the root logger is at {level}"
    assert hit.labels == [("'print'", "this prints")]


@pytest.mark.parametrize(
    "loggers", ['"": INFO', '"": DEBUG', "", '"": WARN, org.x: INFO', '"": "${l}"']
)
def test_accepts_levels_that_show_the_rows(check, loggers):
    assert check(with_loggers(RUN, loggers)) == []


def test_is_silent_where_nothing_is_printed(check):
    assert check(with_loggers(PRINT, '"": WARN')) == []
    assert check(with_loggers(source(GEN).replace(HOLE, HOLE), '"": WARN')) == []


def test_apache_flink_prints_whatever_the_level(check):
    assert check(with_loggers(RUN, '"": WARN', version="1.17", tag="")) == []
    assert sql(check, RUN) == []


def test_only_this_rule_finds_it(check_all):
    for level in ("WARN", "ERROR"):
        hits = check_all(with_loggers(RUN, f'"": {level}'))
        assert [h.code for h in hits if h.code.startswith("FL9")] == ["FL915"]
