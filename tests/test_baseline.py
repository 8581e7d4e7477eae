"""The baseline: what is accepted stays quiet wherever its line goes, and what is new is reported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_suppress import JOB, SQL

COMMAND = Path(sys.executable).with_name("flinklint")
NAME = ".flinklint-baseline.json"
SETTINGS = f'baseline = "{NAME}"\nignore = ["FL3", "FL5"]\n'

HEAD = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
"""


class Project:
    """A folder with a job, settings that name a baseline, and the command run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("flinklint.toml", SETTINGS)
        self.write("jobs/a.yaml", JOB)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *words: str, folder: str = ".") -> tuple[int, str]:
        done = subprocess.run(
            [COMMAND, *words], cwd=self.folder / folder, capture_output=True, encoding="utf-8"
        )
        return done.returncode, done.stdout + done.stderr

    def check(self, *words: str, folder: str = ".") -> tuple[int, list[str]]:
        """The exit code and the codes of what is reported."""
        code, text = self.run("check", "--format", "jsonl", *words, folder=folder)
        lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        return code, [line["code"] for line in lines]

    @property
    def entries(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = json.loads((self.folder / NAME).read_text())["entries"]
        return entries


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def accepted(project: Project) -> Project:
    code, text = project.run("baseline", "create")
    assert code == 0, text
    return project


def test_what_is_accepted_is_not_reported(accepted: Project) -> None:
    [entry] = accepted.entries
    assert (entry["file"], entry["code"]) == ("jobs/a.yaml", "FL401")
    assert accepted.check() == (0, [])
    assert "the baseline has 1 more" in accepted.run("check")[1]
    assert accepted.check("a.yaml", folder="jobs") == (0, [])
    assert accepted.check("--isolated", "--ignore", "FL3,FL5") == (1, ["FL401"])
    assert accepted.check("--isolated", "--baseline", NAME, "--ignore", "FL3,FL5") == (0, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "# one line more\n\n" + text,
        lambda text: text.replace("spec:\n", "spec:\n  state: CANCELLED\n", 1),
        lambda text: text.replace("parallelism: 0", "parallelism:   0  # why"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: JOB.replace("orders", "others").replace("m: 0", "m: 1") + "---\n" + text,
    ],
)
def test_it_stays_accepted_wherever_it_goes(accepted: Project, change: Any) -> None:
    accepted.write("jobs/a.yaml", change(JOB))
    assert accepted.check() == (0, [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (JOB.replace("m: 0", "m: -1"), ["FL401", "FL013"]),
        (JOB.replace("metadata:", "metdata:"), ["FL101"]),
        (JOB + "---\n" + JOB.replace("orders", "others"), ["FL401"]),
    ],
)
def test_what_is_new_is_reported(accepted: Project, text: str, codes: list[str]) -> None:
    accepted.write("jobs/a.yaml", text)
    code, said = accepted.check()
    assert code == 1
    assert [code for code in said if code in codes] == codes


def test_the_same_in_another_file_is_new(accepted: Project) -> None:
    accepted.write("jobs/b.yaml", JOB.replace("orders", "others"))
    assert accepted.check() == (1, ["FL401"])


@pytest.mark.parametrize(("switches", "code"), [([], 0), (["--strict-baseline"], 1)])
def test_what_was_repaired_is_said_to_be_stale(
    accepted: Project, switches: list[str], code: int
) -> None:
    accepted.write("jobs/a.yaml", JOB.replace("m: 0", "m: 1"))
    assert accepted.check(*switches) == (code, ["FL013"])
    assert f"{NAME}:4:5" in accepted.run("check", "--format", "concise")[1]


def test_only_what_was_run_can_be_stale(accepted: Project) -> None:
    accepted.write("jobs/a.yaml", JOB.replace("m: 0", "m: 1"))
    accepted.write("jobs/b.yaml", JOB.replace("m: 0", "m: 1").replace("orders", "others"))
    assert accepted.check("jobs/b.yaml") == (0, [])
    assert accepted.check("--select", "FL1,FL013") == (0, [])
    assert accepted.check("--ignore", "FL401") == (0, [])
    accepted.write("jobs/a.yaml", JOB + "  a: b: c\n")
    assert accepted.check() == (1, ["FL001"])
    (accepted.folder / "jobs" / "a.yaml").unlink()
    assert accepted.check("jobs/b.yaml") == (0, ["FL013"])


def test_update_adds_and_takes_out(accepted: Project) -> None:
    accepted.write("jobs/a.yaml", JOB.replace("m: 0", "m: 1").replace("metadata", "metdata"))
    code, text = accepted.run("baseline", "update")
    assert code == 0
    assert "1 taken out" in text
    assert "FL401" not in [entry["code"] for entry in accepted.entries]
    assert accepted.check("--strict-baseline") == (0, [])


def test_prune_takes_out_and_adds_nothing(accepted: Project) -> None:
    accepted.write("jobs/a.yaml", JOB.replace("m: 0", "m: 1").replace("metadata", "metdata"))
    assert accepted.run("baseline", "prune")[0] == 0
    assert accepted.entries == []
    assert accepted.check("--strict-baseline")[0] == 1


@pytest.mark.parametrize("command", ["update", "prune"])
def test_what_is_known_by_the_same_is_one_entry(accepted: Project, command: str) -> None:
    """Two branches may each have accepted a finding, under other names and places."""
    [entry] = accepted.entries
    other = {**entry, "name": "older-name", "path": "/spec/other"}
    accepted.write(NAME, json.dumps({"version": 1, "entries": [other, entry, other]}))
    code, text = accepted.run("baseline", command)
    assert code == 0, text
    assert accepted.entries == [entry]
    assert "1 accepted, 0 of them new; 2 taken out" in text


@pytest.mark.parametrize("command", ["update", "prune"])
def test_entries_of_files_that_were_not_read_stay(accepted: Project, command: str) -> None:
    accepted.write("jobs/b.yaml", JOB.replace("m: 0", "m: 1").replace("orders", "others"))
    before = accepted.entries
    assert accepted.run("baseline", command, "jobs/b.yaml")[0] == 0
    assert accepted.entries == before


def test_the_fix_takes_stale_entries_out(accepted: Project) -> None:
    accepted.write("jobs/b.yaml", JOB.replace("orders", "others"))
    accepted.write("jobs/c.yaml", JOB.replace("orders", "third"))
    accepted.run("baseline", "update")
    assert len(accepted.entries) == 3
    for name in ("b", "c"):
        accepted.write(f"jobs/{name}.yaml", JOB.replace("m: 0", "m: 1").replace("orders", name))
    code, said = accepted.check("--fix", "--strict-baseline")
    assert (code, said) == (0, [])
    assert [entry["file"] for entry in accepted.entries] == ["jobs/a.yaml"]


def test_the_fix_leaves_what_is_accepted(project: Project) -> None:
    text = JOB.replace("spec:\n", "spec:\n  upgradeStrategy: {kind: stateless}\n", 1)
    project.write("jobs/a.yaml", text)
    project.run("baseline", "create")
    project.check("--fix")
    assert (project.folder / "jobs" / "a.yaml").read_text() == text


def test_what_is_mandatory_is_not_accepted(project: Project) -> None:
    project.write("flinklint.toml", SETTINGS + 'mandatory = ["FL401"]\n')
    code, text = project.run("baseline", "create")
    assert code == 0
    assert "1 cannot be accepted" in text
    assert project.entries == []
    assert project.check() == (1, ["FL401"])


def test_an_entry_written_by_hand_does_not_accept_what_is_mandatory(accepted: Project) -> None:
    accepted.write("flinklint.toml", SETTINGS + 'mandatory = ["FL401"]\n')
    assert accepted.check()[1] == ["FL401"]


def test_findings_in_sql_are_accepted(project: Project) -> None:
    project.write("jobs/a.yaml", SQL)
    assert project.check("--isolated")[0] == 1
    project.run("baseline", "create")
    project.write(
        "jobs/a.yaml", SQL.replace("          INSERT", "          -- more\n\n          INSERT")
    )
    assert project.check() == (0, [])


def test_no_secret_is_written(project: Project) -> None:
    secret = "hunter2-is-no-password"
    project.write("jobs/a.yaml", SQL.replace("'datagen'", f"'datagen', 'password' = '{secret}'"))
    project.run("baseline", "create")
    assert "FL801" in [entry["code"] for entry in project.entries]
    assert secret not in (project.folder / NAME).read_text()


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("      flinkConfiguration: {{s3.secret-key: {}}}\n", "FL510"),
        ("      kubernetes: {{pods: {{envVars: [{{name: PASSWORD, value: {}}}]}}}}\n", "FL007"),
        ("      artifact: {{kind: JAR, mainArgs: {{password: {}}}}}\n", "FL102"),
        ("      resources: {{taskmanager: {{memory: 'password={}'}}}}\n", "FL406"),
        ("  state: &a password={}\n", "FL203"),
    ],
)
def test_no_short_secret_can_be_guessed_from_it(project: Project, place: str, code: str) -> None:
    made = []
    for secret in ("4711", "0815"):
        project.write("flinklint.toml", "")
        project.write("jobs/a.yaml", f"{HEAD}{place.format(secret)}")
        said = project.run("baseline", "create", "--ignore", "FL80")[1]
        made.append(project.entries)
        assert secret not in said
        (project.folder / NAME).unlink()
    assert code in {entry["code"] for entry in made[0]}
    assert made[0] == made[1]


def test_the_file_is_the_same_whatever_the_order(project: Project) -> None:
    project.write("jobs/b.yaml", JOB.replace("orders", "others"))
    project.run("baseline", "create", "jobs/a.yaml", "jobs/b.yaml", "--baseline", "one.json")
    project.run("baseline", "create", "jobs/b.yaml", "jobs/a.yaml", "--baseline", "two.json")
    one, two = (project.folder / name for name in ("one.json", "two.json"))
    assert one.read_bytes() == two.read_bytes()
    assert one.read_text().endswith("}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "there is none; `flinklint baseline create` makes it"),
        (["baseline", "update"], "there is none"),
        (["baseline", "prune"], "there is none"),
        (["check", "--baseline", "no.json"], "no.json: there is none"),
    ],
)
def test_one_that_is_not_there_is_refused(project: Project, words: list[str], said: str) -> None:
    code, text = project.run(*words)
    assert code == 2
    assert said in text


def test_create_does_not_overwrite(accepted: Project) -> None:
    before = accepted.entries
    code, text = accepted.run("baseline", "create")
    assert (code, "is there already" in text) == (2, True)
    assert accepted.entries == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", f"{NAME}:1:"),
        ("[]", "a baseline is an object"),
        ("", "a baseline is an object"),
        ('{"version": 2, "entries": []}', f"{NAME}:1:13: a baseline has `version` 1"),
        ('{"version": 1, "entries": {}}', "`entries` must be a list"),
        ('{"version": 1, "entries": [{"file": "a"}]}', "the entry has no `code`"),
        ('{"version": 1, "entries": [{"fil": "a"}]}', "did you mean `file`?"),
    ],
)
def test_one_that_is_broken_is_refused(project: Project, text: str, said: str) -> None:
    project.write(NAME, text)
    code, shown = project.run("check")
    assert code == 2
    assert said in shown
