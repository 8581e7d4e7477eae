from __future__ import annotations

import pytest
from flink_job import job


@pytest.mark.parametrize(
    ("key", "newer", "flink"),
    [
        ("restart-strategy", "restart-strategy.type", "1.17"),
        ("state.backend", "state.backend.type", "1.20"),
        ("high-availability", "high-availability.type", "1.17"),
        ("state.checkpoints.dir", "execution.checkpointing.dir", "1.20"),
        ("execution.checkpointing.unaligned", "execution.checkpointing.unaligned.enabled", "1.17"),
        ("state.savepoints.dir", "execution.checkpointing.savepoint-dir", "2.3"),
    ],
)
def test_names_the_newer_key(check, key, newer, flink):
    [hit] = check(job(f"{key}: x", flink=flink))
    assert hit.text == key
    assert hit.severity.value == "info"
    assert hit.message == f"`{key}` is the old name of `{newer}`"
    assert hit.fixes[0].safe is False
    assert hit.fixed() == job(f"{newer}: x", flink=flink)
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    ("key", "flink"),
    [
        ("restart-strategy", "1.16"),
        ("state.checkpoints.dir", "1.19"),
        ("restart-strategy", None),
        ("restart-strategy.type", "1.17"),
        ("restart-strategy", "1.9"),
        ("no.such.key", "1.20"),
        ("${KEY}", "1.20"),
    ],
)
def test_accepts_a_key_that_its_version_goes_by(check, key, flink):
    assert check(job(f'"{key}": x', flink=flink)) == []


def test_a_key_that_is_gone_and_has_another_name_is_a_warning(check):
    key = "state.backend.rocksdb.checkpointdir"
    assert check(job(f"{key}: /d", flink="1.20"))[0].severity.value == "info"
    [hit] = check(job(f"{key}: /d", flink="2.0"))
    assert hit.severity.value == "warning"
    assert hit.message == f"Flink 2.0 no longer reads `{key}`"
    assert hit.fixed() == job("state.backend.rocksdb.localdir: /d", flink="2.0")


@pytest.mark.parametrize("key", ["akka.watch.threshold", "recovery.zookeeper.path.leader"])
def test_a_key_that_is_gone_for_good_is_a_note(check, key):
    [hit] = check(job(f"{key}: x", flink="2.0"))
    assert hit.severity.value == "info"
    assert hit.hint == "remove the key"
    assert hit.fixes == ()


def test_both_names_with_one_value(check):
    text = job("state.backend: rocksdb\nstate.backend.type: rocksdb", flink="1.18")
    [hit] = check(text)
    assert hit.labels == [("rocksdb", "the new name is set too")]
    assert hit.fixes == ()


def test_leaves_different_values_to_the_rule_on_conflicts(check):
    assert check(job("state.backend: hashmap\nstate.backend.type: rocksdb", flink="1.20")) == []
