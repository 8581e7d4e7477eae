"""The reads, writes and shapes of a script, and that no script makes a rule fail."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from sql_job import GEN, HOLE, table
from support import run

from flinklint.rule import load
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.settings import Settings
from flinklint.source import Source

SAMPLES = [
    json.loads(line)["sql"]
    for line in (Path(__file__).parent / "sql" / "samples.jsonl").read_text("utf-8").splitlines()
]
RULES = [rule for rule in load() if rule.scope == "Script"]


def of(text: str) -> Script:
    return Script(text, Source("job.sql", text), Settings(flink_version=(1, 20)))


def names(text: str) -> list[str]:
    script = of(text)
    flow = script_flow(script)
    found = [
        read.name for write in flow.writes if write.query for read in flow.sources(write.query)
    ]
    return sorted(found)


A = table("a", "id BIGINT", GEN) + table("b", "id BIGINT", GEN) + table("s", "id BIGINT", HOLE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INSERT INTO s SELECT id FROM a;", ["a"]),
        ("INSERT INTO s SELECT a.id FROM a, b;", ["a", "b"]),
        ("INSERT INTO s WITH c AS (SELECT id FROM a) SELECT id FROM c;", ["a"]),
        ("INSERT INTO s WITH a AS (SELECT id FROM b) SELECT id FROM a;", ["b"]),
        ("CREATE VIEW v AS SELECT id FROM b;\nINSERT INTO s SELECT id FROM v;", ["b"]),
        ("INSERT INTO s SELECT id FROM (SELECT id FROM a UNION ALL SELECT id FROM b);", ["a", "b"]),
        ("EXECUTE STATEMENT SET BEGIN INSERT INTO s SELECT id FROM a; END;", ["a"]),
        ("INSERT INTO s SELECT id FROM elsewhere;", ["elsewhere"]),
        ("INSERT INTO s VALUES (1);", []),
        (
            "INSERT INTO s SELECT id FROM TABLE(TUMBLE(TABLE a, DESCRIPTOR(ts), INTERVAL '1' DAY));",
            ["a"],
        ),
    ],
)
def test_names_what_is_read(text, found):
    assert names(A + text) == found


def test_a_table_that_is_declared_again_is_the_later_one():
    text = A + "INSERT INTO s SELECT id FROM a;\nDROP TABLE a;\n" + table("a", "id BIGINT", HOLE)
    flow = script_flow(of(text + "INSERT INTO a SELECT id FROM b;"))
    first, last = [one for one in flow.tables if one.name == "a"]
    assert (len(flow.reads_of(first)), len(flow.writes_of(first))) == (1, 0)
    assert (len(flow.reads_of(last)), len(flow.writes_of(last))) == (0, 1)


@pytest.mark.parametrize("version", [None, (1, 10), (1, 11), (2, 3)])
def test_no_sample_makes_a_rule_fail(version):
    step = 7 if version else 3
    for sample in SAMPLES[::step]:
        outcome = run(sample, RULES, name="a.sql", flink_version=version, platform="managed")
        assert not outcome.crashed, sample


def test_views_upon_views_take_no_more_than_their_length():
    views = [A, "CREATE VIEW v0 AS SELECT a.id FROM a JOIN b ON a.id = b.id;\n"]
    views += [
        f"CREATE VIEW v{n} AS SELECT x.id FROM v{n - 1} AS x JOIN v{n - 1} AS y ON x.id = y.id;\n"
        for n in range(1, 35)
    ]
    start = time.perf_counter()
    outcome = run("".join(views) + "INSERT INTO s SELECT id FROM v34;", RULES, name="a.sql")
    assert not outcome.crashed
    assert time.perf_counter() - start < 10
    assert len([f for f in outcome.findings if f.code == "FL701"]) > 30
