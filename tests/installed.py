"""A copy of the checkout, and running flinklint as it is installed from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

GOOD = (ROOT / "examples" / "jar" / "clickstream-sessions.yaml").read_text(encoding="utf-8")
FAULTY = GOOD.replace("name: clickstream-sessions\n", "name: clickstream-pages\n").replace(
    "kind: LATEST_STATE\n", "kind: NONE\n"
)
_before = FAULTY[: FAULTY.index("NONE")]
FAULT = f"{_before.count(chr(10)) + 1}:{len(_before) - _before.rindex(chr(10))}"
"""The line and column of the one fault."""

FOREIGN = "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: []}}}\n"


def run(
    command: Sequence[str | Path], folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does: nothing of this test's own Python is handed on."""
    own = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "NO_COLOR", "FORCE_COLOR")
    inherited = {k: v for k, v in os.environ.items() if k not in own and "PYTEST" not in k}
    inherited = {k: v for k, v in inherited.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**inherited, **variables},
        capture_output=True,
        encoding="utf-8",
    )


def done(
    command: Sequence[str | Path], folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that has to succeed."""
    result = run(command, folder, **variables)
    shown = f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}"
    assert result.returncode == 0, shown
    return result


def copy_checkout(folder: Path) -> Path:
    """A copy of everything that the repository holds."""
    ignored = shutil.ignore_patterns(".*_cache", ".git", ".hypothesis", ".venv*", "__pycache__")
    return Path(shutil.copytree(ROOT, folder / "flinklint", symlinks=True, ignore=ignored))


def needs_index(folder: Path) -> None:
    """Skip the test, and say so, where pip reaches no package index."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, "hatchling"]
    probe = run(command, folder)
    if probe.returncode:
        lines = probe.stderr.strip().splitlines() or ["pip says nothing"]
        pytest.skip(f"no package index is reached, so nothing can be installed: {lines[-1]}")
