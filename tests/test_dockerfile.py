"""The Dockerfile: what a linter says of it, and that what it runs makes a flinklint that works."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from installed import FAULT, FAULTY, ROOT, copy_checkout, done, needs_index, run

FILE = ROOT / "Dockerfile"
LINES = re.sub(r" *\\\n *", " ", FILE.read_text(encoding="utf-8")).splitlines()


def instructions(name: str) -> list[str]:
    """What stands after an instruction, in order; a line that goes on is one."""
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{name} ")]


def test_the_linter_finds_nothing(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("hadolint")
    if not program.exists():
        pytest.skip("hadolint is not installed")
    assert done([program, FILE], tmp_path).stdout == ""
    wrong = tmp_path / "Dockerfile"
    wrong.write_text(FILE.read_text(encoding="utf-8").replace(":3.13.9-slim-bookworm", ""))
    assert "DL3006" in run([program, wrong], tmp_path).stdout


def test_its_base_is_one_release_and_it_runs_without_rights() -> None:
    bases = {base.split()[0] for base in instructions("FROM")}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.1[0-3]\.\d+-slim-\w+", bases.pop())
    [user] = instructions("USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    assert LINES.index(f"USER {user}") > max(
        number for number, line in enumerate(LINES) if line.startswith(("RUN", "COPY", "FROM"))
    )


def test_the_build_sees_what_is_packed_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines
    assert all((ROOT / name).exists() for name in kept)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [packed] = re.findall(r"wheel\]\nonly-include = \[(.*?)\]", project)
    assert set(re.findall(r'"(.*?)"', packed)) <= kept
    assert {"pyproject.toml", "README.md", "LICENSE"} <= kept


@pytest.mark.fresh
@pytest.mark.packaging
def test_what_it_runs_makes_a_flinklint_that_works(tmp_path: Path) -> None:
    needs_index(tmp_path)
    source = tmp_path / "src"
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    whole = copy_checkout(tmp_path)
    source.mkdir()
    for name in (line[1:] for line in ignored if line.startswith("!")):
        shutil.move(whole / name, source / name)
    shutil.rmtree(whole)
    [home] = {word for word in instructions("COPY")[-1].split() if word.startswith("/")}
    place = tmp_path / "opt"
    for command in instructions("RUN"):
        command = re.sub(rf"{home}\b", str(place), command).replace(" /src", f" {source}")
        done(["sh", "-c", command.replace("python -m venv", f"{sys.executable} -m venv")], tmp_path)
    shutil.rmtree(source)
    work = tmp_path / "work"
    work.mkdir()
    (work / "faulty.yaml").write_text(FAULTY)
    [entry], [words] = instructions("ENTRYPOINT"), instructions("CMD")
    command = [place / "bin" / re.findall(r'"(.*?)"', entry)[0], *re.findall(r'"(.*?)"', words)]
    result = run([*command, "--format", "concise"], work)
    assert result.returncode == 1, result
    assert result.stdout.startswith(f"faulty.yaml:{FAULT}: FL206 error "), result
    assert not (place / "bin" / "pip").exists()
