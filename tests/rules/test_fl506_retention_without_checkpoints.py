from __future__ import annotations

import pytest
from flink_job import job

KEY = "execution.checkpointing.externalized-checkpoint-retention"
SQL = "kind: SQLSCRIPT, sqlScript: INSERT INTO t SELECT 1"


def test_flags_a_retention_that_keeps_nothing(check):
    [hit] = check(job(f"{KEY}: RETAIN_ON_CANCELLATION", artifact=SQL))
    assert hit.text == "RETAIN_ON_CANCELLATION"
    assert hit.severity.value == "warning"
    assert hit.message == (
        "RETAIN_ON_CANCELLATION keeps a checkpoint, but execution.checkpointing.interval is not set"
    )


def test_is_a_note_for_a_program_that_may_take_checkpoints_itself(check):
    [hit] = check(job(f"{KEY}: DELETE_ON_CANCELLATION"))
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    ("options", "spec"),
    [
        (f"{KEY}: RETAIN_ON_CANCELLATION\nexecution.checkpointing.interval: 60s", ""),
        (f"{KEY}: RETAIN_ON_CANCELLATION\nexecution.checkpointing.interval: ${{EVERY}}", ""),
        (f"{KEY}: RETAIN_ON_CANCELLATION\nexecution.checkpointing.interval:", ""),
        (f"{KEY}: NO_EXTERNALIZED_CHECKPOINTS", ""),
        (f"{KEY}: ${{KEEP}}", ""),
        (f"{KEY}: Always", ""),
        (f"{KEY}: RETAIN_ON_CANCELLATION", "upgradeStrategy: {kind: STATEFUL}"),
        (f"{KEY}: RETAIN_ON_CANCELLATION", "sessionClusterName: shared"),
        ("state.backend: rocksdb", ""),
    ],
)
def test_is_silent_where_there_are_checkpoints_or_another_speaks(check, options, spec):
    assert check(job(options, spec=spec, artifact=SQL)) == []


def test_is_silent_in_a_patch_and_where_the_platform_sets_an_interval(check):
    assert check(job(f"{KEY}: RETAIN_ON_CANCELLATION", name="metadata: {}", artifact=SQL)) == []
    assert check(job(f"{KEY}: RETAIN_ON_CANCELLATION", artifact=SQL), platform="managed") == []
