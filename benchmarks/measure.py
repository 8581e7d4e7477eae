"""Running commands side by side: processor time, wall time and peak memory."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Row:
    """A command and what its runs took; CPU seconds are user and system, children included."""

    name: str
    command: Sequence[str]
    folder: Path
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    peak: float = 0.0
    code: int = 0

    def run(self) -> None:
        """Run the command once."""
        variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        start = time.monotonic()
        process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**variables, "NO_COLOR": "1"},
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.wall.append(time.monotonic() - start)
        self.cpu.append(used.ru_utime + used.ru_stime)
        self.peak = max(self.peak, used.ru_maxrss / 1024)

    @property
    def seconds(self) -> float:
        """The median of the CPU seconds."""
        return statistics.median(self.cpu)


def side_by_side(rows: Sequence[Row], rounds: int, *, warm_up: bool = True) -> None:
    """Run all rows in turn, some rounds; the first round is not counted if it warms up."""
    for number in range(rounds + warm_up):
        for row in rows:
            row.run()
            if warm_up and not number:
                row.cpu.clear()
                row.wall.clear()


def instructions(command: Sequence[str], folder: Path) -> float | None:
    """Millions of instructions that a command takes, by callgrind; None where it is not there.

    The lesser of two runs, since the first one may write compiled files.
    """
    if shutil.which("valgrind") is None:
        return None
    counts = [_counted(command, folder) for _ in range(2)]
    return min((count for count in counts if count is not None), default=None)


def _counted(command: Sequence[str], folder: Path) -> float | None:
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**variables, "PYTHONHASHSEED": "0"},
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found.group(1)) / 1e6 if found else None
