from __future__ import annotations

import pytest
from flink_job import job

INTERVAL = "execution.checkpointing.interval"


@pytest.mark.parametrize(
    ("value", "severity"),
    [
        ("10 ms", "warning"),
        ('"999"', "warning"),
        ("1 s", None),
        ("60s", None),
        ("1 h", None),
        ("61 min", "info"),
        ("2 d", "info"),
        ("${EVERY}", None),
        ("soon", None),
    ],
)
def test_flags_what_is_under_a_second_or_over_an_hour(check, value, severity):
    hits = check(job(f"{INTERVAL}: {value}"))
    assert [hit.severity.value for hit in hits] == ([severity] if severity else [])


def test_says_the_interval_in_a_unit(check):
    [hit] = check(job(f'{INTERVAL}: "100"'))
    assert hit.text == '"100"'
    assert hit.message == "a checkpoint every 100 ms leaves the job little time for its work"


def test_limits_are_options(check):
    options = {"FL502": {"least": "30 s", "most": "45 s"}}
    assert len(check(job(f"{INTERVAL}: 29 s"), rule_options=options)) == 1
    assert len(check(job(f"{INTERVAL}: 46 s"), rule_options=options)) == 1
    assert check(job(f"{INTERVAL}: 40 s"), rule_options=options) == []


def test_is_silent_without_an_interval(check):
    assert check(job("state.backend: rocksdb")) == []
