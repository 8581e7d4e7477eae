"""Several processes find what one finds, and none outlives a run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flinklint import check
from flinklint.check import Checker, File
from flinklint.finding import Finding, Severity
from flinklint.manifest import Manifest
from flinklint.rule import load, rule
from flinklint.settings import Settings
from flinklint.source import Source, Span
from flinklint.workers import WorkerDied, spread

EXAMPLES = Path(__file__).parent.parent / "examples"
JAR = (EXAMPLES / "jar" / "clickstream-sessions.yaml").read_text("utf-8")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def _files() -> list[File]:
    """Files of every kind: clean ones, faults, twins, a cluster, a suppression, not ours, broken."""
    texts = [JAR.replace("name: ", f"name: n{number}-", 1) for number in range(8)]
    texts += [texts[2], texts[3].replace("parallelism: ", "parallelism: -")]
    texts += [texts[4].replace("state: ", "stat: "), "kind: Deployment\napiVersion: v1\nspec: [\n"]
    texts += ["a: 1\n", JAR.replace("spec:", "# flinklint: ignore-file FL401 -- x\nspec:", 1)]
    texts += [
        "kind: SessionCluster\nmetadata: {name: s}\nspec: {}\n",
        texts[5] + "---\n" + texts[6],
    ]
    return [File(Source(f"f{number:02}.yaml", text)) for number, text in enumerate(texts * 2)]


def _told(outcome: check.Outcome) -> list[object]:
    findings = [
        (
            f.code,
            f.source.name,
            f.span,
            f.message,
            f.context,
            f.hint,
            f.fixes and str(f.fixes[0].edits),
        )
        for f in outcome.findings
    ]
    passed = [(file.source.name, reason) for file, reason in outcome.passed_over]
    names = [manifest.source.name for manifest in outcome.manifests]
    return [findings, passed, names, outcome.crashed, outcome.checked, len(outcome.unseen)]


def _checked(jobs: int, rules=None) -> check.Outcome:
    checker = Checker(rules or load(), Settings())
    checker.jobs = jobs
    return checker.check(_files())


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(check, "_ENOUGH", 2)


@pytest.mark.parametrize("jobs", [2, 3, 5])
def test_what_is_found_does_not_depend_on_the_number_of_processes(jobs):
    one, several = _checked(1), _checked(jobs)
    assert _told(one) == _told(several)
    assert {f.code for f in one.findings} >= {"FL401", "FL111", "FL001", "FL101"}
    sources = {file.source.name for file in _files()}
    assert {f.source.name for f in several.findings} <= sources


def test_a_finding_comes_back_with_the_source_that_was_read():
    checker = Checker(load(), Settings())
    checker.jobs = 3
    files = _files()
    found = checker.check(files).findings
    assert found
    assert all(any(f.source is file.source for file in files) for f in found)


def _dying(times: int, path: Path):
    """A rule whose process dies, the first times that it sees a file."""

    @rule("FL997", Severity.INFO, source="a test")
    def dies(manifest: Manifest):
        if manifest.source.name == "f03.yaml" and os.getpid() != parent:
            with path.open("a") as file:
                file.write("x")
            if len(path.read_text()) <= times:
                os.kill(os.getpid(), signal.SIGKILL)
        yield Finding("seen", manifest.source, Span(0, 0))

    parent = os.getpid()
    return dies


def test_a_file_whose_worker_died_is_checked_again(tmp_path, capsys):
    outcome = _checked(2, [_dying(1, tmp_path / "count")])
    assert len(outcome.findings) == len(outcome.manifests)
    assert not outcome.crashed
    assert "f03.yaml: a worker died; it is checked again" in capsys.readouterr().err


def test_a_file_whose_worker_always_dies_is_reported_and_the_others_are_checked(tmp_path):
    crash = [each for each in load() if each.scope == "Crash"]
    outcome = _checked(2, [_dying(9, tmp_path / "count"), *crash])
    [lost] = [f for f in outcome.findings if f.code == "FL099"]
    assert lost.source.name == "f03.yaml"
    assert "WorkerDied" in lost.message
    assert outcome.crashed
    assert len([f for f in outcome.findings if f.code == "FL997"]) == len(outcome.manifests)


def test_every_piece_of_work_comes_back_once_whatever_its_size():
    shared = [object(), object()]
    found = dict(spread(range(50), 3, lambda n: ("x" * n * 5000, shared[n % 2]), shared, print))
    assert sorted(found) == list(range(50))
    assert all(found[n] == ("x" * n * 5000, shared[n % 2]) for n in range(50))


def test_what_is_lost_is_told():
    found = dict(spread([1, 2, 3], 2, lambda n: os._exit(3) if n == 2 else n, [], lambda n: None))
    assert isinstance(found[2], WorkerDied)
    assert (found[1], found[3]) == (1, 3)


def test_an_interrupt_leaves_no_process(tmp_path):
    program = (
        "import os, signal, time\nfrom flinklint.workers import spread\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # also where it is ignored
        "def work(n):\n    os.write(1, f'{os.getpid()} '.ljust(9).encode())\n    time.sleep(60)\n"
        "list(spread(range(4), 2, work, [], print))\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout is not None
    children = [int(running.stdout.read(9)) for _ in range(2)]
    running.send_signal(signal.SIGINT)
    assert running.wait(20) != 0
    running.stdout.close()
    for child in children:
        deadline = time.monotonic() + 20
        while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


@pytest.mark.parametrize("moment", range(12))
def test_whenever_an_interrupt_comes_it_leaves_no_process(moment):
    program = (
        "import os, signal, time\nfrom flinklint.workers import spread\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\nos.write(1, b'x')\n"
        "list(spread(range(40), 8, lambda n: time.sleep(60), [], print))\n"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        assert running.stdout is not None
        running.stdout.read(1)
        time.sleep(moment * 0.0015)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) != 0
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


@pytest.mark.parametrize("text", ["0", "-1", "x", "1000"])
def test_a_number_of_processes_that_is_none_is_refused(text, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flinklint", "check", f"--jobs={text}", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "--jobs" in done.stderr
