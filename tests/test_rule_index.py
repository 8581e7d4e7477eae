"""Rules known from the index are the rules of their modules, which are loaded late."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flinklint import rule
from flinklint.check import Checker, File
from flinklint.resources import home
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source

PROGRAM = """\
import sys
from flinklint import resources, rule
rule.home = lambda name: __import__("pathlib").Path(sys.argv[1])
found = rule.load()
late = [r for r in found if type(r.check).__name__ == "_LateCheck"]
loaded = [name for name in sys.modules if name.startswith("flinklint_rules_")]
print(len(found), len(late), len(loaded))
for r in found:
    print(r.code, r.name, r.severity.value, r.scope, r.enabled, r.options, r.source, r.doc)
    print((r.check._check if r in late else r.check).__name__)
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(home("rules"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def listed(folder: Path, **variables: str) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONPATH": str(home("rules").parent), **variables},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def places(folder: Path) -> list[Path]:
    return sorted(folder.glob("__pycache__/*.index*"))


def test_the_second_start_knows_the_rules_without_their_modules(rules: Path) -> None:
    first, second = listed(rules), listed(rules)
    number = len(load())
    assert (first[0], second[0]) == (f"{number} 0 {number}", f"{number} {number} 0")
    assert first[1:] == second[1:]
    assert len(places(rules)) == 1


def test_a_rule_that_is_changed_or_added_or_removed_is_seen_at_once(rules: Path) -> None:
    listed(rules)
    path = rules / "fl401_parallelism_positive.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Severity.ERROR", "Severity.INFO", 1).replace("FL401", "FL499"))
    changed = listed(rules)
    assert any(line.startswith("FL499") and " info " in line for line in changed)
    (rules / "own.py").write_text(
        text.replace("FL401", "FL498").replace("def parall", "def other_parall")
    )
    assert any(line.startswith("FL498") for line in listed(rules))
    path.unlink()
    assert not any(line.startswith("FL499") for line in listed(rules))


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_torn_index_is_made_anew(rules: Path, damage: bytes | None) -> None:
    listed(rules)
    [place] = places(rules)
    data = place.read_bytes()
    place.write_bytes(data[: len(data) // 2] if damage is None else damage)
    assert listed(rules)[0].split()[1] == "0"
    assert place.read_bytes()[:20] == data[:20]
    assert listed(rules)[0].split()[2] == "0"


def test_nothing_is_written_where_python_writes_nothing(rules: Path) -> None:
    listed(rules, PYTHONDONTWRITEBYTECODE="1")
    listed(rules, PYTHONPYCACHEPREFIX=str(rules.parent / "elsewhere"))
    assert places(rules) == []


def test_a_folder_that_cannot_be_written_is_no_error(rules: Path) -> None:
    (rules / "__pycache__").write_text("a file where the folder would be")
    assert listed(rules) == listed(rules)


def test_a_late_rule_finds_what_its_module_finds(rules: Path, monkeypatch) -> None:
    listed(rules)
    monkeypatch.setattr(rule, "home", lambda _: rules)
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    late = {one.code: one for one in load.__wrapped__()}
    text = (Path(home("rules")).parent / "examples/jar/clickstream-sessions.yaml").read_text(
        "utf-8"
    )
    files = [File(Source("a.yaml", text.replace("parallelism: ", "parallelism: -")))]
    found = Checker(late.values(), Settings()).check(files).findings
    early = Checker(load(), Settings()).check(files).findings
    assert "FL401" in {finding.code for finding in found}
    assert [(f.code, f.span, f.message) for f in found] == [
        (f.code, f.span, f.message) for f in early
    ]
