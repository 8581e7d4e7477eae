"""The command in forks of one process that has everything imported: a tenth of the time.

Each run is a process of its own with its own folder, environment and files, as from a shell; only
the console script's two lines and the imports are not repeated.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


class Server:
    """The process that forks."""

    def __init__(self) -> None:
        ask, self._requests = os.pipe()
        self._answers, answer = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(ask), str(answer)], pass_fds=(ask, answer)
        )
        os.close(ask)
        os.close(answer)

    def run(
        self, arguments: list[str], folder: Path, data: bytes, variables: dict[str, str], limit: str
    ) -> Result:
        """Run the command; `limit` is "umask" (027) or "disk" (full after 100 bytes), or empty."""
        with tempfile.TemporaryDirectory() as streams:
            paths = [str(Path(streams, name)) for name in ("in", "out", "err")]
            for path, content in zip(paths, (data, b"", b""), strict=True):
                Path(path).write_bytes(content)
            request = json.dumps([arguments, str(folder), paths, variables, limit])
            os.write(self._requests, request.encode("utf-8", "surrogateescape") + b"\n")
            code = int(os.read(self._answers, 100))
            out, err = (Path(path).read_bytes().decode() for path in paths[1:])
        return Result(code, out, err)

    def stop(self) -> None:
        """End the process."""
        os.close(self._requests)
        os.close(self._answers)
        self._process.wait(timeout=30)


def _serve(ask: int, answer: int) -> None:
    from flinklint.check import Checker
    from flinklint.files import read
    from flinklint.rule import load
    from flinklint.settings import Settings

    examples = sorted((Path(__file__).parent.parent / "examples").rglob("*.yaml"))
    Checker(load(), Settings()).check(map(read, examples))  # so that all is imported and compiled
    with os.fdopen(ask, encoding="utf-8", errors="surrogateescape") as requests:
        for line in requests:
            child = os.fork()
            if not child:
                _run(*json.loads(line))
            _, status = os.waitpid(child, 0)
            os.write(answer, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _run(
    arguments: list[str], folder: str, paths: list[str], variables: dict[str, str], limit: str
) -> None:
    from flinklint import cli

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    for number, path in enumerate(paths):
        os.dup2(os.open(path, os.O_RDWR), number)
    if limit == "umask":
        os.umask(0o027)
    if limit == "disk":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    sys.argv = ["flinklint", *arguments]
    code: object = 0
    try:
        cli.main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
