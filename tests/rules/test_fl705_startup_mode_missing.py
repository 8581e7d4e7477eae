from __future__ import annotations

import pytest
from sql_job import GEN, KAFKA, job, source, sql, table

MODELESS = KAFKA.replace("'scan.startup.mode' = 'latest-offset', ", "")


@pytest.mark.parametrize(
    ("version", "severity"),
    [
        ((1, 11), "info"),
        ((1, 13), "info"),
        ((1, 14), "warning"),
        ((2, 3), "warning"),
        (None, "warning"),
    ],
)
def test_flags_a_source_without_a_mode(check, version, severity):
    [hit] = sql(check, source(MODELESS), version)
    assert (hit.text, hit.severity.value) == ("'kafka'", severity)
    assert ("fails" in hit.message) == (severity == "warning")


@pytest.mark.parametrize(
    "text",
    [
        source(KAFKA),
        source(f"{MODELESS}, 'scan.startup.mode' = '${{mode}}'"),
        source(f"{MODELESS}, 'properties.auto.offset.reset' = 'earliest'"),
        source(GEN),
        table("t", "id INT", MODELESS),
        table("t", "id INT", MODELESS) + "INSERT INTO t SELECT 1;",
        source(MODELESS).replace(
            "FROM src", "FROM src /*+ OPTIONS('scan.startup.mode' = 'latest-offset') */"
        ),
        "CREATE TABLE t WITH ('connector' = 'kafka') LIKE s;\nINSERT INTO u SELECT id FROM t;",
        source(MODELESS.replace("'topic' = 't'", "${topic}")),
        source(f"{MODELESS}, 'scan.startup.mod' = 'earliest-offset'"),
    ],
)
def test_accepts_a_source_that_says_where_to_start(check, text):
    assert sql(check, text) == []


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(source(MODELESS)))
    assert hit.text == "'kafka'"


def test_only_this_rule_finds_it(check_all):
    for text in (source(MODELESS), source(MODELESS.replace("'properties.group.id' = 'g', ", ""))):
        assert [h.code for h in sql(check_all, text) if h.rank] == ["FL705"]
