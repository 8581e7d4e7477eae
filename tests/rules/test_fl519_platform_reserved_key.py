from __future__ import annotations

import pytest
from flink_job import job


@pytest.mark.parametrize("platform", ["managed-2021", "managed", "vvp2"])
@pytest.mark.parametrize(
    "key",
    [
        "rest.port",
        "blob.server.port",
        "jobmanager.rpc.address",
        "jobmanager.rpc.port",
        "high-availability.cluster-id",
        "web.submit.enable",
        "kubernetes.cluster-id",
        "kubernetes.namespace",
        "kubernetes.jobmanager.cpu",
        "$internal.pipeline.job-id",
    ],
)
def test_flags_what_the_platform_writes(check, key, platform):
    [hit] = check(job(f'{key}: "9999"'), platform=platform)
    assert hit.text == key
    assert hit.severity.value == "warning"
    assert hit.message == f"the platform writes `{key}` itself"


def test_names_the_field_that_it_is_written_from(check):
    [hit] = check(job('kubernetes.taskmanager.cpu: "2"'))
    assert hit.hint == "write spec.template.spec.resources.taskmanager.cpu instead"


@pytest.mark.parametrize("platform", ["managed-2021", "managed", "vvp2"])
@pytest.mark.parametrize(
    "key",
    [
        "execution.checkpointing.interval",
        "state.backend",
        "state.checkpoints.dir",
        "state.savepoints.dir",
        "high-availability",
        "high-availability.type",
        "high-availability.storageDir",
        "metrics.reporters",
        "metrics.reporter.prom.port",
        "parallelism.default",
        "taskmanager.numberOfTaskSlots",
        "rest.flamegraph.enabled",
        "blob.storage.directory",
        "kubernetes.transactional-operation.max-retries",
        "web.history",
        "${KEY}",
    ],
)
def test_accepts_what_is_the_users_to_set(check, key, platform):
    assert check(job(f'"{key}": "x"'), platform=platform) == []


def test_speaks_alone(check_all):
    text = job("execution.checkpointing.interval: 60s\nrest.port: none", flink="1.16")
    assert [hit.code for hit in check_all(text) if hit.code.startswith("FL5")] == ["FL519"]
