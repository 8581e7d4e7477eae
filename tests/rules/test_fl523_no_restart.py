from __future__ import annotations

import pytest
from flink_job import job

FIXED = "restart-strategy.fixed-delay"


@pytest.mark.parametrize("value", ["none", '"off"', "disable", "NONE"])
@pytest.mark.parametrize(
    ("key", "flink"),
    [("restart-strategy", "1.11"), ("restart-strategy.type", "1.20"), ("restart-strategy", None)],
)
def test_flags_a_strategy_that_restarts_nothing(check, key, flink, value):
    [hit] = check(job(f"execution.checkpointing.interval: 60s\n{key}: {value}", flink=flink))
    assert hit.text == value
    assert hit.severity.value == "warning"
    name = value.strip('"')
    assert hit.message == f"with the restart strategy {name} the first failure ends the job"


def test_labels_the_options_that_are_left_over(check, check_all):
    text = job(
        f"execution.checkpointing.interval: 60s\nrestart-strategy: none\n{FIXED}.attempts: '9'",
        flink="1.16",
    )
    [hit] = check(text)
    assert hit.labels == [("'9'", "has no effect")]
    assert [one.code for one in check_all(text) if one.code.startswith("FL5")] == ["FL523"]


def test_notes_that_neither_is_set(check, check_all):
    text = job("state.backend: rocksdb", flink="1.16")
    [hit] = check(text)
    assert hit.text == "flinkConfiguration"
    assert hit.severity.value == "info"
    assert [one.code for one in check_all(text) if one.code.startswith("FL5")] == ["FL523"]


@pytest.mark.parametrize(
    "text",
    [
        job("execution.checkpointing.interval: 60s"),
        job("execution.checkpointing.interval: ${EVERY}"),
        job("restart-strategy: fixed-delay"),
        job("restart-strategy: ${STRATEGY}"),
        job("restart-strategy: sometimes"),
        job("restart-strategy: none", template="batchMode: true"),
        job("execution.runtime-mode: BATCH"),
        job("state.backend: rocksdb", spec="sessionClusterName: shared"),
        job("state.backend: rocksdb", spec="upgradeStrategy: {kind: STATEFUL}"),
        job("state.backend: rocksdb", name="metadata: {}"),
        job("state.backend: rocksdb", flink="1.9"),
    ],
)
def test_is_silent_where_the_job_restarts_or_it_is_not_known(check, text):
    assert check(text) == []


def test_is_silent_where_the_platform_restarts(check):
    assert check(job("state.backend: rocksdb"), platform="managed") == []
