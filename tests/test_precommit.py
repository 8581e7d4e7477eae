"""The hook that pre-commit offers its users."""

from __future__ import annotations

import json
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


HOOKS = YAML(typ="safe").load(MANIFEST.read_text(encoding="utf-8"))


def test_every_hook_runs_a_command_that_is_there(tmp_path: Path) -> None:
    names = ["flinklint", "flinklint-fix", "flinklint-all", "flinklint-compile"]
    assert [hook["id"] for hook in HOOKS] == names
    for hook in HOOKS:
        program, *arguments = hook["entry"].split()
        assert program == "flinklint"
        folder = tmp_path / hook["id"]
        write(folder, {"jobs/job.yaml": GOOD})
        command = [sys.executable, "-m", "flinklint", *arguments, *hook["args"]]
        files = ["jobs/job.yaml"] if hook.get("pass_filenames", True) else []
        if "--check" in hook["args"]:
            compiled = [*command[:4], "jobs", "-o", "payloads/"]
            done(compiled, folder, PYTHONPATH=str(ROOT))
        done([*command, *files], folder, PYTHONPATH=str(ROOT))
        write(folder, {"jobs/job.yaml": FAULTY})
        result = run([*command, *files], folder, PYTHONPATH=str(ROOT))
        assert result.returncode == 1, result.stdout + result.stderr


def test_hooks_differ_only_where_they_have_to() -> None:
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert hook["minimum_pre_commit_version"] == "3.2.0"
        assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
        by_file = hook.get("pass_filenames", True)
        assert by_file == ("--force-exclude" in hook["entry"])
        assert ("types_or" in hook) != hook.get("always_run", False)


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


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where pre-commit keeps what it installs: once for all tests."""
    home = str(tmp_path_factory.mktemp("store"))
    return {"PRE_COMMIT_HOME": home, "GIT_CONFIG_GLOBAL": os.devnull}


def commit(folder: Path) -> Path:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "all"]):
        done([*git, *words], folder, GIT_CONFIG_GLOBAL=os.devnull)
    return folder


@pytest.fixture
def project(repository: Path, store: dict[str, str], tmp_path: Path) -> Path:
    """A project that has every hook; the test lasts as long as one installation."""
    folder = tmp_path / "project"
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    revision = done(["git", "rev-parse", "HEAD"], repository).stdout.strip()
    repositories = {"repos": [{"repo": str(repository), "rev": revision, "hooks": hooks}]}
    write(folder, {".pre-commit-config.yaml": json.dumps(repositories)})
    return folder


@pytest.mark.packaging
def test_hooks_run_in_an_environment_that_pre_commit_makes(
    project: Path, store: dict[str, str], tmp_path: Path
) -> None:
    foreign = FOREIGN_FILES
    write(project, {"jobs/good.yaml": GOOD, "jobs/faulty.yaml": FAULTY, **foreign})
    commit(project)

    def hook(*files: str, name: str = "flinklint") -> tuple[int, str]:
        command = [sys.executable, "-m", "pre_commit", "run", name, "--verbose", "--files", *files]
        result = run(command, project, **store)
        return result.returncode, result.stdout + result.stderr

    code, text = hook("jobs/good.yaml", *foreign)
    assert code == 0, text
    assert ": nothing found" in text, text
    code, text = hook("jobs/good.yaml", "jobs/faulty.yaml", *foreign)
    assert code == 1, text
    assert "exit code: 1" in text, text
    assert f"--> jobs/faulty.yaml:{FAULT} " in text, text
    assert text.count("error[") == 1, text
    (project / "jobs/faulty.yaml").unlink()
    spelt = GOOD.replace("kind: LATEST_STATE", "kind: latest_state")
    write(project, {"jobs/spelt.yaml": spelt})
    commit(project)
    code, text = hook("jobs/good.yaml", "jobs/spelt.yaml", *foreign, name="flinklint-fix")
    assert code == 1, text
    assert "files were modified by this hook" in text, text
    assert (project / "jobs/spelt.yaml").read_text() == GOOD
    code, text = hook("jobs/good.yaml", *foreign, name="flinklint-fix")
    assert code == 0, text
    (project / "jobs/spelt.yaml").unlink()
    script = {"sql/orders.sql": "INSERT INTO a SELEC 1;\n"}
    write(project, script)
    commit(project)
    code, text = hook(*script)
    assert code == 0, text  # nothing says that it is Flink's
    write(project, {"flinklint.toml": 'flink-version = "1.17"\n'})
    commit(project)
    code, text = hook(*script)
    assert (code, "FL602" in text, "sql/orders.sql:1:15" in text) == (1, True, True), text
    write(project, {"flinklint.toml": 'exclude = ["sql", "migrations"]\n'})
    write(project, {"jobs/other.yaml": FAULTY})
    commit(project)
    code, text = hook("k8s/web.yaml", name="flinklint-all")
    assert code == 1, text  # what the commit does not touch is checked too
    assert f"--> jobs/other.yaml:{FAULT} " in text, text
    assert text.count("error[") == 1, text
    (project / "jobs/other.yaml").unlink()
    commit(project)
    code, text = hook("k8s/web.yaml", name="flinklint-all")
    assert code == 0, text
    payload = compiled(tmp_path)
    write(project, {"payloads/clickstream-sessions.json": payload})
    commit(project)
    code, text = hook("jobs/good.yaml", name="flinklint-compile")
    assert code == 0, text
    assert "1 payload compared: all current" in text, text
    write(project, {"jobs/good.yaml": GOOD.replace("parallelism: 4", "parallelism: 3")})
    commit(project)
    code, text = hook("jobs/good.yaml", name="flinklint-compile")
    assert code == 1, text
    assert "payloads/clickstream-sessions.json: stale" in text, text
    assert "spec.template.spec.parallelism: 4 -> 3" in text, text


def compiled(folder: Path) -> str:
    """The payload of the good deployment."""
    write(folder, {"good.yaml": GOOD})
    command = [sys.executable, "-m", "flinklint", "compile", "good.yaml"]
    return done(command, folder, PYTHONPATH=str(ROOT)).stdout


@pytest.mark.packaging
def test_a_commit_is_refused_for_what_is_in_it_only(project: Path, store: dict[str, str]) -> None:
    """The hook as it is installed: a clean commit, one of files that are not ours, a refused one."""
    commit(project)
    done([sys.executable, "-m", "pre_commit", "install"], project, **store)
    skipped = {"SKIP": "flinklint-fix,flinklint-all,flinklint-compile"}

    def try_commit(files: dict[str, str]) -> tuple[int, str]:
        write(project, files)
        git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
        done([*git, "add", "--all"], project, **store)
        result = run([*git, "commit", "-m", "more"], project, **store, **skipped)
        return result.returncode, result.stdout + result.stderr

    code, text = try_commit({"jobs/good.yaml": GOOD})
    assert (code, "Passed" in text) == (0, True), text
    code, text = try_commit(FOREIGN_FILES)
    assert (code, "Passed" in text) == (0, True), text
    code, text = try_commit({"jobs/faulty.yaml": FAULTY})
    assert (code, "Failed" in text, "FL206" in text) == (1, True, True), text
    assert f"--> jobs/faulty.yaml:{FAULT} " in text, text
