"""Completion in shells: the scripts that they load, and what is offered at a cursor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from installed import run

from flinklint.cli.table import COMMANDS, KINDS

SCRIPT = Path(sys.executable).with_name("flinklint")
# The shell is named instead of found out from the processes above this one.
NAMED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}


def offered(line: str, folder: Path) -> list[str]:
    """What bash is offered at the end of a line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    result = run([SCRIPT], folder, _FLINKLINT_COMPLETE="complete_bash", **words)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.split()


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o default -F _flinklint_completion flinklint"),
        ("zsh", "#compdef flinklint"),
        ("fish", "complete --command flinklint --no-files"),
    ],
)
def test_each_shell_is_given_its_script(tmp_path: Path, shell: str, line: str) -> None:
    result = run([SCRIPT, "--show-completion", shell], tmp_path, **NAMED)
    assert (result.returncode, result.stderr) == (0, "")
    assert line in result.stdout
    assert f"_FLINKLINT_COMPLETE=complete_{shell}" in result.stdout


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/flinklint.sh"),
        ("zsh", ".zfunc/_flinklint"),
        ("fish", ".config/fish/completions/flinklint.fish"),
    ],
)
def test_each_shell_finds_what_is_installed(tmp_path: Path, shell: str, file: str) -> None:
    result = run([SCRIPT, "--install-completion", shell], tmp_path, HOME=str(tmp_path), **NAMED)
    assert result.returncode == 0, result
    assert "_FLINKLINT_COMPLETE" in (tmp_path / file).read_text(encoding="utf-8")


def test_commands_are_offered(tmp_path: Path) -> None:
    assert set(offered("flinklint ", tmp_path)) == {command.words[0] for command in COMMANDS}
    below = {command.words[1] for command in COMMANDS if command.words[0] == "baseline"}
    assert set(offered("flinklint baseline ", tmp_path)) == below


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flinklint ch", ["check"]),
        ("flinklint check --fix", ["--fix"]),
        ("flinklint check --format j", ["json", "jsonl", "junit"]),
        ("flinklint init --kind ", list(KINDS)),
        ("flinklint check job", []),
    ],
)
def test_options_and_their_values_are_offered(
    tmp_path: Path, line: str, expected: list[str]
) -> None:
    assert offered(line, tmp_path) == expected


def test_bash_completes_with_the_script_that_it_is_given(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = run([SCRIPT, "--show-completion", "bash"], tmp_path, **NAMED).stdout
    done = subprocess.run(
        ["bash", "--norc", "-c", f"""{script}
            COMP_WORDS=(flinklint check --form) COMP_CWORD=2
            _flinklint_completion {SCRIPT} flinklint --form
            printf '%s\\n' "${{COMPREPLY[@]}}" """],
        capture_output=True, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("--format\n", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_an_option_does_too(tmp_path: Path, shell: str) -> None:
    variables = {
        "_FLINKLINT_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "flinklint check --min-sev",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    told = run([SCRIPT], tmp_path, **variables).stdout
    assert "--min-severity" in told
    assert "Hide findings below" in told
