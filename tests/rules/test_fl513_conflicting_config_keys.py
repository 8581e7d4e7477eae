from __future__ import annotations

import pytest
from flink_job import job

TWO = "state.backend: hashmap\nstate.backend.type: rocksdb"


def test_flags_the_name_that_flink_does_not_take(check):
    [hit] = check(job(TWO, flink="1.18"))
    assert hit.text == "hashmap"
    assert hit.severity.value == "error"
    assert hit.message == "`state.backend` says hashmap, and `state.backend.type` says rocksdb"
    assert hit.labels == [("rocksdb", "Flink takes this one")]


def test_order_does_not_matter(check):
    [hit] = check(job("state.backend.type: rocksdb\nstate.backend: hashmap", flink="1.18"))
    assert hit.text == "hashmap"


def test_is_a_warning_where_the_version_is_not_known(check):
    [hit] = check(job(TWO, flink=None))
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    ("options", "flink"),
    [
        ("state.backend: rocksdb\nstate.backend.type: rocksdb", "1.18"),
        ("state.backend: ${B}\nstate.backend.type: rocksdb", "1.18"),
        ("state.backend: hashmap\nstate.backend.type: ${B}", "1.18"),
        (TWO, "1.16"),
        (TWO, "1.9"),
        ("state.backend: hashmap", "1.20"),
        ("state.checkpoints.dir: oss://b/c\nstate.savepoints.dir: oss://b/s", "1.20"),
    ],
)
def test_accepts_one_value_and_what_is_not_known(check, options, flink):
    assert check(job(options, flink=flink)) == []


PARENT = "restart-strategy: fixed-delay\nrestart-strategy.fixed-delay.delay: 10 s"


@pytest.mark.parametrize(
    ("flink", "count"), [("1.18", 0), ("1.19", 1), ("1.20", 1), ("2.3", 1), (None, 0)]
)
def test_a_parent_beside_its_child_is_a_note_from_standard_yaml_on(check, flink, count):
    hits = check(job(PARENT, flink=flink))
    assert len(hits) == count
    for hit in hits:
        assert hit.text == "restart-strategy"
        assert hit.severity.value == "info"
        assert hit.labels == [("10 s", "the child")]
        assert "restart-strategy.type: fixed-delay" in hit.fixed()
        assert check(hit.fixed()) == []


def test_speaks_alone_of_its_keys(check_all):
    base = "execution.checkpointing.interval: 60s\n"
    for options in (TWO, "state.backend: rocksdb\nstate.backend.incremental: 'true'"):
        text = job(base + options, flink="1.19")
        assert [hit.code for hit in check_all(text) if hit.code.startswith("FL5")] == ["FL513"]
