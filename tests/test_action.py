"""The GitHub Action: its keys are GitHub's, and its steps do what they say."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from installed import FAULT, FAULTY, GOOD, ROOT, copy_checkout, done, needs_index, run
from ruamel.yaml import YAML

ACTION = ROOT / "action.yml"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")

Step = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def action() -> Any:
    return YAML(typ="safe").load(ACTION.read_text(encoding="utf-8"))


def test_keys_are_those_of_an_action(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    if not program.exists():
        pytest.skip("check-jsonschema is not installed")
    command = [program, "--builtin-schema", "vendor.github-actions"]
    done([*command, ACTION], tmp_path)
    wrong = tmp_path / "action.yml"
    wrong.write_text(ACTION.read_text(encoding="utf-8").replace("using:", "use:"))
    assert run([*command, wrong], tmp_path).returncode == 1


def test_nothing_of_the_inputs_is_put_into_a_script(action: Any) -> None:
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
    given = [text for step in action["runs"]["steps"] for text in step["env"].values()]
    named = {text.split()[1] for text in given} - {"github.action_path"}
    assert named == {f"inputs.{name}" for name in action["inputs"]}


@pytest.fixture
def step(action: Any, tmp_path: Path) -> Step:
    """Run a step as the runner does, with inputs; the flinklint of this test stands installed."""
    programs = tmp_path / "runner" / "flinklint" / "bin"
    programs.mkdir(parents=True)
    (programs / "flinklint").symlink_to(Path(sys.executable).with_name("flinklint"))
    (tmp_path / "work" / "jobs").mkdir(parents=True)
    (tmp_path / "work" / "jobs" / "good.yaml").write_text(GOOD)
    (tmp_path / "work" / "jobs" / "faulty.yaml").write_text(FAULTY)
    return lambda number=1, **inputs: run_step(action, tmp_path, number, inputs)


def run_step(
    action: Any, folder: Path, number: int, inputs: dict[str, str]
) -> CompletedProcess[str]:
    chosen = {name: known["default"] for name, known in action["inputs"].items()}
    assert inputs.keys() <= chosen.keys()
    values = {f"${{{{ inputs.{k} }}}}": v for k, v in {**chosen, **inputs}.items()}
    values["${{ github.action_path }}"] = str(folder / "flinklint")
    one = action["runs"]["steps"][number]
    variables = {name: values[text] for name, text in one["env"].items()}
    script = folder / "step.sh"
    script.write_text(one["run"])
    # what a runner does with `shell: bash`
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script]
    variables["RUNNER_TEMP"] = str(folder / "runner")
    variables["GITHUB_STEP_SUMMARY"] = str(folder / "summary.md")
    variables["GITHUB_OUTPUT"] = str(folder / "output")
    return run(command, folder / "work", **variables)


@pytest.mark.parametrize(
    ("inputs", "code", "printed"),
    [
        ({}, 1, "::error file=jobs/faulty.yaml,line="),
        ({"paths": "jobs/good.yaml"}, 0, ""),
        ({"paths": "jobs/good.yaml\n\njobs/faulty.yaml\n"}, 1, "::error file=jobs/faulty.yaml"),
        ({"paths": "jobs/missing.yaml"}, 2, ""),
        ({"paths": "--version"}, 2, ""),
        ({"paths": "$(touch seen)"}, 2, ""),
        ({"arguments": "--ignore=FL206\n--fail-on=info"}, 0, ""),
        ({"format": "text"}, 2, "::error title=flinklint::format is github or sarif, not text"),
    ],
)
def test_check_says_what_it_finds_on_the_lines(
    step: Step, tmp_path: Path, inputs: dict[str, str], code: int, printed: str
) -> None:
    result = step(**inputs)
    assert result.returncode == code, result
    assert result.stdout.startswith(printed)
    assert bool(result.stdout) == bool(printed)
    assert not (tmp_path / "work" / "seen").exists()


def test_sarif_is_written_for_code_scanning(step: Step, tmp_path: Path) -> None:
    result = step(format="sarif", report="found.sarif")
    assert result.returncode == 1, result
    assert result.stdout.startswith(f"jobs/faulty.yaml:{FAULT}: FL206 error ")
    report = json.loads((tmp_path / "work" / "found.sarif").read_text(encoding="utf-8"))
    [found] = report["runs"][0]["results"]
    assert found["ruleId"] == "FL206"
    assert (tmp_path / "output").read_text() == "report=found.sarif\n"


def test_a_summary_is_put_onto_the_page_of_the_job(step: Step, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n")
    step()
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n")
    assert "FL206" in text


@pytest.mark.fresh
@pytest.mark.packaging
def test_it_installs_the_flinklint_beside_it(action: Any, tmp_path: Path) -> None:
    needs_index(tmp_path)
    copy_checkout(tmp_path)
    (tmp_path / "work").mkdir()
    installed = run_step(action, tmp_path, 0, {})
    assert installed.returncode == 0, installed
    (tmp_path / "work" / "faulty.yaml").write_text(FAULTY)
    checked = run_step(action, tmp_path, 1, {"paths": "faulty.yaml"})
    assert checked.returncode == 1, checked
    assert checked.stdout.startswith("::error file=faulty.yaml"), os.linesep + checked.stdout
