"""Other people's statements and scripts, when a copy of the corpus is at hand.

FLINKLINT_CORPUS names a folder that holds sql/statements.jsonl and the files beside it.
"""

import json
import os
from pathlib import Path

import pytest

from flinklint.sql.script import read
from flinklint.sql.words import number

CORPUS = os.environ.get("FLINKLINT_CORPUS")
VERSIONS = [f"1.{minor}" for minor in range(10, 21)] + [f"2.{minor}" for minor in range(4)]
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="FLINKLINT_CORPUS is not set: the corpus of Flink SQL is not read"
)


def rows(name):
    lines = (Path(CORPUS) / "sql" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def refused(sql, version=None):
    return [p for p in read(sql, version=version).problems if p.severity == "error"]


def line_of(sql, place):
    return sql.count("\n", 0, place) + 1


def say(capsys, text):
    with capsys.disabled():
        print(f"\n  {text}")


def test_rejects_nothing_that_the_parser_of_a_version_takes(capsys):
    statements = rows("statements")
    agreed = judged = 0
    false = []
    for version in statements[0]["parse"]:
        at = number(version)
        for row in statements:
            taken, found = row["parse"][version] == "ok", refused(row["sql"], at)
            judged += 1
            agreed += taken != bool(found)
            if taken and found:
                false.append((version, row["sql"][:90], found[0].message))
    say(capsys, f"verdicts that agree with the parser: {agreed} of {judged}")
    say(capsys, f"false rejections: {len(false)}")
    assert false == []


def test_rejects_nothing_that_some_version_takes_when_none_is_stated(capsys):
    taken = [row["sql"] for row in rows("statements") if "ok" in row["parse"].values()]
    false = [sql for sql in taken if refused(sql)]
    say(capsys, f"false rejections with no version: {len(false)} of {len(taken)}")
    assert false == []


def test_reports_what_no_version_takes(capsys):
    wrong = [row["sql"] for row in rows("statements") if "ok" not in row["parse"].values()]
    found = sum(bool(refused(sql, (2, 3))) for sql in wrong)
    say(capsys, f"reported of what no version takes: {found} of {len(wrong)}")
    assert found >= 0.9 * len(wrong)


def test_finds_faults_at_their_line(capsys):
    near = asked = alarms = 0
    for row in rows("mutants"):
        verdict = row["oracle"]["2.3"]
        lines = {line_of(row["sql"], p.start) for p in refused(row["sql"], (2, 3))}
        if verdict["verdict"] == "parse-error":
            asked += 1
            near += bool(lines & {verdict.get("line"), row["fault_line"]})
        else:
            alarms += bool(lines)
    say(capsys, f"faults of syntax found at their line: {near} of {asked}")
    say(capsys, f"syntax errors in scripts that parse: {alarms}")
    assert near >= 0.98 * asked
    assert alarms == 0


def test_takes_every_script_that_the_parser_takes(capsys):
    false = taken = 0
    for row in rows("scripts"):
        for version, verdicts in row["verdicts"].items():
            if all(verdict["parse"] == "ok" for verdict in verdicts):
                taken += 1
                false += bool(refused(row["sql"], number(version)))
    say(capsys, f"scripts wrongly rejected: {false} of {taken}")
    assert false == 0


def test_judges_the_probes_as_the_parsers_do(capsys):
    probes = rows("version_probes")
    wrong = []
    for row in probes:
        for version in VERSIONS:
            if (version in row["parses_in"]) == bool(refused(row["sql"], number(version))):
                wrong.append((version, row["sql"]))
    say(capsys, f"probes judged as the parsers do: {len(probes) - len(wrong)} of {len(probes)}")
    assert wrong == []
