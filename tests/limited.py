"""The command in a process with limits: 20 seconds of a processor and 1 GB of memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20
HANGING = 1800
"""Seconds of the clock: none that works takes so many, however busy the machine is with others."""
MEMORY = 1_000_000_000  # bytes of addresses, more than what is ever in use
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ended:
    """How a process ended, what it printed, the processor's seconds, and its memory at most."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: int


def run(
    words: Sequence[str | bytes], folder: Path, *, data: bytes = b"", **variables: str
) -> Ended:
    """Run the command within the limits."""
    command = [sys.executable, "-m", "flinklint", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    streams = tempfile.TemporaryFile
    with streams() as given, streams() as out, streams() as err:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=given,
            stdout=out,
            stderr=err,
            preexec_fn=_limit,
        )
        late = threading.Timer(HANGING, process.kill)
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Ended(
            process.returncode,
            out.read(),
            err.read(),
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss // 1024,
        )


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
