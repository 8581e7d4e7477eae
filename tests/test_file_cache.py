"""Of a run over many files only those are checked that changed, and it says what a fresh one says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import run

from flinklint import cache, file_cache
from flinklint.check import Checker

JOB = """\
kind: Deployment
apiVersion: v1
metadata:
  name: job-{number}
spec:
  state: CANCELLED
  upgradeStrategy:
    kind: STATEFUL
  restoreStrategy:
    kind: LATEST_STATE
  deploymentTargetId: 8d3b6f52-0c1e-4f6a-9a57-6e2f0b7c41d9
  template:
    spec:
      artifact:
        kind: JAR
        flinkVersion: "1.17"
        jarUri: s3://jobs/job-1.0.jar
      parallelism: {parallelism}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
"""
COUNT = 20

Checked = Callable[..., list[str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "flinklint.toml").write_text("")
    for number in range(COUNT):
        write(folder, number)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setattr(cache, "program", lambda: ["this program"])
    return folder


def write(folder: Path, number: int, *, parallelism: object = 2, name: int | None = None) -> Path:
    path = folder / f"job-{number:02}.yaml"
    path.write_text(
        JOB.format(number=number if name is None else name, parallelism=parallelism), "utf-8"
    )
    return path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Checked:
    """Run `check`, which must say what it says without a cache; the files that it checked."""
    seen: list[str] = []
    check = Checker._check_manifest

    def noted(self, file, manifest, outcome):
        seen.append(file.source.name)
        check(self, file, manifest, outcome)

    monkeypatch.setattr(Checker, "_check_manifest", noted)

    def checked(*words: str) -> list[str]:
        words = ("check", "--jobs", "1", *(words or (".",)))
        expected = run(*words, "--no-cache")
        seen.clear()
        assert run(*words) == expected
        return sorted(seen)

    return checked


def test_only_what_changed_is_checked(project: Path, checked: Checked) -> None:
    assert len(checked()) == COUNT
    write(project, 3, parallelism=-1)
    assert checked() == ["job-03.yaml"]
    write(project, 3)
    write(project, COUNT, parallelism="two")
    assert checked() == ["job-20.yaml"]
    assert checked("--format", "json", ".") == []


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\n",
        "kind: Deployment\napiVersion: v1\nspec: [\n",
        "a: 1\n",
        JOB.format(number=9, parallelism="{{ p }}"),
        JOB.format(number=9, parallelism="0\n      unknown: true"),
        "\n---\n".join(JOB.format(number=n, parallelism=-n) for n in (8, 9)),
    ],
    ids=["no YAML", "broken", "not ours", "template", "faults", "two documents"],
)
def test_what_was_found_in_a_file_of_any_kind_is_said_again(
    project: Path, checked: Checked, text: str
) -> None:
    for number in range(4):
        (project / f"other-{number}.yaml").write_text(text)
    checked()
    write(project, 0, parallelism=4)
    assert checked() == ["job-00.yaml"]


def test_names_that_come_to_be_used_twice_are_seen_in_files_that_did_not_change(
    project: Path, checked: Checked
) -> None:
    checked()
    write(project, 7, name=3)
    assert checked() == ["job-07.yaml"]
    assert "FL111" in run("check", ".")[1]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('platform = "vvp2"', ()),
        ('ignore = ["FL401"]', ()),
        ('[severity]\nFL401 = "warning"', ()),
        ("", ("--select", "FL401", ".")),
        ("", ("--platform", "vvp2", ".")),
        ("", ("--defaults", "defaults.txt", ".")),
        ("", ("--unwrap", ".")),
    ],
)
def test_another_way_of_checking_is_known_by_itself(
    project: Path, checked: Checked, settings: str, words: tuple[str, ...]
) -> None:
    (project / "defaults.txt").write_text(
        "kind: DeploymentDefaults\napiVersion: v1\nspec:\n  maxJobCreationAttempts: 3\n"
    )
    checked()
    (project / "flinklint.toml").write_text(settings)
    assert len(checked(*words)) == COUNT


def test_defaults_that_changed_are_seen(project: Path, checked: Checked) -> None:
    defaults = project / "defaults.txt"
    defaults.write_text("kind: DeploymentDefaults\napiVersion: v1\nspec:\n  state: RUNNING\n")
    words = ("--defaults", "defaults.txt", ".")
    assert len(checked(*words)) == COUNT
    defaults.write_text("kind: DeploymentDefaults\napiVersion: v1\nspec:\n  state: CANCELLED\n")
    assert len(checked(*words)) == COUNT


@pytest.mark.parametrize(
    "change",
    [
        ("apiVersion: v1\n", "apiVersion: v1  # flinklint: ignore[FL401]\n"),
        ("jarUri: s3://jobs/job-1.0.jar", "sqlScriptFile: job.sql"),
        ("  state: CANCELLED\n", "  state: CANCELLED\n  sessionClusterName: a SessionCluster\n"),
        ("s3://jobs", "s3://user:AKIAIOSFODNN7EXAMPLE@jobs"),
        (
            "parallelism: 2",
            "parallelism: 2\n      comment: ghp_0123456789abcdefghijABCDEFGHIJ012345",
        ),
    ],
    ids=["suppression", "script", "session cluster", "a password", "a token"],
)
def test_what_depends_on_more_or_holds_a_secret_is_checked_each_time(
    project: Path, checked: Checked, change: tuple[str, str]
) -> None:
    path = project / "job-05.yaml"
    path.write_text(path.read_text("utf-8").replace(*change))
    checked()
    write(project, 3, parallelism=3)
    assert checked() == ["job-03.yaml", "job-05.yaml"]


def test_where_a_teams_own_rules_run_each_file_is_checked(project: Path, checked: Checked) -> None:
    (project / "own").mkdir()
    (project / "own" / "acme1_own.py").write_text(
        '"""A page."""\nfrom flinklint.finding import Severity\nfrom flinklint.rule import rule\n\n\n'
        '@rule("ACME1", Severity.ERROR, source="us")\ndef own(deployment: "Deployment"):\n'
        "    yield from ()\n"
    )
    (project / "flinklint.toml").write_text('own-rules = ["own"]\n')
    checked()
    write(project, 3, parallelism=3)
    assert len(checked()) == COUNT


def kept(project: Path) -> list[Path]:
    return sorted((project / cache.FOLDER).glob("*.run"))


def test_what_another_user_or_a_torn_file_says_is_not_believed(
    project: Path, checked: Checked
) -> None:
    checked()
    for path in kept(project):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert len(checked()) == COUNT


def test_the_least_used_goes_where_there_is_too_much(
    project: Path, checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked()
    size = max(path.stat().st_size for path in kept(project))
    monkeypatch.setattr(file_cache, "_MOST", size // 2)
    write(project, 3, parallelism=3)
    assert checked() == ["job-03.yaml"]
    write(project, 3)
    assert COUNT // 3 < len(checked()) < COUNT
    assert max(path.stat().st_size for path in kept(project)) < size


def test_few_files_are_not_looked_for(project: Path, checked: Checked) -> None:
    checked()
    write(project, 3, parallelism=3)
    assert checked("job-03.yaml", "job-04.yaml") == ["job-03.yaml", "job-04.yaml"]
