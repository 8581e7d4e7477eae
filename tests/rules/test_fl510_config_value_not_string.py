from __future__ import annotations

import pytest
from flink_job import job

SAME = "not text"
OTHER = "and may arrive as another text"


@pytest.mark.parametrize(
    ("value", "called", "says", "severity"),
    [
        ("1", "a number", SAME, "info"),
        ("-1", "a number", SAME, "info"),
        ("0", "a number", SAME, "info"),
        ("2147483647", "a number", SAME, "info"),
        ("0.5", "a number", SAME, "info"),
        ("1.11", "a number", SAME, "info"),
        ("true", "a boolean", SAME, "info"),
        ("false", "a boolean", SAME, "info"),
        ("True", "a boolean", OTHER, "warning"),
        ("010", "a number", OTHER, "warning"),
        ("1_000", "a number", OTHER, "warning"),
        ("1e3", "a number", OTHER, "warning"),
        ("+1", "a number", OTHER, "warning"),
        ("0.0", "a number", OTHER, "warning"),
        ("1.10", "a number", OTHER, "warning"),
        (".5", "a number", OTHER, "warning"),
        ("1234567890123456", "a number", OTHER, "warning"),
        ("1:30", "a number", OTHER, "warning"),
        ("0x10", "a number", OTHER, "warning"),
        ("on", "a boolean", OTHER, "warning"),
        ("off", "a boolean", OTHER, "warning"),
        ("2021-03-04", "a date", OTHER, "warning"),
    ],
)
def test_is_a_warning_only_where_another_text_may_arrive(check, value, called, says, severity):
    [hit] = check(job(f"web.title: {value}"))
    assert hit.text == value
    assert hit.severity == severity
    assert hit.message == f"`{value}` without quotes is {called}, {says}"
    assert hit.fixes[0].safe is True
    assert hit.fixed() == job(f'web.title: "{value}"')
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    ("option", "severity"),
    [
        ("taskmanager.memory.network.fraction: 0.10", "info"),
        ("taskmanager.memory.network.fraction: 1.0e-1", "warning"),
        ("execution.checkpointing.unaligned: True", "info"),
        ("taskmanager.numberOfTaskSlots: 02", "warning"),
        ("restart-strategy: off", "warning"),
    ],
)
def test_what_flink_reads_as_the_same_is_the_same(check, option, severity):
    [hit] = check(job(option))
    assert hit.severity == severity


@pytest.mark.parametrize(
    "value", ['"1"', "'true'", "60s", "1 min", "${SLOTS}", "|\n  1", "!!str 1", "RETAIN", "1.10.0"]
)
def test_accepts_text(check, value):
    assert check(job(f"web.title: {value}")) == []


@pytest.mark.parametrize(
    ("value", "says", "under"),
    [
        ("null", "is null", "null"),
        ("~", "is null", "~"),
        ("", "is null", "pipeline.jars"),
        ("[a, b]", "is a list", "pipeline.jars"),
        ("{a: {b: 1}}", "is a mapping", "pipeline.jars"),
    ],
)
def test_what_is_no_single_value_is_an_error(check, value, says, under):
    [hit] = check(job(f"pipeline.jars: {value}"))
    assert hit.text == under
    assert hit.severity.value == "error"
    assert says in hit.message


def test_shows_the_dotted_key_of_a_mapping(check):
    [hit] = check(job("restart-strategy: {fixed-delay: {attempts: 3}}"))
    assert hit.hint == "write dotted keys, such as `restart-strategy.fixed-delay.attempts: ...`"


def test_joins_the_items_of_a_list(check):
    [hit] = check(job("pipeline.jars: [a.jar, b.jar]"))
    assert hit.fixes[0].safe is False
    assert hit.fixed() == job('pipeline.jars: "a.jar;b.jar"')
    [block] = check(job("pipeline.jars:\n- a.jar"))
    assert block.fixes == ()


def test_one_finding_for_each_value(check):
    hits = check(job("taskmanager.numberOfTaskSlots: 2\nweb.history: 5\nstate.backend: rocksdb"))
    assert [hit.text for hit in hits] == ["2", "5"]


def test_reads_json(check):
    text = """{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "orders"},
    "spec": {"template": {"spec": {"artifact": {"kind": "JAR"}, "flinkConfiguration":
    {"taskmanager.numberOfTaskSlots": 1, "web.title": "2"}}}}}"""
    [hit] = check(text, name="job.json")
    assert hit.text == "1"
    assert '"taskmanager.numberOfTaskSlots": "1"' in hit.fixed()


@pytest.mark.parametrize(
    ("option", "codes"),
    [
        ("execution.checkpointing.interval: true", ["FL514"]),
        ("execution.checkpointing.unaligned: 1", ["FL514"]),
        ("execution.checkpointing.unaligned: off", ["FL514"]),
        ("execution.checkpointing.interval: 60000", ["FL510"]),
        ("restart-strategy: true", ["FL520"]),
        ("execution.checkpointing.externalized-checkpoint-retention: 1", ["FL505"]),
        ("execution.checkpointing.interval: 0", ["FL501"]),
    ],
)
def test_is_silent_where_flink_cannot_read_the_text_at_all(check_all, option, codes):
    base = "" if "interval" in option else "execution.checkpointing.interval: 60s\n"
    hits = check_all(job(base + option, flink="1.16"))
    assert [hit.code for hit in hits if hit.code.startswith("FL5")] == codes


def test_leaves_an_alias_as_it_is(check):
    hits = check(job("web.history: &five 5\nweb.title: *five"))
    assert [len(hit.fixes) for hit in hits] == [1, 0]
