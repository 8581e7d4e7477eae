from __future__ import annotations

import pytest
from flink_job import job

MOUNT = """
kubernetes:
  pods:
    volumeMounts:
      - name: state
        volume: {name: state, nfs: {server: nas, path: /}}
        volumeMount: {name: state, mountPath: /mnt/state}
"""


@pytest.mark.parametrize(
    ("key", "value", "flink"),
    [
        ("state.checkpoints.dir", "file:///data/checkpoints", "1.11"),
        ("state.savepoints.dir", "/data/savepoints", "1.20"),
        ("high-availability.storageDir", "file:/ha", "1.17"),
        ("execution.checkpointing.dir", "checkpoints", "1.20"),
        ("execution.checkpointing.savepoint-dir", "FILE:///s", None),
    ],
)
def test_flags_a_path_on_the_pod(check, key, value, flink):
    [hit] = check(job(f"{key}: {value}", flink=flink))
    assert hit.text == value
    assert hit.message == f"{value} is on the pod's own disk, and gone with the pod"


@pytest.mark.parametrize(
    "value",
    ["oss://b/c", "s3://b/c", "hdfs:///c", "abfss://x@y/c", "${DIR}", "${SCHEME}:///tmp", '""'],
)
def test_accepts_shared_storage_and_what_is_not_known(check, value):
    assert check(job(f"state.checkpoints.dir: {value}")) == []


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("file:///mnt/state", 0),
        ("file:///mnt/state/checkpoints", 0),
        ("/mnt/state/c", 0),
        ("file:///mnt/statement", 1),
        ("file:///mnt", 1),
    ],
)
def test_accepts_a_path_on_a_mounted_volume(check, value, count):
    assert len(check(job(f"state.checkpoints.dir: {value}", template=MOUNT))) == count


def test_a_path_without_scheme_goes_by_the_default(check):
    options = "state.checkpoints.dir: /checkpoints\nfs.default-scheme: "
    assert check(job(options + "oss://bucket/")) == []
    assert check(job(options + "${SCHEME}")) == []
    assert len(check(job(options + "file:///"))) == 1


def test_says_nothing_without_a_path(check):
    assert check(job("state.backend: rocksdb")) == []
