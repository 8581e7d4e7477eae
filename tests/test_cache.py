"""What is kept of a run is said again, exactly, and only while nothing that it looked at changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flinklint import cache

EXAMPLES = Path(__file__).parent.parent / "examples"
JAR = (EXAMPLES / "jar" / "clickstream-sessions.yaml").read_text("utf-8")
SQL = (EXAMPLES / "sql" / "orders-by-minute.yaml").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "flinklint.toml").write_text("")
    (folder / "job.yaml").write_text(JAR)
    return folder


ROOT = EXAMPLES.parent


@pytest.fixture(scope="module", autouse=True)
def program(tmp_path_factory) -> Iterator[Path]:
    """A copy of the program, which nobody edits while it is looked at."""
    global ROOT
    ROOT = tmp_path_factory.mktemp("program")
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("flinklint", "rules", "schemas"):
        shutil.copytree(EXAMPLES.parent / name, ROOT / name, ignore=skipped)
    yield ROOT
    ROOT = EXAMPLES.parent


class Run:
    """A run of the command, and whether it was taken from the cache."""

    def __init__(self, folder: Path, *words: str, **variables: str) -> None:
        own = {"XDG_CACHE_HOME": str(folder.parent / "user"), "PYTHONPATH": str(ROOT)}
        program = (
            "import sys\nfrom flinklint.cli import main\n"
            f"sys.argv = ['flinklint', *{words!r}]\n"
            "try:\n    main()\nfinally:\n"
            "    print('checked' if 'flinklint.cache_recorder' in sys.modules or 'flinklint.yaml_lines' in sys.modules else 'kept', file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **own, **variables},
        )
        self.code = done.returncode
        self.out = done.stdout
        self.said, _, self.how = done.stderr.rstrip("\n").rpartition("\n")
        assert self.how in ("checked", "kept"), done.stderr

    @property
    def told(self) -> tuple[int, str, str]:
        return self.code, self.out, self.said


def settle() -> None:
    """Wait until what is written now has another time than what follows."""
    time.sleep(0.03)


def entries(folder: Path) -> list[Path]:
    return sorted((folder / cache.FOLDER).glob("*.run"))


FAULTS = JAR.replace("parallelism: ", "parallelism: -").replace("state: ", "stat: ")


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "text",
    [JAR, FAULTS, SQL, "kind: Deployment\napiVersion: v1\nspec: [\n"],
    ids=["clean", "faults", "sql", "broken"],
)
@pytest.mark.parametrize(
    "words", [["job.yaml"], ["."], ["--format", "json", "job.yaml"], ["-v"]], ids=" ".join
)
def test_the_second_run_says_what_the_first_said(project, text, words):
    (project / "job.yaml").write_text(text)
    settle()
    first, second = (Run(project, "check", *words) for _ in range(2))
    assert (first.how, second.how) == ("checked", "kept")
    assert first.told == second.told
    assert Run(project, "check", "--no-cache", *words).told == first.told


def _change(path: str, text: str):
    def change(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)

    return change


SCRIPT = SQL[SQL.index("          CREATE TEMPORARY TABLE orders") : SQL.index("      parallelism")]
BARE = re.sub(r"^ {10}", "", SCRIPT, flags=re.M)
IN_A_FILE = re.sub(r"sqlScript: \|\n(?: {10}.*\n|\n)+", "sqlScriptFile: job.sql\n", SQL)
CHANGES = {
    "the file": ([], _change("job.yaml", FAULTS)),
    "the settings": ([], _change("flinklint.toml", '[severity]\nFL401 = "info"\n')),
    "settings that are removed": ([], lambda project: (project / "flinklint.toml").unlink()),
    "the defaults": (
        ["--defaults", "defaults.yaml"],
        _change("defaults.yaml", "kind: DeploymentDefaults\nspec: {}\n"),
    ),
    "an overlay": (["--overlay", "over.yaml"], _change("over.yaml", "spec: {state: RUNNING}\n")),
    "a baseline": (
        ["--baseline", "base.json"],
        _change("base.json", '{"version": 1, "entries": [ ]}\n'),
    ),
    "a new file in the folder": (["."], _change("below/other.yaml", SQL)),
    "a file that is gone": (["."], lambda project: (project / "second.yaml").unlink()),
    "a name in another file": (["."], _change("second.yaml", JAR)),
    "what git ignores": (["."], _change(".gitignore", "second.yaml\n")),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_by_the_very_next_run(project, name):
    words, change = CHANGES[name]
    (project / "second.yaml").write_text(SQL)
    (project / "defaults.yaml").write_text("kind: DeploymentDefaults\n")
    (project / "over.yaml").write_text("spec: {state: CANCELLED}\n")
    (project / "base.json").write_text('{"version": 1, "entries": []}\n')
    if name == "what git ignores":
        if shutil.which("git") is None:
            pytest.skip("git is not there")
        subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    words = words if words[-1:] == ["."] else [*words, "job.yaml"]
    settle()
    assert [Run(project, "check", *words).how for _ in range(2)] == ["checked", "kept"]
    change(project)
    settle()
    after = Run(project, "check", *words)
    assert after.how == "checked"
    assert after.told == Run(project, "check", "--no-cache", *words).told


@pytest.mark.unmeasured
def test_a_script_in_a_file_of_its_own_is_looked_at_again(project):
    (project / "job.yaml").write_text(IN_A_FILE)
    settle()
    missing = Run(project, "check", "job.yaml")
    assert Run(project, "check", "job.yaml").how == "kept"
    (project / "job.sql").write_text(BARE)
    settle()
    there = Run(project, "check", "job.yaml")
    assert (there.how, Run(project, "check", "job.yaml").how) == ("checked", "kept")
    assert there.out != missing.out
    (project / "job.sql").write_text(BARE.replace("SELECT", "SELEKT"))
    settle()
    assert "SELEKT" in Run(project, "check", "job.yaml").out


@pytest.mark.unmeasured
def test_settings_that_come_nearer_are_seen(project):
    below = project / "below"
    below.mkdir()
    (below / "job.yaml").write_text(FAULTS)
    settle()
    assert [Run(below, "check", "job.yaml").how for _ in range(2)] == ["checked", "kept"]
    (below / "pyproject.toml").write_text("[tool.flinklint]\nselect = ['FL101']\n")
    settle()
    after = Run(below, "check", "job.yaml")
    assert after.how == "checked"
    assert "FL401" not in after.out


def test_other_words_streams_and_surroundings_are_other_runs(project):
    settle()
    assert Run(project, "check", "job.yaml").how == "checked"
    assert Run(project, "check", "--min-severity", "error", "job.yaml").how == "checked"
    assert Run(project, "check", "job.yaml", NO_COLOR="1").how == "checked"
    assert Run(project, "check", "job.yaml").how == "kept"


def test_a_suppression_is_looked_at_again_on_another_day(project):
    with_day = JAR.replace("spec:", "# flinklint: ignore FL401 until=2099-12-31 -- why\nspec:", 1)
    (project / "job.yaml").write_text(with_day)
    settle()
    first = Run(project, "check", "job.yaml")
    assert Run(project, "check", "job.yaml").how == "kept"
    tomorrow = Run(project, "check", "job.yaml", TZ="UTC-23")
    today = time.gmtime()
    ahead = time.gmtime(time.time() + 23 * 3600)
    assert (tomorrow.how == "checked") == (today.tm_mday != ahead.tm_mday)
    assert tomorrow.told == first.told


@pytest.mark.parametrize("damage", ["torn", "changed", "empty", "another's", "moved"])
def test_an_entry_that_this_user_did_not_write_is_not_believed(project, damage):
    settle()
    first = Run(project, "check", "job.yaml")
    [entry] = entries(project)
    data = entry.read_bytes()
    if damage == "torn":
        entry.write_bytes(data[:-7])
    elif damage == "changed":
        entry.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif damage == "empty":
        entry.write_bytes(b"")
    elif damage == "another's":
        (project.parent / "user" / "flinklint" / "key").write_bytes(b"k" * 32)
    else:
        Run(project, "check", "--isolated", "job.yaml")
        [other] = {*entries(project)} - {entry}
        entry.write_bytes(other.read_bytes())
    again = Run(project, "check", "job.yaml")
    assert (again.how, again.told) == ("checked", first.told)


@pytest.mark.parametrize("how", ["a file", "no key", "no project"])
def test_where_nothing_can_be_kept_the_run_is_as_ever(project, how):
    if how == "a file":
        (project / cache.FOLDER).write_text("in the way")
    elif how == "no key":
        (project.parent / "user").write_text("in the way")
    else:
        (project / "flinklint.toml").unlink()
    settle()
    first, second = (Run(project, "check", "job.yaml") for _ in range(2))
    assert (first.how, second.how) == ("checked", "checked")
    assert first.told == second.told
    assert not (project / cache.FOLDER).is_dir()


@pytest.mark.unmeasured
def test_no_text_of_a_source_is_in_an_entry(project):
    secret = "Zq8-Xt1mC0-pLw"
    text = JAR.replace("flinkConfiguration:", f"flinkConfiguration:\n        my.password: {secret}")
    (project / "job.yaml").write_text(
        re.sub("parallelism: .*", "parallelism: -2 # a remark beside it", text)
    )
    settle()
    words = ["check", "--ignore", "FL80", "job.yaml"]
    first, second = Run(project, *words), Run(project, *words)
    assert (first.how, second.how, first.told) == ("checked", "kept", second.told)
    assert "a remark beside it" in second.out
    kept = b"".join(path.read_bytes() for path in entries(project))
    assert b"a remark beside it" not in kept
    assert secret.encode() not in kept


def test_nothing_is_kept_of_a_run_that_changes_files_or_failed(project):
    for words in (
        ["--fix", "job.yaml"],
        ["--diff", "job.yaml"],
        ["missing.yaml"],
        ["--show-files"],
        ["-o"],
    ):
        Run(project, "check", *words)
    assert entries(project) == []


def test_old_entries_make_room(project, monkeypatch):
    monkeypatch.setattr(cache, "LIMIT", 1000)
    folder = project / cache.FOLDER
    store = cache.Store(str(folder), b"k" * 32)
    for number in range(12):
        store.write(f"{number:032x}", ("x" * 200,))
        os.utime(folder / f"{number:032x}.run", ns=(number, number))
    assert 1 <= len(entries(project)) < 6
    assert store.read(f"{11:032x}") == ("x" * 200,)
    assert store.read(f"{0:032x}") is None


def test_the_cache_ignores_itself_and_can_be_cleaned(project):
    settle()
    Run(project, "check", "job.yaml")
    assert "*" in (project / cache.FOLDER / ".gitignore").read_text().split()
    assert len(entries(project)) == 1
    assert Run(project, "cache", "clean").said.splitlines()[0] == "1 entry removed"
    assert entries(project) == []
    assert Run(project, "check", "job.yaml").how == "checked"
