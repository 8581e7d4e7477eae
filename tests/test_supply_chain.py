"""What is shipped: types, the licence of every fact file, and a wheel that is the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from installed import copy_checkout, needs_index

ROOT = Path(__file__).parents[1]


def test_every_fact_file_has_a_stated_licence():
    told = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if line.startswith("| ") and ".json" in line]
    named = {name.strip(" |") for row in rows for name in row.split(" | ")[0].split(",")}
    assert named == {path.name for path in (ROOT / "schemas").glob("*.json")}
    assert all(row.count(" | ") == 2 and row.rsplit(" | ", 1)[1].strip(" |") for row in rows)


def test_the_lowest_versions_that_are_tested_are_those_that_are_allowed():
    """`make test-lowest` installs `==4.18.*` where `>=4.18` is declared, and the first Python."""
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(
        r"^(?:dependencies|fast-yaml|server) = \[(.*?)\]$", declared, re.MULTILINE | re.DOTALL
    )
    allowed = dict(re.findall(r'"([\w.-]+)>=([\w.]+)', "".join(lists)))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [lowest] = re.findall(r"^LOWEST = (.+)$", makefile, re.MULTILINE)
    tested = dict(word.removesuffix(".*").split("==") for word in lowest.split())
    assert tested == allowed
    assert {"sqlglot", "typer", "pygls", "ruamel.yaml.clib"} <= tested.keys()
    [minor] = re.findall(r"for minor in (\d+) ", makefile)
    assert f'requires-python = ">=3.{minor}"' in declared


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "flinklint" / "py.typed").is_file()


@pytest.mark.packaging
def test_the_wheel_is_the_same_when_it_is_built_again(tmp_path: Path):
    needs_index(tmp_path)
    wheels = []
    for number in range(2):
        checkout = copy_checkout(tmp_path / str(number))
        for path in checkout.rglob("*"):
            os.utime(path, (1_700_000_000 + number * 1_000_000,) * 2)
        out = tmp_path / f"out{number}"
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(checkout)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        [wheel] = out.glob("*.whl")
        wheels.append(wheel.read_bytes())
    assert wheels[0] == wheels[1]
