"""Which types meet, as the planners of Flink 1.20 and 2.3 decided when each of these was asked."""

from __future__ import annotations

import pytest
from support import run

from flinklint.rule import load

[RULE] = [rule for rule in load() if rule.code == "FL623"]
COLUMNS = """\
i INT, g BIGINT, d DOUBLE, de DECIMAL(10, 2), s STRING, b BOOLEAN, ts TIMESTAMP(3), dt DATE,
a ARRAY<INT>, ag ARRAY<BIGINT>, m MAP<STRING, INT>, r ROW<x INT, y STRING>, bi VARBINARY"""


def said(value: str, sink: str) -> list[str]:
    script = (
        f"CREATE TABLE src ({COLUMNS}) WITH ('connector' = 'datagen');\n"
        f"CREATE TABLE snk (x {sink}) WITH ('connector' = 'blackhole');\n"
        f"INSERT INTO snk SELECT {value} FROM src;\n"
    )
    found = run(script, [RULE], name="orders.sql", flink_version=(1, 20)).findings
    return [finding.message for finding in found]


@pytest.mark.parametrize(
    ("value", "sink"),
    [
        ("i % 2", "BIGINT"),
        ("i + g", "BIGINT"),
        ("i + d", "DOUBLE"),
        ("s < b", "BOOLEAN"),
        ("s < 5", "BOOLEAN"),
        ("INTERVAL '1' DAY < INTERVAL '1' HOUR", "BOOLEAN"),
        ("ts + INTERVAL '1' DAY", "TIMESTAMP(3)"),
        ("CAST(INTERVAL '1' DAY * 2 AS STRING)", "STRING"),
        ("CAST(2 * INTERVAL '1' DAY AS STRING)", "STRING"),
        ("CAST(INTERVAL '1' DAY + INTERVAL '2' HOUR AS STRING)", "STRING"),
        ("a", "ARRAY<INT>"),
        ("a", "ARRAY<BIGINT>"),
        ("m", "MAP<STRING, INT>"),
        ("r", "ROW<x INT, y STRING>"),
        ("b", "BOOLEAN"),
    ],
)
def test_says_nothing_of_what_the_planners_take(value: str, sink: str) -> None:
    assert said(value, sink) == []


@pytest.mark.parametrize(
    ("value", "sink", "message"),
    [
        ("d % 2", "DOUBLE", "`%` does not take DOUBLE and INT"),
        ("s + 1", "BIGINT", "`+` does not take STRING and INT"),
        ("ts < 5", "BOOLEAN", "`<` does not take TIMESTAMP(3) and INT"),
        ("b < 5", "BOOLEAN", "`<` does not take BOOLEAN and INT"),
        ("bi < s", "BOOLEAN", "`<` does not take BYTES and STRING"),
        ("INTERVAL '1' DAY - ts", "TIMESTAMP(3)", "`-` does not take INTERVAL and TIMESTAMP(3)"),
        ("ts * INTERVAL '1' DAY", "TIMESTAMP(3)", "`*` does not take TIMESTAMP(3) and INTERVAL"),
        ("CAST(INTERVAL '1' DAY + 2 AS STRING)", "STRING", "`+` does not take INTERVAL and INT"),
        ("CAST(INTERVAL '1' DAY * INTERVAL '2' HOUR AS STRING)", "STRING",
         "`*` does not take INTERVAL and INTERVAL"),
        ("CAST(CASE WHEN b THEN 1 ELSE TRUE END AS STRING)", "STRING",
         "the branches of CASE do not go together: INT, BOOLEAN"),
        ("CASE WHEN b THEN 'a' ELSE 1 END", "STRING",
         "the branches of CASE do not go together: STRING, INT"),
        ("ag", "ARRAY<INT>", "column 1 of the query is ARRAY<BIGINT>, and `snk.x` is ARRAY<INT>"),
        ("a", "ARRAY<STRING>", "column 1 of the query is ARRAY<INT>, and `snk.x` is ARRAY<STRING>"),
        ("m", "MAP<STRING, STRING>",
         "column 1 of the query is MAP<STRING, INT>, and `snk.x` is MAP<STRING, STRING>"),
        ("r", "ROW<x INT>", "column 1 of the query is ROW<x INT, y STRING>, and `snk.x` is ROW<x INT>"),
        ("r", "ROW<x STRING, y STRING>",
         "column 1 of the query is ROW<x INT, y STRING>, and `snk.x` is ROW<x STRING, y STRING>"),
        ("a", "INT", "column 1 of the query is ARRAY<INT>, and `snk.x` is INT"),
        ("m", "ARRAY<INT>", "column 1 of the query is MAP<STRING, INT>, and `snk.x` is ARRAY<INT>"),
        ("i", "ARRAY<INT>", "column 1 of the query is INT, and `snk.x` is ARRAY<INT>"),
        ("b", "BIGINT", "column 1 of the query is BOOLEAN, and `snk.x` is BIGINT"),
    ],
)  # fmt: skip
def test_tells_of_what_every_planner_refuses(value: str, sink: str, message: str) -> None:
    assert said(value, sink) == [message]
