"""The tutorial as a newcomer follows it: from the wheel, in an environment made anew."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from installed import ROOT, copy_checkout, done, needs_index

TUTORIAL = ROOT / "docs" / "tutorial.md"


def test_the_tutorial_starts_with_what_is_to_be_installed() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    [installs] = re.findall(r"^<!-- installs -->\n```console\n(.*?)^```$", text, re.M | re.S)
    assert "$ pip install --quiet flinklint pre-commit\n" in installs
    assert text.index(installs) < text.index("$ flinklint ")


@pytest.mark.fresh
@pytest.mark.packaging
def test_every_command_of_the_tutorial_gives_what_the_page_shows(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    needs_index(tmp_path)
    wheels, programs = tmp_path / "wheels", tmp_path / "programs"
    done([sys.executable, "-m", "build", "--wheel", "--outdir", wheels, copy_checkout(tmp_path)],
         tmp_path)  # fmt: skip
    [wheel] = wheels.glob("flinklint-*.whl")
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    variables = {
        "PIP_FIND_LINKS": str(wheels),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_QUIET": "2",  # what pip says of its index is not ours to show
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, ROOT / "tools" / "console.py", "--bin", programs, TUTORIAL]
    played = done(command, tmp_path, **variables).stdout
    assert played == TUTORIAL.read_text(encoding="utf-8"), wheel.name
