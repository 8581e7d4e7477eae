"""A run of the fuzzer itself: what it keeps, and what it tells."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz" / "fuzz.py"

BROKEN = """\
import runpy, sys
from pathlib import Path
del sys.argv[0]
fuzz = Path(sys.argv[0]).parent
sys.path[:0] = [str(fuzz), str(fuzz.parent)]
import fuzz_targets
def broken(data):
    if data.startswith(b"kind"):
        raise ZeroDivisionError
fuzz_targets.TARGETS["parse"] = broken
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, *before, str(FUZZ), "parse", "--seconds", "0", "--out", str(folder)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python tells what is reached")
def test_an_older_python_is_refused_with_what_is_needed(tmp_path: Path):
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stderr == "fuzz: Python 3.12 or newer is needed, which tells what is reached\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs Python 3.12")
def test_what_reaches_nothing_of_its_own_is_not_kept(tmp_path: Path):
    useless = tmp_path / "corpus-parse" / "0"
    useless.parent.mkdir()
    useless.write_bytes(b" " * 1999)
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    kept = list(useless.parent.iterdir())
    assert useless not in kept
    assert len(kept) == told["inputs kept"] > 50
    assert told["failures"] == {}
    assert told["executions"] > told["inputs kept"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs Python 3.12")
def test_what_fails_is_kept_and_told_once(tmp_path: Path):
    (tmp_path / "break.py").write_text(BROKEN)
    done = run(tmp_path / "out", str(tmp_path / "break.py"))
    assert done.returncode == 1
    [(kind, name)] = json.loads(done.stdout)["failures"].items()
    assert kind.startswith("ZeroDivisionError")
    assert (tmp_path / "out" / name).read_bytes().startswith(b"kind")
