from __future__ import annotations

import pytest
from flink_job import job


def options(pause, concurrent):
    return job(
        f"execution.checkpointing.min-pause: {pause}\n"
        f"execution.checkpointing.max-concurrent-checkpoints: {concurrent}"
    )


def test_flags_concurrency_that_never_comes(check):
    [hit] = check(options("5s", '"2"'))
    assert hit.text == '"2"'
    assert hit.message == "2 checkpoints at once never happen with a pause of 5s"
    assert hit.labels == [("5s", "the pause")]


@pytest.mark.parametrize(
    ("pause", "concurrent"),
    [("0", "2"), ("0 s", "2"), ("5s", "1"), ("${P}", "2"), ("5s", "${N}"), ("x", "2"), ("5s", "x")],
)
def test_accepts_what_goes_together_or_is_not_known(check, pause, concurrent):
    assert check(options(pause, concurrent)) == []


def test_needs_both(check):
    assert check(job("execution.checkpointing.min-pause: 5s")) == []
