from __future__ import annotations

import pytest
from planned_tables import SRC
from sql_job import job, sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (SRC + "SELECT UPER(name) FROM src;", "UPER", "there is no function `UPER`"),
        (SRC + "SELECT COUT(*) FROM src;", "COUT", "no function `COUT` that takes `*`"),
        (
            SRC + "SELECT LOWER(name, 1) FROM src;",
            "LOWER(name, 1)",
            "`LOWER` takes 1 argument, not 2",
        ),
        (
            SRC + "SELECT PROCTIME(1) FROM src;",
            "PROCTIME(1)",
            "`PROCTIME` takes no arguments, not 1",
        ),
        (SRC + "SELECT IF(TRUE, 1) FROM src;", "IF(TRUE, 1)", "`IF` takes 3 arguments, not 2"),
        (
            SRC + "SELECT * FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts)));",
            "TUMBLE(TABLE src, DESCRIPTOR(ts))",
            "takes a table, a DESCRIPTOR and a size",
        ),
        (SRC + "SELECT ROW_NUMBER() FROM src;", "ROW_NUMBER", "has no OVER"),
        (
            SRC + "SELECT id FROM src, LATERAL TABLE(splitt(name)) AS t (w);",
            "splitt",
            "no function `splitt`",
        ),
    ],
)
def test_flags_what_the_planner_refuses(check, text, covered, message):
    [hit] = sql(check, text)
    assert hit.text == covered
    assert message in hit.message


@pytest.mark.parametrize(
    "text",
    [
        SRC
        + "SELECT UPPER(name), lower(name), COUNT(*), CONCAT(name, 'a', 'b'), CURRENT_TIMESTAMP FROM src GROUP BY name;",
        SRC + "SELECT COUNT(DISTINCT id), LISTAGG(name, ','), MAX(amount) FROM src;",
        SRC
        + "SELECT TIMESTAMPDIFF(DAY, ts, ts), EXTRACT(YEAR FROM ts), TRIM(BOTH 'x' FROM name), CEIL(ts TO DAY) FROM src;",
        SRC + "SELECT JSON_VALUE(name, '$.a' RETURNING INT), JSON_EXISTS(name, '$.b') FROM src;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE FUNCTION my_udf AS 'a.B';\nCREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, d DATE, ts TIMESTAMP(3), r ROW<a INT, b ROW<c STRING>>, tags ARRAY<STRING>, m MAP<STRING, INT>, ev ARRAY<ROW<k STRING, v INT>>, p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');\nSELECT my_udf(name), MY_UDF(1, 2) FROM src;",
        SRC + "SELECT cat.db.my_udf(name) FROM src;",
        "LOAD MODULE hive;\nCREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, d DATE, ts TIMESTAMP(3), r ROW<a INT, b ROW<c STRING>>, tags ARRAY<STRING>, m MAP<STRING, INT>, ev ARRAY<ROW<k STRING, v INT>>, p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');\nSELECT uper(name) FROM src;",
        "USE CATALOG c;\nSELECT uper(name) FROM src;",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(
    ("call", "version", "severity"),
    [
        ("UPER(name)", (1, 20), "error"),
        ("MY_OWN_THING(name)", (1, 20), "warning"),
        ("ARRAY_CONTAINS(tags, 'a')", (1, 15), "error"),
    ],
)
def test_severity_says_how_sure_it_is(check, call, version, severity):
    [hit] = sql(check, SRC + f"SELECT {call} FROM src;", version)
    assert hit.severity.value == severity


def test_says_when_a_function_came(check):
    text = SRC + "SELECT ARRAY_CONTAINS(tags, 'a') FROM src;"
    [hit] = sql(check, text, (1, 15))
    assert hit.message == "the function `ARRAY_CONTAINS` came with Flink 1.16"
    assert sql(check, text, (1, 16)) == []


def test_a_deployment_may_use_functions_of_the_platform(check):
    script = (
        "CREATE TEMPORARY TABLE t (a STRING) WITH ('connector' = 'datagen');\n"
        "SELECT UPER(a) FROM t;"
    )
    assert [hit.severity.value for hit in check(job(script))] == ["warning"]
    own = script.replace("UPER", "HealthScore")
    assert [hit.severity.value for hit in check(job(own))] == ["info"]


def test_the_managed_service_has_more_functions(check):
    text = SRC + "SELECT DATE_ADD('2024-01-01', 3) FROM src;"
    assert sql(check, text, platform="managed") == []
    assert len(sql(check, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT UPER(name) FROM src;",
        SRC + "SELECT COUT(*) FROM src;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL621"}
