"""Shell completion: what a shell is told of half a command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("flinklint")


def shell(script: str, **variables: str) -> str:
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("flinklint che", ["check"]),
        ("flinklint baseline ", ["create", "update", "prune"]),
        ("flinklint check --form", ["--format"]),
        ("flinklint check --format j", ["json", "jsonl", "junit"]),
        ("flinklint diff --env", ["--env"]),
        ("flinklint nothing-of-the-kind", []),
    ],
)
def test_bash_completes_commands_flags_and_values(words: str, offered: list[str]) -> None:
    line = words.split(" ")
    script = (
        'eval "$(flinklint --show-completion bash)"\n'
        f"COMP_WORDS=({' '.join(line[:-1])} '{line[-1]}'); COMP_CWORD={len(line) - 1}\n"
        '_flinklint_completion flinklint; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert shell(script).split() == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_other_shells_are_told_too(name: str) -> None:
    told = shell(
        "flinklint",
        _FLINKLINT_COMPLETE=f"complete_{name}",
        _TYPER_COMPLETE_ARGS="flinklint check --min-sev",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert "--min-severity" in told
    assert "Hide findings below" in told
    assert "flinklint" in shell(f"flinklint --show-completion {name}")
