from __future__ import annotations

import pytest
from flink_job import job


def both(option, own):
    return job(
        f"parallelism.default: {option}\nstate.backend: rocksdb", template=f"parallelism: {own}"
    )


def test_flags_two_values(check):
    [hit] = check(both('"8"', "2"))
    assert hit.text == '"8"'
    assert hit.message == "parallelism.default is 8, and the deployment's parallelism 2"
    assert hit.labels == [("2", "the deployment's own")]
    assert hit.fixes[0].safe is False
    assert hit.fixed() == job("state.backend: rocksdb", template="parallelism: 2")


@pytest.mark.parametrize(
    ("option", "own"),
    [
        ('"2"', "2"),
        ('"2"', '"2"'),
        ("${P}", "2"),
        ('"8"', "${P}"),
        ("many", "2"),
        ('"-1"', "2"),
        ('"0"', "2"),
        ('"8"', "two"),
    ],
)
def test_accepts_equal_and_unknown_values(check, option, own):
    assert check(both(option, own)) == []


def test_accepts_one_alone(check):
    assert check(job('parallelism.default: "8"')) == []
    assert check(job("state.backend: rocksdb", template="parallelism: 2")) == []
