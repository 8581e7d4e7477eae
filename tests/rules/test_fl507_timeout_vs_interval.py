from __future__ import annotations

import pytest
from flink_job import job


def options(interval, timeout):
    return job(
        f"execution.checkpointing.interval: {interval}\nexecution.checkpointing.timeout: {timeout}"
    )


def test_flags_a_timeout_below_the_interval(check):
    [hit] = check(options("5min", "3min"))
    assert hit.text == "3min"
    assert hit.message == "a checkpoint is given up after 3min, before the next is due"
    assert hit.labels == [("5min", "the interval")]


def test_flags_a_short_timeout(check):
    [hit] = check(options("10s", "59s"))
    assert hit.message == "a checkpoint is given up after 59s, which is less than 60 s"
    assert len(check(job("execution.checkpointing.timeout: 59s"))) == 1


@pytest.mark.parametrize(
    ("interval", "timeout"),
    [
        ("5min", "5min"),
        ("10s", "60s"),
        ("30min", "10min"),
        ("1 h", "15 min"),
        ("5min", "${TIMEOUT}"),
        ("${EVERY}", "3min"),
        ("5min", "5 ms"),
        ("5min", "soon"),
    ],
)
def test_accepts_enough_time_and_what_is_not_known(check, interval, timeout):
    assert check(options(interval, timeout)) == []


def test_limit_is_an_option(check):
    settings = {"FL507": {"least": "10 s"}}
    assert check(options("10s", "30s"), rule_options=settings) == []
    assert len(check(options("5s", "9s"), rule_options=settings)) == 1


def test_says_nothing_of_the_default(check):
    assert check(job("execution.checkpointing.interval: 1 h")) == []


@pytest.mark.parametrize(
    ("interval", "timeout", "hint"),
    [("5min", "3min", "write at least 5min"), ("10s", "59s", "write 60 s or more")],
)
def test_says_how_long_it_should_be(check, interval, timeout, hint):
    [hit] = check(options(interval, timeout))
    assert hit.hint == hint
    assert hit.severity == "warning"


def test_a_timeout_shorter_than_the_shortest_interval_is_another_rules_matter(check):
    assert check(options("10s", "9 ms")) == []
    [hit] = check(options("10s", "10 ms"))
    assert hit.text == "10 ms"


@pytest.mark.parametrize(("timeout", "flagged"), [("599 s", True), ("600 s", False)])
def test_a_timeout_as_long_as_the_default_is_enough_for_any_interval(check, timeout, flagged):
    assert bool(check(options("1 h", timeout))) is flagged
