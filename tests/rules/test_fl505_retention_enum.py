from __future__ import annotations

import pytest
from flink_job import job

KEY = "execution.checkpointing.externalized-checkpoint-retention"


def options(value, **more):
    return job(f"execution.checkpointing.interval: 60s\n{KEY}: {value}", **more)


@pytest.mark.parametrize(
    ("value", "meant", "safe"),
    [
        ("Always", "RETAIN_ON_CANCELLATION", True),
        ("always", "RETAIN_ON_CANCELLATION", True),
        ("Only when FAILED", "DELETE_ON_CANCELLATION", True),
        ("retain-on-cancellation", "RETAIN_ON_CANCELLATION", True),
        ("RETAIN_ON_CANCELATION", "RETAIN_ON_CANCELLATION", False),
        ('"Always"', '"RETAIN_ON_CANCELLATION"', True),
    ],
)
def test_writes_what_was_meant(check, value, meant, safe):
    [hit] = check(options(value))
    assert hit.text == value
    assert hit.severity.value == "error"
    assert hit.fixes[0].safe is safe
    assert hit.fixed() == options(meant)
    assert check(hit.fixed()) == []


def test_never_is_no_key_at_all(check):
    [hit] = check(options("Never"))
    assert hit.fixes[0].safe is True
    assert hit.fixed() == job("execution.checkpointing.interval: 60s")


def test_the_only_key_is_not_removed(check):
    [hit] = check(job(f"{KEY}: Never"))
    assert hit.fixes == ()


def test_says_what_flink_knows(check):
    [hit] = check(options("FOREVER"))
    assert hit.message.startswith("the retention of checkpoints 'FOREVER' is none of ")
    assert hit.fixes == ()


@pytest.mark.parametrize(
    ("value", "flink", "count"),
    [
        ("NO_EXTERNALIZED_CHECKPOINTS", "1.12", 1),
        ("NO_EXTERNALIZED_CHECKPOINTS", "1.13", 0),
        ("NO_EXTERNALIZED_CHECKPOINTS", None, 0),
        ("Always", None, 1),
        ("Always", "1.9", 0),
        ("retain_on_cancellation", "1.11", 0),
        ("${KEEP}", "1.11", 0),
    ],
)
def test_judges_as_the_version_does(check, value, flink, count):
    assert len(check(options(value, flink=flink))) == count


def test_speaks_alone(check_all):
    codes = [hit.code for hit in check_all(options("Always")) if hit.code.startswith("FL5")]
    assert codes == ["FL505"]
