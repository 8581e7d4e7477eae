from __future__ import annotations

import pytest
from flink_job import job

INTERVAL = "execution.checkpointing.interval"
STATEFUL = "upgradeStrategy: {kind: STATEFUL}"
SQL = "kind: SQLSCRIPT, sqlScript: \"SET 'execution.checkpointing.interval' = '60s'; INSERT INTO t SELECT 1\""


@pytest.mark.parametrize("spec", [STATEFUL, "upgradeStrategy: {kind: stateful}"])
def test_flags_a_missing_interval_where_state_is_to_be_kept(check, spec):
    [hit] = check(job("state.backend: rocksdb", spec=spec))
    assert hit.text == "flinkConfiguration"
    assert hit.message == f"{INTERVAL} is not set: the job takes no checkpoints"
    assert hit.severity.value == "warning"
    assert [text for _, text in hit.labels] == ["state is to be kept"]


def test_names_the_retention_that_is_left_without_checkpoints(check):
    text = job(
        "execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION",
        spec=STATEFUL,
    )
    [hit] = check(text)
    assert hit.labels[1] == ("RETAIN_ON_CANCELLATION", "a checkpoint is to be kept")


def test_is_a_note_where_nothing_speaks_of_state(check):
    [hit] = check(job("restart-strategy: exponential-delay"))
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ('"0 s"', '"0 s"'), ("9 ms", "9 ms"), ("PT0S", None), ("10 ms", None)],
)
def test_flags_an_interval_that_flink_refuses(check, value, text):
    hits = check(job(f"{INTERVAL}: {value}"))
    assert [hit.text for hit in hits] == ([text] if text else [])
    assert all(hit.severity.value == "error" for hit in hits)
    assert all("less than 10 ms" in hit.message for hit in hits)


def test_flags_an_empty_interval_with_its_key(check, check_all):
    text = job(f"{INTERVAL}:\nstate.backend: rocksdb", flink="1.16")
    [hit] = check(text)
    assert hit.text == INTERVAL
    assert hit.message == "the checkpointing interval is empty: the job takes no checkpoints"
    assert [other.code for other in check_all(text) if other.code.startswith("FL5")] == ["FL501"]


@pytest.mark.parametrize(
    "text",
    [
        job(f"{INTERVAL}: 60s", spec=STATEFUL),
        job(f"{INTERVAL}: ${{EVERY}}", spec=STATEFUL),
        job(f'{INTERVAL}: ""', spec=STATEFUL),
        job("state.backend: rocksdb", spec="restoreStrategy: {kind: LATEST_STATE}"),
        job("state.backend: rocksdb"),
        job("execution: {checkpointing: {interval: 60s}}", spec=STATEFUL),
        job("execution.runtime-mode: BATCH", spec=STATEFUL),
        job("state.backend: rocksdb", spec=STATEFUL, template="batchMode: true"),
        job("state.backend: rocksdb", spec=STATEFUL + "\nsessionClusterName: shared"),
        job("state.backend: rocksdb", spec=STATEFUL, artifact=SQL),
        job("state.backend: rocksdb", spec=STATEFUL, name="metadata: {}"),
        job("state.backend: rocksdb", spec=STATEFUL, flink="1.9"),
        job(
            "state.backend: rocksdb",
            spec=STATEFUL,
            artifact="kind: JAR, jarUri: 'oss://b/a.jar', mainArgs: --checkpointInterval 60000",
        ),
    ],
)
def test_is_silent_where_checkpoints_are_taken_or_another_may_say_so(check, text):
    assert check(text) == []


def test_is_silent_where_the_platform_sets_an_interval(check):
    text = job("state.backend.type: rocksdb", spec=STATEFUL, flink="1.17")
    assert check(text, platform="managed") == []
    assert len(check(text, platform="vvp2")) == 1
