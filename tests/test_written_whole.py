"""Killed at any system call, out of space or run twice at once: a file is the old one or the new one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flinklint.files import FileError, write

ROOT = Path(__file__).parents[1]
OLD, NEW = "old\n" * 2000, "new, and longer\n" * 2000
WRITER = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from flinklint.files import write
print("ready", flush=True)
write(Path("file.yaml"), {NEW!r})
print("done", flush=True)
"""
CALLS = (
    "openat", "open", "creat", "write", "pwrite64", "fsync", "fdatasync", "fchmod", "chmod", "fchmodat", "rename", "renameat",
    "renameat2", "link", "unlink", "unlinkat", "close", "newfstatat", "stat", "lstat", "lseek", "ftruncate", "umask", "ioctl", "fstat", "readlink", "getrandom", "fcntl",
)  # fmt: skip


def _strace() -> bool:
    found = shutil.which("strace")
    if found is None:
        return False
    probe = subprocess.run(
        [found, "-f", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return probe.returncode == 0


EVERY = bool(os.environ.get("FLINKLINT_HOSTILE"))
"""Whether to kill at every call, as `make hostile` does, or only at those that change something."""
CHANGING = ("write", "fsync", "fchmod", "chmod", "rename", "renameat", "renameat2", "unlink")

needs_strace = pytest.mark.skipif(not _strace(), reason="strace is not there, or may not be used")


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "file.yaml")


def traced(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-f", "-qq", "-o", str(folder.parent / "calls"), *options]
    command += [sys.executable, "-S", "-c", WRITER]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def calls_of_writing(folder: Path) -> list[tuple[str, int]]:
    """Each system call between `ready` and `done`, and which of its name it is, from 1."""
    traced(folder, "-e", "trace=" + ",".join(CALLS))
    counts: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    writing = False
    for line in (folder.parent / "calls").read_text().splitlines():
        name = line.split(None, 1)[1].partition("(")[0]
        counts[name] = counts.get(name, 0) + 1
        if '"done' in line:
            break
        if writing:
            found.append((name, counts[name]))
        writing = writing or '"ready' in line
    return found


@needs_strace
def test_killed_at_any_system_call_the_old_or_the_new_file_stands(tmp_path: Path):
    folder = tmp_path / "work"
    folder.mkdir()
    file = folder / "file.yaml"
    file.write_text(OLD)
    calls = calls_of_writing(folder)
    assert {"write", "fsync"} <= {name for name, _ in calls}
    assert any(name.startswith("rename") for name, _ in calls)
    states = []
    for name, number in calls if EVERY else (call for call in calls if call[0] in CHANGING):
        file.write_text(OLD)
        for path in left_over(folder):
            (folder / path).unlink()
        traced(folder, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}")
        text = file.read_text()
        assert text in (OLD, NEW), f"{name} {number}"
        states.append(text == NEW)
        assert len(left_over(folder)) <= 1  # a killed process cannot clean up
    assert states == sorted(states)  # old up to one call, new from there on
    assert not states[0]
    print(f"{len(states)} calls, killed at each")


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_an_error_of_any_system_call_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: str
):
    folder = tmp_path / "work"
    folder.mkdir()
    file = folder / "file.yaml"
    file.write_text(OLD)
    writing = ("write", "fsync", "rename", "openat")
    for name, number in calls_of_writing(folder):
        if name not in writing:
            continue
        file.write_text(OLD)
        done = traced(
            folder, "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}"
        )
        assert file.read_text() == (NEW if "done" in done.stdout else OLD)
        assert left_over(folder) == [], f"{name} {number}"
        assert done.returncode or "done" in done.stdout


CACHE = ".flinklint_cache"
GOOD = (ROOT / "examples" / "jar" / "clickstream-sessions.yaml").read_text("utf-8")
FAULTY = GOOD.replace("parallelism:", "paralelism:")


class Checked:
    """A folder with a deployment whose check is kept in the cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.folder.mkdir()
        (self.folder / "flinklint.toml").write_text("")
        self._calls = folder / "calls"
        self._environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(folder / "user"),
            "PYTHONPATH": str(ROOT),
        }

    def write(self, text: str) -> None:
        """Give the deployment a text, long enough ago to be kept."""
        (self.folder / "job.yaml").write_text(text)
        os.utime(self.folder / "job.yaml", (1_600_000_000, 1_600_000_000))

    def run(self, *words: str, under: tuple[str, ...] = ()) -> tuple[int, str]:
        """Check the deployment; the exit code and what was printed."""
        command = [*under, sys.executable, "-m", "flinklint", "check", "job.yaml", *words]
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    def killed(self, name: str, number: int) -> None:
        """Check, and be killed at a system call."""
        at = ("-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}")
        self.run(under=("strace", "-f", "-qq", "-o", os.devnull, *at))

    def calls_of_keeping(self) -> list[tuple[str, int]]:
        """Each system call from the first that makes something in the cache to the last."""
        self.run(under=("strace", "-f", "-qq", "-o", str(self._calls)))
        counts: dict[str, int] = {}
        found: list[tuple[str, int]] = []
        last = 0
        for line in self._calls.read_text().splitlines():
            name = line.split(None, 1)[1].partition("(")[0]
            counts[name] = counts.get(name, 0) + 1
            makes = CACHE in line and (name in ("mkdir", "rename") or "O_CREAT" in line)
            if found or makes:
                found.append((name, counts[name]))
            last = len(found) if makes else last
        return found[:last]


@needs_strace
@pytest.mark.parametrize("before", ["nothing", "the check of another text"])
def test_a_run_that_is_killed_while_it_keeps_what_it_said_leaves_the_next_one_right(
    tmp_path: Path, before: str
):
    project = Checked(tmp_path)
    kept, old = project.folder / CACHE, tmp_path / "old"
    project.write(GOOD)
    project.run()  # compiled files, the index of rules and the user's key are there from now on
    if before == "nothing":
        shutil.rmtree(kept)
    else:
        kept.rename(old)
    project.write(FAULTY)
    right = project.run("--no-cache")
    assert right[0] == 1
    assert "paralelism" in right[1]

    def restore() -> None:
        shutil.rmtree(kept, ignore_errors=True)
        if old.exists():
            shutil.copytree(old, kept)

    restore()
    calls = project.calls_of_keeping()
    assert {"write", "rename"} <= {name for name, _ in calls}
    for name, number in calls:
        if EVERY or name in (*CHANGING, "mkdir"):
            restore()
            project.killed(name, number)
            assert project.run() == right, f"{name} {number}"
            assert project.run() == right, f"{name} {number}, once more"
    print(f"{len(calls)} calls")


STEPS = ("mkstemp", "write", "fsync", "chmod", "replace")


@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    file = tmp_path / "file.yaml"
    file.write_text(OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "mkstemp":
        monkeypatch.setattr("tempfile.mkstemp", fail)
    elif step == "write":
        monkeypatch.setattr("flinklint.files.os.fdopen", fail)
    elif step == "fsync":
        monkeypatch.setattr("flinklint.files.os.fsync", fail)
    else:
        monkeypatch.setattr(Path, step, fail)
    with pytest.raises(FileError, match="No space left on device"):
        write(file, NEW)
    monkeypatch.undo()
    assert file.read_text() == OLD
    assert left_over(tmp_path) == []


def test_what_cannot_be_encoded_leaves_the_old_file(tmp_path: Path):
    file = tmp_path / "file.yaml"
    file.write_text(OLD)
    with pytest.raises((FileError, UnicodeEncodeError)):
        write(file, "\ud800")
    assert file.read_text() == OLD
    assert left_over(tmp_path) == []


def test_many_writers_at_once_leave_one_whole_file(tmp_path: Path):
    texts = [f"{number}\n" * 20_000 for number in range(6)]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\nfrom flinklint.files import write\n"
    code += "for _ in range(20): write(Path('file.yaml'), (sys.argv[1] + '\\n') * 20_000)"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(n)], cwd=tmp_path) for n in range(6)
    ]
    while any(process.poll() is None for process in running):
        if (tmp_path / "file.yaml").exists():
            assert (tmp_path / "file.yaml").read_text() in texts
    assert [process.returncode for process in running] == [0] * 6
    assert left_over(tmp_path) == []


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Callable[..., tuple[int, str]]]:
    from forked import Server

    server = Server()

    def run(*words: str) -> tuple[int, str]:
        result = server.run(list(words), tmp_path, b"", dict(os.environ), "disk")
        return result.code, result.err

    yield run
    server.stop()


def test_a_full_disk_leaves_fixes_payloads_baselines_and_reports_as_they_were(
    tmp_path: Path, limited: Callable[..., tuple[int, str]]
):
    example = (ROOT / "examples" / "jar" / "clickstream-sessions.yaml").read_text()
    fixable = example.replace("kind: Deployment\n", "kind: Deployment\n\n", 1).replace(
        "parallelism:", "paralelism:"
    )
    (tmp_path / "a.yaml").write_text(fixable)
    (tmp_path / "good.yaml").write_text(example)
    for name in ("out.json", "report.json", "map.json"):
        (tmp_path / name).write_text("old")
    base = json.dumps({"version": 1, "entries": []})
    (tmp_path / ".flinklint-baseline.json").write_text(base)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    for words in (
        ("check", "a.yaml", "--fix", "--unsafe-fixes"),
        ("compile", "good.yaml", "-o", "out.json"),
        ("check", "a.yaml", "--output", "json=report.json"),
        ("baseline", "update", "a.yaml"),
    ):
        code, _ = limited(*words)
        assert code == 2, words
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before, words
