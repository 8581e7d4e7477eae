from __future__ import annotations

import pytest
from flink_job import job

KEY = "execution.checkpointing.unaligned"


@pytest.mark.parametrize(
    ("options", "flink", "says", "label"),
    [
        ("", "1.10", "with Flink 1.10: they came with 1.11", '"1.10"'),
        ("", "1.9", "with Flink 1.9: they came with 1.11", '"1.9"'),
        ("execution.checkpointing.mode: AT_LEAST_ONCE", "1.17", "in the mode", "AT_LEAST_ONCE"),
        ("execution.checkpointing.mode: at_least_once", None, "in the mode", "at_least_once"),
        (
            'execution.checkpointing.max-concurrent-checkpoints: "2"',
            "1.11",
            "with 2 checkpoints at once",
            '"2"',
        ),
    ],
)
def test_flags_what_cannot_be(check, options, flink, says, label):
    [hit] = check(job(f'{KEY}: "true"\n{options}', flink=flink))
    assert hit.text == '"true"'
    assert hit.severity.value == "error"
    assert hit.message.startswith(f"unaligned checkpoints are not possible {says}")
    assert hit.labels[0][0] == label


@pytest.mark.parametrize(
    ("options", "flink"),
    [
        (f'{KEY}: "true"', "1.11"),
        (f'{KEY}: "true"', None),
        (f'{KEY}: "false"', "1.10"),
        (f"{KEY}: ${{UNALIGNED}}", "1.10"),
        (f'{KEY}: "true"\nexecution.checkpointing.mode: EXACTLY_ONCE', "1.11"),
        (f'{KEY}: "true"\nexecution.checkpointing.mode: ${{MODE}}', "1.11"),
        (f'{KEY}: "true"\nexecution.checkpointing.max-concurrent-checkpoints: "1"', "1.11"),
        ("execution.checkpointing.mode: AT_LEAST_ONCE", "1.11"),
    ],
)
def test_accepts_what_can(check, options, flink):
    assert check(job(options, flink=flink)) == []


def test_speaks_before_the_rule_on_keys_of_later_versions(check_all):
    text = job(f'{KEY}: "true"\nexecution.checkpointing.interval: 60s', flink="1.10")
    assert [hit.code for hit in check_all(text) if hit.code.startswith("FL5")] == ["FL509"]
