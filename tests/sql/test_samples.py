"""Statements of our own, each with what the parser of every version of Flink says of it."""

import json
from pathlib import Path

import pytest

from flinklint.sql.script import read
from flinklint.sql.words import number

SAMPLES = [
    json.loads(line)
    for line in Path(__file__).with_name("samples.jsonl").read_text("utf-8").splitlines()
]
VERSIONS = list(SAMPLES[0]["verdicts"])


def refused(sql, version=None):
    return [p for p in read(sql, version=version).problems if p.severity == "error"]


def test_there_are_enough_samples():
    assert len(SAMPLES) >= 600
    assert len(VERSIONS) == 15


@pytest.mark.parametrize("version", VERSIONS)
def test_reads_every_sample_as_that_version_does(version):
    wrong = [
        (row["sql"], row["verdicts"][version])
        for row in SAMPLES
        if bool(refused(row["sql"], number(version))) == row["verdicts"][version]
    ]
    assert wrong == []


def test_without_a_version_refuses_only_what_every_version_refuses():
    wrong = [row["sql"] for row in SAMPLES if any(row["verdicts"].values()) and refused(row["sql"])]
    assert wrong == []


def test_a_refused_sample_has_one_problem():
    many = [row["sql"] for row in SAMPLES if ";" not in row["sql"] and len(refused(row["sql"])) > 1]
    assert many == []


def test_every_tree_lies_inside_its_statement():
    for row in SAMPLES:
        for statement in read(row["sql"], version=(2, 3)).statements:
            if statement.tree is None:
                continue
            for node in statement.tree.walk():
                meta = node.meta
                if "start" in meta:
                    assert statement.start <= meta["start"] <= meta["end"] <= statement.end
