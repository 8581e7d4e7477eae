"""Hostile files end in findings or a clear refusal, in 20 seconds and 1 GB, with nothing raw."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile_inputs import INPUTS, Input
from limited import run

EVERY = bool(os.environ.get("FLINKLINT_HOSTILE"))
FEW = (
    "bomb",
    "itself",
    "100,000 parentheses",
    "surrogate pair in",
    "UTF-16",
    "random",
    "escape",
    "double",
    "1,000,000 digits",
    "comments that suppress",
    "secrets in one line",
)
"""What `make test` runs of the small ones; `make hostile` runs all."""


def chosen() -> list[Input]:
    if EVERY:
        return list(INPUTS)
    return [each for each in INPUTS if not each.large and any(word in each.what for word in FEW)]


@pytest.mark.parametrize("hostile", chosen(), ids=lambda hostile: hostile.what)
def test_hostile_files_end_in_time_and_memory(tmp_path: Path, hostile: Input):
    (tmp_path / hostile.name).write_bytes(hostile.make())
    ended = run(["check", hostile.name, "--isolated", "--flink-version", "1.17"], tmp_path)
    print(f"{hostile.what} | {ended.code} | {ended.seconds:.1f} s | {ended.megabytes} MB")
    assert ended.code in hostile.codes, ended.err[-500:]
    shown = ended.out + ended.err
    assert b"Traceback" not in shown
    assert b"FL099" not in shown
    assert not any(sign in shown for sign in (b"\x1b", b"\x07", b"\0", b"\r", b"\xc2\x9b"))
    assert hostile.said.encode() in shown
    assert b"checked" in ended.err or b"flinklint: " in ended.err
