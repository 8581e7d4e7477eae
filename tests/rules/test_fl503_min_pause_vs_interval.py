from __future__ import annotations

import pytest
from flink_job import job


def options(interval, pause):
    return job(
        f"execution.checkpointing.interval: {interval}\nexecution.checkpointing.min-pause: {pause}"
    )


@pytest.mark.parametrize(
    ("interval", "pause"), [("10s", "60s"), ("10s", "10001 ms"), ("1 min", "2 min")]
)
def test_flags_a_pause_longer_than_the_interval(check, interval, pause):
    [hit] = check(options(interval, pause))
    assert hit.text == pause
    assert hit.message == f"a pause of {pause} is longer than the interval of {interval}"
    assert hit.labels == [(interval, "never reached")]


@pytest.mark.parametrize(
    ("interval", "pause"),
    [
        ("10s", "10s"),
        ("10s", "10000 ms"),
        ("60s", "30s"),
        ("60s", "${PAUSE}"),
        ("${EVERY}", "60s"),
        ("60s", "-5 s"),
        ("often", "60s"),
    ],
)
def test_accepts_a_pause_that_fits_or_is_not_known(check, interval, pause):
    assert check(options(interval, pause)) == []


def test_needs_both(check):
    assert check(job("execution.checkpointing.min-pause: 60s"), platform="vvp2") == []
    assert check(job("execution.checkpointing.interval: 60s")) == []
