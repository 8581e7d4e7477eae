"""What `make` says to a newcomer whose Python cannot do it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from installed import ROOT, run

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

TOO_OLD = '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.20 && exit 0\nexit 1\n'
WITHOUT_VENV = (
    "#!/bin/sh\n"
    '[ "$1" = -m ] && [ "$2" = venv ] && echo "No module named venv" >&2 && exit 1\n'
    f'exec "{sys.executable}" "$@"\n'
)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (TOO_OLD, "flinklint needs Python 3.10 or newer, and ./python is Python 3.8.20;"),
        (WITHOUT_VENV, "make: ./python cannot make a virtual environment (see above)"),
        (None, "flinklint needs Python 3.10 or newer, and ./python is"),
    ],
    ids=["too old", "without venv", "not there"],
)
def test_says_what_is_missing_and_leaves_nothing_behind(
    tmp_path: Path, program: str | None, said: str
) -> None:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    if program is not None:
        (tmp_path / "python").write_text(program)
        (tmp_path / "python").chmod(0o755)
    result = run(["make", "demo", "PYTHON=./python"], tmp_path)
    assert result.returncode == 2
    assert said in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_every_step_of_the_whole_run_is_a_target() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    steps = re.findall(r"^\s*step make ([\w-]+)$", script, re.MULTILINE)
    assert {"test", "lint", "types"} <= set(steps)
    targets = re.findall(
        r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(steps) <= set(targets)
