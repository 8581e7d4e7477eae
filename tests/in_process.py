"""The command run in the tests' own process: what it prints, and how it ends."""

from __future__ import annotations

import contextlib
import io
import sys
from unittest import mock

import pytest

from flinklint.cli import main


def run(*words: str, stdin: str = "") -> tuple[int, str, str]:
    """The exit code, standard output and standard error of the command."""
    streams = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with (
        mock.patch.object(sys, "argv", ["flinklint", *words]),
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        pytest.raises(SystemExit) as end,
    ):
        main()
    return int(end.value.code or 0), streams[0].getvalue(), streams[1].getvalue()
