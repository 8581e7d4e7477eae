"""Which files are meant: git's view of a folder, excludes, links, and what is named itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from flinklint.discovery import Exclude, Found, find, survey
from flinklint.files import FileError

NO_GIT = shutil.which("git") is None
needs_git = pytest.mark.skipif(NO_GIT, reason="git is not there")
IGNORES = "*.tmp.yaml\n/build/\n!kept.tmp.yaml\n"


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=n", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(IGNORES if path.name == ".gitignore" else "kind: Deployment\n")


def names(found: list[Found]) -> list[str]:
    return [item.path.as_posix() for item in found]


def reasons(*paths: str, scripts: bool = False, **options: object) -> dict[str, str]:
    found = survey([Path(path) for path in paths or ["."]], scripts=scripts, **options)  # type: ignore[arg-type]
    return {item.path.as_posix(): item.reason for item in found}


def found(*paths: str, scripts: bool = False, **options: object) -> list[str]:
    """What is found; a survey must agree."""
    asked = [Path(path) for path in paths or ["."]]
    result = names(list(find(asked, scripts=scripts, **options)))  # type: ignore[arg-type]
    surveyed = reasons(*paths, scripts=scripts, **options)
    assert result == [name for name, reason in surveyed.items() if not reason]
    return result


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return folder


@pytest.fixture
def repository(here: Path) -> Path:
    """A repository with files that git knows, does not know yet, and ignores."""
    git(here, "init", "-q")
    write(here, ".gitignore", "b/z.yaml", "b/a.yml", "c.json", "a/kept.tmp.yaml")
    git(here, "add", ".")
    git(here, "commit", "-qm", "first")
    write(here, "new.yaml", "b/n.tmp.yaml", "build/x.yaml", "x.sql", "notes.txt")
    write(here, ".hidden/x.yaml", "node_modules/x/x.yaml", "é/ü ñ.yaml")
    return here


# In a work tree


@needs_git
def test_what_git_ignores_is_left_out_and_what_is_new_is_not(repository):
    expected = ["c.json", "new.yaml", "a/kept.tmp.yaml", "b/a.yml", "b/z.yaml", "é/ü ñ.yaml"]
    assert found() == expected
    assert found(scripts=True) == [*expected[:2], "x.sql", *expected[2:]]
    left_out = {path: reason for path, reason in reasons().items() if reason}
    assert left_out == {
        "x.sql": "SQL is read where there is a flink-version",
        ".git": "a hidden folder",
        ".hidden": "a hidden folder",
        "node_modules": "never looked into",
        "b/n.tmp.yaml": "ignored by git",
        "build": "ignored by git",
    }


@needs_git
def test_without_git_folders_are_walked(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert {"build/x.yaml", "b/n.tmp.yaml", "new.yaml"} < set(found())


@needs_git
@pytest.mark.parametrize("folder", ["b", "./b", "b/", "../here/b"])
def test_a_folder_within_the_work_tree_is_asked_for_itself(repository, folder):
    assert [Path(name).name for name in found(folder)] == ["a.yml", "z.yaml"]


@needs_git
@pytest.mark.parametrize("folder", ["build", ".hidden", "node_modules/x"])
def test_a_folder_that_is_named_is_read_even_if_it_would_not_be_found(repository, folder):
    assert found(folder) == [f"{folder}/x.yaml"]


@needs_git
def test_a_file_that_is_named_is_read_whatever_git_says(repository):
    assert found("build/x.yaml", "notes.txt") == ["build/x.yaml", "notes.txt"]


@needs_git
def test_a_file_that_is_gone_or_in_conflict_is_met_as_it_stands(repository):
    (repository / "c.json").unlink()
    git(repository, "checkout", "-qb", "other")
    (repository / "b/a.yml").write_text("one: 1\n")
    git(repository, "commit", "-qam", "other")
    git(repository, "checkout", "-q", "-")
    (repository / "b/a.yml").write_text("two: 2\n")
    git(repository, "commit", "-qam", "own")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "-q", "other")
    assert found("b", "c.json" if (repository / "c.json").exists() else "b") == [
        "b/a.yml",
        "b/z.yaml",
    ]


@needs_git
def test_repositories_within_the_repository_are_asked_themselves(repository, tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    write(inner, ".gitignore", "i.yaml", "deep/i.yaml")
    git(inner, "add", ".")
    git(inner, "commit", "-qm", "inner")
    git(repository, "-c", "protocol.file.allow=always", "submodule", "add", str(inner), "mod")
    shutil.copytree(inner, repository / "nested")
    write(repository, "mod/x.tmp.yaml", "mod/new.yaml", "nested/x.tmp.yaml")
    assert [name for name in found() if name[:3] in ("mod", "nes")] == [
        *("mod/i.yaml", "mod/new.yaml", "mod/deep/i.yaml"),
        *("nested/i.yaml", "nested/deep/i.yaml"),
    ]
    assert found("mod/deep") == ["mod/deep/i.yaml"]


@needs_git
@pytest.mark.parametrize("left", ["nothing", "an empty folder", "a link"])
def test_a_submodule_that_is_not_checked_out_holds_nothing(repository, left):
    inner = repository / "mod"
    inner.mkdir()
    git(inner, "init", "-q")
    write(inner, "i.yaml")
    git(inner, "add", ".")
    git(inner, "commit", "-qm", "inner")
    git(repository, "add", "mod")
    git(repository, "commit", "-qm", "with a repository inside")
    shutil.rmtree(inner)
    if left == "an empty folder":
        inner.mkdir()
    elif left == "a link":
        inner.symlink_to(repository / "b")
    assert not [name for name in found() if name.startswith("mod")]


@needs_git
def test_a_work_tree_beside_the_repository_is_asked_like_one(repository, tmp_path):
    git(repository, "worktree", "add", "-q", str(tmp_path / "tree"))
    write(tmp_path / "tree", "x.tmp.yaml", "y.yaml")
    assert [Path(name).name for name in found(str(tmp_path / "tree"))][:2] == ["c.json", "y.yaml"]
    assert not [name for name in found(str(tmp_path / "tree")) if name.endswith("x.tmp.yaml")]


@needs_git
def test_what_git_tells_a_hook_of_its_own_repository_misleads_nobody(
    repository, tmp_path, monkeypatch
):
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    assert "b/n.tmp.yaml" not in found()


@needs_git
def test_a_repository_runs_no_program_of_its_own(repository, tmp_path):
    ran = tmp_path / "ran"
    git(repository, "config", "core.fsmonitor", f"touch '{ran}' #")
    assert "new.yaml" in found()
    assert not ran.exists()


@needs_git
def test_a_broken_repository_is_walked(repository):
    (repository / ".git" / "HEAD").write_text("nonsense")
    assert "build/x.yaml" in found()


# Links


def test_links_that_turn_in_circles_end(here):
    write(here, "a/x.yaml")
    (here / "a" / "up").symlink_to(here)
    (here / "a" / "loop.yaml").symlink_to(here / "a" / "loop.yaml")
    (here / "b.yaml").symlink_to(here / "a" / "x.yaml")
    assert found() == ["b.yaml"]
    assert found("a", ".") == ["a/x.yaml"]
    assert names(list(find([Path("a/up")], scripts=False))) == ["a/up/b.yaml"]


@needs_git
def test_links_in_a_work_tree_are_met_as_in_a_walk(repository):
    (repository / "all.yaml").symlink_to(repository / "b")
    (repository / "link.yaml").symlink_to(repository / "b" / "a.yml")
    (repository / "nowhere.yaml").symlink_to("nothing")
    git(repository, "add", ".")
    assert found() == [
        *("c.json", "link.yaml", "new.yaml", "a/kept.tmp.yaml", "b/z.yaml", "é/ü ñ.yaml")
    ]


# Excludes

EXCLUDED = [
    # pattern, what is left of a.yaml old/b.yaml old/deep/c.yaml new/old.yaml
    ("old", ["a.yaml", "new/old.yaml"]),
    ("old/", ["a.yaml", "new/old.yaml"]),
    ("old/**", ["a.yaml", "new/old.yaml"]),
    ("./old/*.yaml", ["a.yaml", "new/old.yaml", "old/deep/c.yaml"]),
    ("old*", ["a.yaml"]),
    ("*.yaml", []),
    ("*", []),
    ("**", []),
    ("**/deep", ["a.yaml", "new/old.yaml", "old/b.yaml"]),
    ("deep", ["a.yaml", "new/old.yaml", "old/b.yaml"]),
    ("/a.yaml", ["new/old.yaml", "old/b.yaml", "old/deep/c.yaml"]),
    ("[z-a]", ["a.yaml", "new/old.yaml", "old/b.yaml", "old/deep/c.yaml"]),
]


@pytest.mark.parametrize("in_git", [False, pytest.param(True, marks=needs_git)])
@pytest.mark.parametrize(("pattern", "left"), EXCLUDED)
def test_patterns_leave_out_what_they_mean(here, pattern, left, in_git):
    write(here, "a.yaml", "old/b.yaml", "old/deep/c.yaml", "new/old.yaml")
    if in_git:
        git(here, "init", "-q")
    excludes = (Exclude(here, (pattern,), "there"),)
    assert found(excludes=excludes) == left
    for path, reason in reasons(excludes=excludes).items():
        assert reason in ("", "a hidden folder", f"excluded by {pattern} (there)"), path


def test_patterns_are_seen_from_the_folder_of_those_who_wrote_them(here):
    write(here, "a/x.yaml", "b/a/x.yaml")
    assert found(excludes=[Exclude(here, ("a/x.yaml",), "")]) == ["b/a/x.yaml"]
    assert found(excludes=[Exclude(here / "b", ("a/x.yaml",), "")]) == ["a/x.yaml"]
    assert found("b", excludes=[Exclude(here, ("a/x.yaml",), "")]) == ["b/a/x.yaml"]
    assert found(str(here / "b"), excludes=[Exclude(here, ("b/a/*",), "")]) == []


@pytest.mark.parametrize(
    ("path", "pattern", "freely", "by_force"),
    [
        ("old/b.yaml", "old", ["old/b.yaml"], []),
        ("old", "old", ["old/b.yaml", "old/c.tmpl.yaml"], []),
        ("old", "old/**", ["old/b.yaml", "old/c.tmpl.yaml"], []),
        ("old", "*.tmpl.yaml", ["old/b.yaml"], ["old/b.yaml"]),
        ("old/c.tmpl.yaml", "*.tmpl.yaml", ["old/c.tmpl.yaml"], []),
    ],
)
def test_what_is_named_itself_is_excluded_by_force_only(here, path, pattern, freely, by_force):
    write(here, "old/b.yaml", "old/c.tmpl.yaml")
    excludes = (Exclude(here, (pattern,), "x"),)
    assert found(path, excludes=excludes) == freely
    assert found(path, excludes=excludes, force_exclude=True) == by_force


# What is not there


def test_a_path_that_is_not_there_is_handed_on_to_be_told(here):
    assert found("nothing.yaml") == ["nothing.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
@pytest.mark.parametrize("in_git", [False, pytest.param(True, marks=needs_git)])
def test_a_folder_that_cannot_be_read_is_told(here, in_git):
    write(here, "x/b.yaml")
    if in_git:
        git(here, "init", "-q")
    (here / "x").chmod(0)
    with pytest.raises(FileError, match=re.escape("Permission denied")):
        found()
    (here / "x").chmod(0o700)


# Speed


@pytest.mark.unmeasured
@needs_git
def test_ten_thousand_files_are_found_in_a_second(here):
    for folder in range(100):
        (here / f"d{folder}").mkdir()
        for file in range(100):
            (here / f"d{folder}" / f"{file}.yaml").touch()
    git(here, "init", "-q")
    git(here, "add", ".")
    excludes = (Exclude(here, ("d1/**", "*.tmpl.yaml", "old"), "x"),)
    before = time.process_time()
    count = len(list(find([Path()], scripts=False, excludes=excludes)))
    assert count == 9900
    assert time.process_time() - before < 1
