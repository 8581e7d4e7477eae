from __future__ import annotations

import pytest
from planned_tables import DIM, KAFKA, KEYED, SRC
from sql_job import sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            SRC + KAFKA + "INSERT INTO log SELECT name, COUNT(*) FROM src GROUP BY name;",
            "log",
            "`kafka` takes added ones only",
        ),
        (
            SRC
            + DIM
            + KAFKA
            + "INSERT INTO log SELECT d.label, s.id FROM src s LEFT JOIN dim d ON s.id = d.id;",
            "log",
            "takes added ones only",
        ),
        (
            SRC + KAFKA + "INSERT INTO log SELECT DISTINCT name, id FROM src;",
            "log",
            "takes added ones only",
        ),
        (
            SRC
            + KAFKA
            + "CREATE VIEW v AS SELECT name, MAX(id) AS n FROM src GROUP BY name;\nINSERT INTO log SELECT name, n FROM v WHERE n > 1;",
            "log",
            "takes added ones only",
        ),
    ],
)
def test_flags_what_the_planner_refuses(check, text, covered, message):
    [hit] = sql(check, text)
    assert hit.text == covered
    assert message in hit.message
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    "text",
    [
        SRC + KAFKA + "INSERT INTO log SELECT name, id FROM src;",
        SRC
        + KAFKA
        + "INSERT INTO log SELECT name, COUNT(*) FROM src GROUP BY name, TUMBLE(ts, INTERVAL '1' HOUR);",
        SRC
        + KAFKA
        + "INSERT INTO log SELECT name, COUNT(*) FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY name, window_start, window_end;",
        SRC
        + DIM
        + KAFKA
        + "INSERT INTO log SELECT d.label, s.id FROM src s LEFT JOIN dim FOR SYSTEM_TIME AS OF s.p AS d ON s.id = d.id;",
        SRC + KEYED + "INSERT INTO keyed SELECT id, MAX(name), COUNT(*) FROM src GROUP BY id;",
        SRC
        + KAFKA
        + "INSERT INTO log SELECT a.name, b.id FROM src a LEFT JOIN src b ON a.id = b.id AND a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts;",
        SRC
        + "CREATE TABLE log (name STRING, n BIGINT) WITH ('connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9', 'format' = 'debezium-json');\nINSERT INTO log SELECT name, COUNT(*) FROM src GROUP BY name;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        SRC + KAFKA + "INSERT INTO log SELECT name, COUNT(*) FROM src GROUP BY name;",
        SRC
        + DIM
        + KAFKA
        + "INSERT INTO log SELECT d.label, s.id FROM src s LEFT JOIN dim d ON s.id = d.id;",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL616"}
