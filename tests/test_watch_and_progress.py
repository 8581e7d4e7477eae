"""`check --watch` and the line that a waiting person sees."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import run as command
from installed import FAULTY, GOOD

from flinklint.cli import progress as progress_module
from flinklint.cli import watch as watch_module
from flinklint.cli.progress import progress
from flinklint.cli.watch import watch
from flinklint.refusal import Refusal

# Watching: what happens while it waits is played by a sleep of ours.


def played(monkeypatch: pytest.MonkeyPatch, *scenes: Callable[[], object]) -> None:
    """Let each scene happen while it waits, then Ctrl-C."""
    left = list(scenes)

    def sleep(_: float) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    monkeypatch.setattr(watch_module.time, "sleep", sleep)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    ("scene", "changed"),
    [
        (lambda f: write(f / "jobs/a.yaml", "other: 1\n"), "jobs/a.yaml"),
        (lambda f: write(f / "jobs/new.yaml", ""), "jobs/new.yaml"),
        (lambda f: write(f / "sql/orders.sql", "SELECT 2"), "sql/orders.sql"),
        (lambda f: (f / "jobs/a.yaml").unlink(), "jobs/a.yaml"),
        (lambda f: write(f / "flinklint.toml", "# more"), "flinklint.toml"),
        (lambda f: os.utime(f / "jobs/a.yaml", ns=(0, 0)), "jobs/a.yaml"),
    ],
    ids=["changed", "new", "script", "gone", "settings", "touched"],
)
def test_runs_again_when_a_file_changes(
    scene: Callable[[Path], object],
    changed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("jobs/a.yaml", "sql/orders.sql", "flinklint.toml"):
        write(Path(name), "x")
    runs: list[int] = []
    played(monkeypatch, lambda: None, lambda: scene(tmp_path), lambda: None)
    named = [Path("flinklint.toml"), Path("jobs/a.yaml")]
    code = watch(lambda: runs.append(1) or len(runs), [tmp_path], named=named)
    assert (code, len(runs)) == (2, 2)
    said = [line for line in capsys.readouterr().err.splitlines() if "changed" in line]
    assert said == [f"changed: {changed}"]


def test_what_is_not_read_starts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    played(monkeypatch, lambda: write(tmp_path / "notes.txt", "more"))
    assert watch(lambda: runs.append(1) or 1, [tmp_path]) == 1
    assert len(runs) == 1


def test_a_run_that_is_refused_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run() -> int:
        raise Refusal("settings are broken")

    played(monkeypatch, lambda: write(tmp_path / "a.yaml", "x"))
    assert watch(run, [tmp_path]) == 2
    assert capsys.readouterr().err.count("flinklint: settings are broken") == 2


def test_standard_input_is_not_watched() -> None:
    code, out, said = command("check", "--watch", "-")
    assert (code, out) == (2, "")
    assert said == "flinklint: standard input cannot be watched: name files\n"


@pytest.mark.parametrize("word", ["check", "check a.yaml", "check . --format concise"])
def test_the_command_checks_again(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("a.yaml"), GOOD)
    played(monkeypatch, lambda: write(Path("a.yaml"), FAULTY))
    code, out, said = command(*word.split(), "--watch")
    assert code == 1
    assert "FL206" in out
    counts = [line for line in said.splitlines() if "checked" in line or "changed" in line]
    assert counts[0].startswith("1 file checked: ")
    assert "error" not in counts[0]
    assert counts[1:] == ["changed: a.yaml", "1 file checked: 1 error"]


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "wait", "quiet", "variables", "told"),
    [
        (Terminal(), 0.1, False, {}, True),
        (Terminal(), 0, False, {}, False),
        (Terminal(), 0.1, True, {}, False),
        (Terminal(), 0.1, False, {"TERM": "dumb"}, False),
        (io.StringIO(), 0.1, False, {}, False),
    ],
    ids=["waits", "is done at once", "in a hook", "no terminal to speak of", "no terminal"],
)
def test_who_waits_at_a_terminal_is_told(
    stream: io.StringIO,
    wait: float,
    quiet: bool,
    variables: dict[str, str],
    told: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(progress_module, "_AFTER", 0.02 if wait else 60)
    monkeypatch.setattr(progress_module, "_EVERY", 0.02)
    monkeypatch.setattr("sys.stderr", stream)
    with progress("checking 3 files", quiet=quiet):
        time.sleep(wait)
    text = stream.getvalue()
    assert ("checking 3 files: 0 s" in text) == told
    assert text.endswith("\r\x1b[K") == told
    if not told:
        assert text == ""


def test_nobody_is_told_before_a_second_has_passed() -> None:
    assert progress_module._AFTER == 1.0


def test_the_line_is_taken_back_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress_module, "_AFTER", 0.01)
    monkeypatch.setattr("sys.stderr", stream)

    def fail() -> None:
        with progress("checking"):
            time.sleep(0.05)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert stream.getvalue().endswith("\r\x1b[K")
