from __future__ import annotations

import pytest
from flink_job import job

KEY = "execution.checkpointing.unaligned"


@pytest.mark.parametrize(
    ("key", "flink"),
    [
        (KEY, "1.11"),
        (KEY, "1.17"),
        (KEY, None),
        (f"{KEY}.enabled", "1.20"),
        (f"{KEY}.enabled", None),
    ],
)
def test_notes_unaligned_checkpoints_under_both_names(check, key, flink):
    [hit] = check(job(f'{key}: "true"', flink=flink))
    assert hit.text == '"true"'
    assert hit.severity.value == "info"
    assert hit.message == "unaligned checkpoints are larger: they store what is in flight"


@pytest.mark.parametrize(
    "options",
    [
        f'{KEY}: "false"',
        f"{KEY}: ${{UNALIGNED}}",
        f'{KEY}: "yes"',
        f'{KEY}: "true"\nexecution.checkpointing.aligned-checkpoint-timeout: 30s',
        f'{KEY}: "true"\nexecution.checkpointing.alignment-timeout: 30s',
        f'{KEY}: "true"\nexecution.checkpointing.mode: AT_LEAST_ONCE',
        "state.backend: rocksdb",
    ],
)
def test_is_silent_where_it_is_off_limited_or_not_possible(check, options):
    assert check(job(options)) == []


def test_name_of_a_later_version_has_no_effect_in_an_older(check):
    assert check(job(f'{KEY}: "true"', flink="1.10")) == []
