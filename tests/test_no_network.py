"""No command opens a socket, asks for a name or starts a program but git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from planted import FILES, plant

from flinklint.cli.table import COMMANDS

ROOT = Path(__file__).parents[1]
GUARD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
FORBIDDEN = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "telnetlib.", "webbrowser.")
PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.startfile")
def guard(event, arguments):
    if event == "socket.__new__" and arguments[1] == 1:
        return  # of the machine itself: an event loop wakes itself by a pair of them
    if event.startswith(FORBIDDEN):
        sys.__stderr__.write(f"FORBIDDEN {{event}} {{arguments}}\\n")
        sys.__stderr__.flush()
        import os
        os._exit(99)
    if event in PROGRAMS and "git" not in repr(arguments[0]):
        sys.__stderr__.write(f"FORBIDDEN {{event}} {{arguments}}\\n")
        import os
        os._exit(98)
sys.addaudithook(guard)
if "--prove" in sys.argv:
    import socket
    socket.socket()
from flinklint.cli import main
sys.argv[0] = "flinklint"
main()
"""
RUNS = (
    ("check", "jobs", "sql", "sound", "--flink-version", "1.17"),
    (
        "check",
        "jobs",
        "sql",
        "--flink-version",
        "1.17",
        "--format",
        "sarif",
        "--output",
        "junit=out.xml",
    ),
    ("check", "jobs/jar.yaml", "--fix", "--unsafe-fixes"),
    ("check", "jobs", "--diff"),
    ("check", "sound", "--env", "prod", "--defaults", "defaults.yaml"),
    ("check", "--show-settings"),
    ("check", "--show-files"),
    ("compile", "sound/orders.yaml", "--ignore", "FL80", "--provenance", "map.json"),
    ("diff", "sound/orders.yaml", "--env", "prod", "--env", "faulty"),
    ("baseline", "create", "jobs"),
    ("baseline", "update", "jobs"),
    ("baseline", "prune", "jobs"),
    ("rules",),
    ("rules", "test", "own"),
    ("explain", "FL206"),
    ("schema",),
    ("server",),
    ("init",),
    ("--help",),
    ("--version",),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    plant(folder, FILES)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=False)
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", GUARD, *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


def test_the_guard_sees_a_socket(project: Path):
    assert run(project, "check", "--prove").returncode == 99


@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_no_command_uses_the_network(project: Path, words: tuple[str, ...]):
    if words[0] == "server":
        pytest.importorskip("pygls")
    done = run(project, *words)
    assert b"FORBIDDEN" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)


def test_every_command_is_run():
    ran = {words[: len(command.words)] for words in RUNS for command in COMMANDS}
    assert {command.words for command in COMMANDS} - ran <= {
        ("cache", "clean"),
        ("cache",),
        ("targets",),
        ("rules", "new"),
    }
