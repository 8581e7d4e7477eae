"""The hook that pre-commit offers its users."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from installed import FAULT, FAULTY, FOREIGN, GOOD, ROOT, copy_checkout, done, needs_index, run
from ruamel.yaml import YAML

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
LINK = ROOT / "pre-commit-hooks.yaml"

# What stands in a repository beside deployments: nothing may be said of it.
FOREIGN_FILES = {
    "k8s/web.yaml": FOREIGN,
    "chart/templates/web.yaml": "kind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n",
    "broken.yaml": "a: b: c\n",
    "tsconfig.json": '{\n  // strict\n  "compilerOptions": {"strict": true,},\n}\n',
    "migrations/001.sql": 'CREATE TABLE users (id serial PRIMARY KEY, "order" jsonb);\n',
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_manifest_is_the_same_under_both_names() -> None:
    text = LINK.read_text(encoding="utf-8")
    if text.strip() == MANIFEST.name:
        return  # a checkout without symbolic links holds the link's target as text
    assert text == MANIFEST.read_text(encoding="utf-8")
    assert not LINK.is_symlink() or LINK.readlink() == Path(MANIFEST.name)


def test_every_hook_runs_a_command_that_is_there(tmp_path: Path) -> None:
    hooks = YAML(typ="safe").load(MANIFEST.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["flinklint", "flinklint-fix"]
    write(tmp_path, {"good.yaml": GOOD, "faulty.yaml": FAULTY})
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "flinklint"
        command = [sys.executable, "-m", "flinklint", *arguments, *hook["args"]]
        done([*command, "good.yaml"], tmp_path, PYTHONPATH=str(ROOT))
        assert run([*command, "faulty.yaml"], tmp_path, PYTHONPATH=str(ROOT)).returncode == 1


@pytest.mark.parametrize("name", FOREIGN_FILES)
def test_hook_says_nothing_of_a_file_that_is_not_ours(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: FOREIGN_FILES[name]})
    command = [sys.executable, "-m", "flinklint", "check", "--force-exclude", name]
    result = done(command, tmp_path, PYTHONPATH=str(ROOT))
    assert result.stdout == ""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout as a git repository of its own."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed, and pre-commit works with git only")
    folder = tmp_path_factory.mktemp("repository")
    needs_index(folder)
    return commit(copy_checkout(folder))


def commit(folder: Path) -> Path:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "all"]):
        done([*git, *words], folder, GIT_CONFIG_GLOBAL=os.devnull)
    return folder


@pytest.mark.packaging
def test_hook_runs_in_an_environment_that_pre_commit_makes(
    repository: Path, tmp_path: Path
) -> None:
    project, foreign = tmp_path / "project", FOREIGN_FILES
    write(project, {"jobs/good.yaml": GOOD, "jobs/faulty.yaml": FAULTY, **foreign})
    commit(project)
    store = {"PRE_COMMIT_HOME": str(tmp_path / "store"), "GIT_CONFIG_GLOBAL": os.devnull}

    def hook(*files: str, name: str = "flinklint") -> tuple[int, str]:
        command = [sys.executable, "-m", "pre_commit", "try-repo", repository, name]
        result = run([*command, "--verbose", "--files", *files], project, **store)
        return result.returncode, result.stdout + result.stderr

    code, text = hook("jobs/good.yaml", *foreign)
    assert code == 0, text
    assert ": nothing found" in text, text
    code, text = hook("jobs/good.yaml", "jobs/faulty.yaml", *foreign)
    assert code == 1, text
    assert "exit code: 1" in text, text
    assert f"--> jobs/faulty.yaml:{FAULT} " in text, text
    assert text.count("error[") == 1, text
    spelt = GOOD.replace("kind: LATEST_STATE", "kind: latest_state")
    write(project, {"jobs/spelt.yaml": spelt})
    commit(project)
    code, text = hook("jobs/good.yaml", "jobs/spelt.yaml", *foreign, name="flinklint-fix")
    assert code == 1, text
    assert "files were modified by this hook" in text, text
    assert (project / "jobs/spelt.yaml").read_text() == GOOD
    code, text = hook("jobs/good.yaml", *foreign, name="flinklint-fix")
    assert code == 0, text
