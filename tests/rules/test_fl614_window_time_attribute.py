from __future__ import annotations

import pytest
from planned_tables import BASE, DIM, SRC
from sql_job import job, sql


@pytest.mark.parametrize(
    ("text", "covered", "message"),
    [
        (
            DIM + "SELECT id, COUNT(*) FROM dim GROUP BY id, TUMBLE(t2, INTERVAL '1' HOUR);",
            "t2",
            "a window goes over a time attribute, and `t2` has no watermark",
        ),
        (
            SRC
            + "SELECT id, COUNT(*) FROM src GROUP BY id, HOP(d, INTERVAL '1' MINUTE, INTERVAL '1' HOUR);",
            "d",
            "a window goes over a time, and `d` is DATE",
        ),
        (
            DIM + "SELECT * FROM TABLE(TUMBLE(TABLE dim, DESCRIPTOR(t2), INTERVAL '1' HOUR));",
            "t2",
            "has no watermark",
        ),
        (
            DIM + "SELECT * FROM TABLE(TUMBLE(TABLE dim, DESCRIPTOR(label), INTERVAL '1' HOUR));",
            "label",
            "`label` is STRING",
        ),
        (
            SRC + "SELECT * FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL 1 HOUR));",
            "INTERVAL 1 HOUR",
            "must be a constant interval",
        ),
        (
            SRC
            + "SELECT TUMBLE_START(ts, INTERVAL '2' HOUR) FROM src GROUP BY TUMBLE(ts, INTERVAL '1' HOUR);",
            "TUMBLE_START(ts, INTERVAL '2' HOUR)",
            "goes with no TUMBLE of GROUP BY",
        ),
        (
            BASE
            + "SELECT s.id, d.label FROM src s JOIN dim FOR SYSTEM_TIME AS OF CURRENT_DATE AS d ON s.id = d.id;",
            "CURRENT_DATE",
            "takes a TIMESTAMP, not DATE",
        ),
        (
            SRC
            + DIM
            + "SELECT s.id, d.label FROM dim s JOIN dim FOR SYSTEM_TIME AS OF s.t2 AS d ON s.id = d.id;",
            "s.t2",
            "`t2` has no watermark",
        ),
        (
            SRC + "SELECT SUM(id) OVER (PARTITION BY name) FROM src;",
            "SUM(id) OVER (PARTITION BY name)",
            "`SUM` with OVER goes along the time, and has no ORDER BY",
        ),
    ],
)
def test_flags_what_the_planner_refuses(check, text, covered, message):
    [hit] = sql(check, text)
    assert hit.text == covered
    assert message in hit.message
    assert hit.severity.value == "error"


@pytest.mark.parametrize(
    "text",
    [
        SRC + "SELECT id, COUNT(*) FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' HOUR);",
        SRC
        + "SELECT id, COUNT(*), TUMBLE_END(p, INTERVAL '1' HOUR) FROM src GROUP BY id, TUMBLE(p, INTERVAL '1' HOUR);",
        SRC
        + "SELECT window_start, COUNT(*) FROM TABLE(HOP(TABLE src, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)) GROUP BY window_start, window_end;",
        SRC
        + "CREATE VIEW v AS SELECT id, ts FROM src WHERE id > 1;\nSELECT id, COUNT(*) FROM v GROUP BY id, TUMBLE(ts, INTERVAL '1' HOUR);",
        SRC
        + "SELECT COUNT(*) FROM (SELECT id, TUMBLE_ROWTIME(ts, INTERVAL '1' MINUTE) AS wt FROM src GROUP BY id, TUMBLE(ts, INTERVAL '1' MINUTE)) GROUP BY TUMBLE(wt, INTERVAL '1' HOUR);",
        BASE
        + "SELECT s.id, d.label FROM src s JOIN dim FOR SYSTEM_TIME AS OF s.p AS d ON s.id = d.id;",
        SRC
        + "SELECT window_time, window_start FROM TABLE(TUMBLE(TABLE src, DESCRIPTOR(ts), INTERVAL '1' HOUR));",
        "SET 'execution.runtime-mode' = 'batch';\nCREATE TABLE b (id BIGINT, t2 TIMESTAMP(3)) WITH ('connector' = 'datagen', 'number-of-rows' = '5');\nSELECT id, COUNT(*) FROM b GROUP BY id, TUMBLE(t2, INTERVAL '1' HOUR);",
        SRC
        + "SELECT SUM(id) OVER (PARTITION BY name ORDER BY ts), MAX(id) OVER (PARTITION BY name ORDER BY ts) FROM src;",
        SRC
        + "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY name ORDER BY amount) AS rn FROM src) WHERE rn < 3;",
    ],
)
def test_accepts_what_the_planner_takes(check, text):
    assert sql(check, text) == []
    assert sql(check, text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "USE CATALOG c;\nSELECT id, COUNT(*) FROM dim GROUP BY id, TUMBLE(t2, INTERVAL '1' HOUR);",
    ],
)
def test_says_nothing_of_what_it_cannot_know(check, text):
    assert sql(check, text) == []


@pytest.mark.parametrize(("version", "count"), [((1, 11), 1), ((1, 20), 1), ((2, 3), 0), (None, 0)])
def test_newer_versions_take_any_order_of_an_aggregate(check, version, count):
    text = SRC + "SELECT SUM(id) OVER (PARTITION BY name ORDER BY amount) FROM src;"
    assert len(sql(check, text, version)) == count


def test_in_a_view_that_may_never_be_read_it_is_a_warning(check):
    text = (
        DIM
        + "CREATE VIEW v AS SELECT COUNT(*) AS n FROM dim GROUP BY TUMBLE(t2, INTERVAL '1' HOUR);"
    )
    assert [hit.severity.value for hit in sql(check, text)] == ["warning"]


def test_the_mode_of_the_deployment_counts(check):
    script = (
        "CREATE TEMPORARY TABLE b (id BIGINT, t2 TIMESTAMP(3)) WITH ('connector' = 'datagen');\n"
        "SELECT id, COUNT(*) FROM b GROUP BY id, TUMBLE(t2, INTERVAL '1' HOUR);"
    )
    assert len(check(job(script))) == 1
    assert check(job(script, options={"execution.runtime-mode": "BATCH"})) == []


@pytest.mark.parametrize(
    "text",
    [
        DIM + "SELECT id, COUNT(*) FROM dim GROUP BY id, TUMBLE(t2, INTERVAL '1' HOUR);",
        SRC
        + "SELECT id, COUNT(*) FROM src GROUP BY id, HOP(d, INTERVAL '1' MINUTE, INTERVAL '1' HOUR);",
    ],
)
def test_only_this_rule_finds_it(check_all, text):
    found = {
        hit.code
        for hit in check_all(text, name="job.sql", flink_version=(1, 20))
        if hit.severity.value != "info" and hit.code < "FL7"
    }
    assert found == {"FL614"}
