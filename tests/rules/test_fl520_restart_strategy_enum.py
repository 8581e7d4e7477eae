from __future__ import annotations

import pytest
from flink_job import job

BASE = "execution.checkpointing.interval: 60s\n"


@pytest.mark.parametrize(
    ("value", "meant", "safe"),
    [
        ("Fixed Delay", "fixed-delay", True),
        ("fixed_delay", "fixed-delay", True),
        ("Failure Rate", "failure-rate", True),
        ("No Restarts", "none", True),
        ("fixed-dealy", "fixed-delay", False),
    ],
)
@pytest.mark.parametrize(
    ("key", "flink"), [("restart-strategy", "1.11"), ("restart-strategy.type", "1.20")]
)
def test_writes_what_was_meant(check, key, flink, value, meant, safe):
    [hit] = check(job(f"{BASE}{key}: {value}", flink=flink))
    assert hit.text == value
    assert hit.severity.value == "error"
    assert hit.message.startswith(f"the restart strategy '{value}' is none of ")
    assert hit.fixes[0].safe is safe
    assert hit.fixed() == job(f"{BASE}{key}: {meant}", flink=flink)
    assert check(hit.fixed()) == []


def test_flink_default_is_no_key_at_all(check):
    [hit] = check(job(f"{BASE}restart-strategy: Flink Default"))
    assert hit.fixes[0].safe is True
    assert hit.fixed() == job(BASE)


@pytest.mark.parametrize(
    ("value", "flink", "count"),
    [
        ("none", "1.11", 0),
        ('"off"', "1.11", 0),
        ("disable", "1.11", 0),
        ("FixedDelay", "1.11", 0),
        ("failurerate", "1.11", 0),
        ("exponential-delay", "1.12", 1),
        ("exponential-delay", "1.13", 0),
        ("exponential-delay", None, 0),
        ("${STRATEGY}", "1.11", 0),
        ("sometimes", None, 1),
        ("sometimes", "1.9", 0),
        ("true", "1.11", 1),
        ('""', "1.11", 1),
    ],
)
def test_knows_the_names_of_each_version(check, value, flink, count):
    assert len(check(job(f"{BASE}restart-strategy: {value}", flink=flink))) == count


def test_newer_key_means_nothing_to_an_older_flink(check):
    assert check(job(f"{BASE}restart-strategy.type: Fixed Delay", flink="1.16")) == []


def test_speaks_alone(check_all):
    text = job(
        f"{BASE}restart-strategy: Fixed Delay\nrestart-strategy.fixed-delay.attempts: '3'",
        flink="1.16",
    )
    assert [hit.code for hit in check_all(text) if hit.code.startswith("FL5")] == ["FL520"]
