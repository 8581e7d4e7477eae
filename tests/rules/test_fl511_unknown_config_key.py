from __future__ import annotations

import pytest
from flink_job import job


@pytest.mark.parametrize(
    ("key", "meant", "flink"),
    [
        ("taskmanager.numberOfTasksSlots", "taskmanager.numberOfTaskSlots", "1.17"),
        ("taskmanager.numberoftaskslots", "taskmanager.numberOfTaskSlots", "1.17"),
        ("taskmanager.number-of-task-slots", "taskmanager.numberOfTaskSlots", None),
        ("execution.checkpoint.interval", "execution.checkpointing.interval", "1.17"),
        ("execution.checkpointing.intervall", "execution.checkpointing.interval", "1.11"),
        ("checkpointing.interval", "execution.checkpointing.interval", "1.11"),
        ("numberOfTaskSlots", "taskmanager.numberOfTaskSlots", "1.11"),
        ("restart-strategy.type", "restart-strategy", "1.16"),
        ("state.backend.type", "state.backend", "1.11"),
        ("execution.checkpointing.unaligned.enabled", "execution.checkpointing.unaligned", "1.11"),
    ],
)
def test_a_near_option_is_a_warning_with_an_unsafe_fix(check, key, meant, flink):
    [hit] = check(job(f"{key}: x", flink=flink))
    assert hit.text == key
    assert hit.severity.value == ("info" if meant is None else "warning")
    if meant is not None:
        assert hit.fixes[0].safe is False
        assert hit.fixed() == job(f"{meant}: x", flink=flink)
        assert check(hit.fixed()) == []


def test_says_what_is_unknown(check):
    [hit] = check(job("my.job.threshold: x"))
    assert hit.message == "`my.job.threshold` is no option that Flink is known to have"
    assert hit.severity.value == "info"
    assert hit.fixes == ()


def test_says_with_which_version_a_key_came(check):
    [hit] = check(job("restart-strategy.type: none", flink="1.16"))
    assert hit.message == "`restart-strategy.type` came with Flink 1.17; 1.16 does not read it"
    [hit] = check(job("execution.runtime-mode: STREAMING", flink="1.11"))
    assert hit.severity.value == "info"


def test_does_not_write_a_key_twice(check):
    [hit] = check(job("state.backend: hashmap\nstate.backend.type: rocksdb", flink="1.16"))
    assert hit.labels == [("hashmap", "this one is set")]
    assert hit.fixes == ()


@pytest.mark.parametrize(
    "key",
    [
        "taskmanager.numberOfTaskSlots",
        "metrics.reporter.prom.port",
        "metrics.reporter.anything.whatever",
        "containerized.master.env.TZ",
        "env.java.opts",
        "flink.hadoop.fs.s3a.path",
        "fs.oss.accessKeyId",
        "s3.endpoint",
        "state.backend.gemini.kv.separate.mode",
        "table.exec.operator-name.max-length",
        "restart-strategy.fixed-delay.attempts",
        "pipeline.global-job-parameters",
        "${PREFIX}.key",
        "kubernetes.cluster-id",
        "rest.port",
    ],
)
def test_accepts_what_flink_or_the_platform_knows(check, key):
    assert check(job(f'"{key}": x')) == []


@pytest.mark.parametrize("key", ["flink.taskmanager.slots", "env.foo", "containerized.foo"])
def test_keys_of_users_are_a_note_at_most(check, key):
    assert [hit.severity.value for hit in check(job(f"{key}: x"))] in ([], ["info"])


def test_a_nested_mapping_is_another_rules_matter(check):
    assert check(job("execution: {checkpointing: {interval: 60s}}")) == []


@pytest.mark.parametrize(
    "key",
    ["metrics.reporter.prom.factory.class", "table.exec.state.ttl", "env.java.opts.taskmanager"],
)
def test_accepts_what_an_older_flink_reads_although_it_was_declared_later(check, key):
    assert check(job(f"{key}: x", flink="1.11")) == []


def test_says_nothing_of_flink_that_is_not_known(check):
    assert check(job("taskmanager.numberOfTasksSlots: x", flink="1.9")) == []


@pytest.mark.parametrize("flink", [None, "1.10", "1.17", "2.3", "9.9"])
def test_options_of_every_version_are_known_without_one(check, flink):
    hits = check(job("mesos.master: x\nrestart-strategy.type: none", flink=flink))
    assert ("mesos.master" in [hit.text for hit in hits]) is False
