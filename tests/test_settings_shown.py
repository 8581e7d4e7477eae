"""`check --exclude`, `--force-exclude`, `--show-files` and `--show-settings`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from in_process import run

from flinklint.settings import find
from flinklint.settings.schema import document

GOOD = (Path(__file__).parent.parent / "examples/sql/orders-by-minute.yaml").read_text("utf-8")
BAD = GOOD.replace("kind: STATEFUL", "kind: STATEFULL")

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A folder with a good file and three bad ones, and `check` run in it."""
    for name in ("old/b.yaml", "old/c.yaml", "jobs/d.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BAD)
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    return lambda *words: run("check", *words)


SETTINGS = 'exclude = ["old/**"]\nignore = "FL404"\n[severity]\n"FL202" = "info"\n'


def read(check: Command, *words: str) -> set[str]:
    return set(
        re.findall(r"^\S+\.yaml(?=:)", check(*words, "--format", "concise")[1], re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("words", "flagged"),
    [
        ([], {"jobs/d.yaml"}),
        (["--exclude", "jobs", "--allow-empty"], set()),
        (["--exclude", "jobs", "--isolated"], {"old/b.yaml", "old/c.yaml"}),
        (["old/b.yaml"], {"old/b.yaml"}),
        (["old"], {"old/b.yaml", "old/c.yaml"}),
        (["old/b.yaml", "jobs/d.yaml", "--force-exclude"], {"jobs/d.yaml"}),
        (["jobs/d.yaml", "--force-exclude", "--exclude", "d.yaml"], set()),
    ],
)
def test_what_is_excluded_is_not_read(check, tmp_path, words, flagged):
    (tmp_path / "flinklint.toml").write_text(SETTINGS)
    assert read(check, *words) == flagged


def test_a_hook_whose_files_are_all_excluded_is_content(check, tmp_path):
    (tmp_path / "flinklint.toml").write_text(SETTINGS)
    assert check("old/b.yaml", "--force-exclude")[0] == 0


def test_a_folder_that_is_all_excluded_does_not_pass_for_checked(check):
    code, _, said = check("--exclude", "*")
    assert (code, said.splitlines()[-1]) == (
        2,
        "no deployment found; --allow-empty accepts that, --show-files says what is read",
    )


@pytest.mark.usefixtures("check")
def test_other_commands_leave_out_the_same(tmp_path):
    (tmp_path / "flinklint.toml").write_text('exclude = ["old", "jobs"]\n')
    assert run("compile", ".")[0] == 0
    assert "flinklint-baseline.json: 0 accepted" in run("baseline", "create", "--exclude", "x")[2]


def test_files_that_would_be_read_are_shown_and_why_others_are_not(check, tmp_path):
    (tmp_path / "flinklint.toml").write_text("\n" + SETTINGS)
    (tmp_path / "x.sql").touch()
    assert check("--show-files", "--exclude", "jobs/d*") == (
        0,
        "a.yaml\n",
        "x.sql: not read: SQL is read where there is a flink-version\n"
        ".git/: not read: a hidden folder\n"
        "jobs/d.yaml: not read: excluded by jobs/d* (--exclude)\n"
        "old/b.yaml: not read: excluded by old/** (flinklint.toml:2)\n"
        "old/c.yaml: not read: excluded by old/** (flinklint.toml:2)\n",
    )
    assert check("--show-files", "old/b.yaml", "--force-exclude")[2].startswith("old/b.yaml: not")
    assert check("--show-files", "x.sql", "--flink-version", "1.20")[1] == "x.sql\n"


WHOLE = """\
flink-version = "1.20"
unwrap = true
ignore = ["FL404", "FL9"]
exclude = "old"
baseline = 'a"\\b'

[severity]
FL202 = "info"
memory-unit = "info"

[rules.FL206]
reading = "literal"

[[policies]]
code = "ACME1"
name = "small"
message = 'so "it" is'
path = "spec.template.spec.parallelism"
max = 1.5
when = [{path = "environment", one-of = ["prod", 1, true]}, {path = "platform", forbid = true}]

[[per-file]]
paths = ["legacy/*"]
ignore = ["FL9"]

[environments]
"dev 2" = {overlays = ["a.yaml"]}

[targets.flink-operator]
runner-image = "flink:1.20"
"""


def test_settings_that_are_shown_can_be_used_again(check, tmp_path):
    (tmp_path / "flinklint.toml").write_text(WHOLE)
    before = find(tmp_path)
    code, printed, said = check("--show-settings")
    assert (code, said) == (0, "")
    (tmp_path / "flinklint.toml").write_text(printed)
    after = find(tmp_path)
    assert replace(after, platform=None, fail_on=None) == before
    assert (after.platform, after.fail_on) == ("auto", "error")


def test_every_setting_is_shown_with_where_it_comes_from(check, tmp_path):
    (tmp_path / "flinklint.toml").write_text(WHOLE)
    printed = check(
        "--show-settings",
        "--ignore",
        "FL1",
        "--env",
        "dev 2",
        "--platform",
        "vvp2",
        "--fail-on",
        "info",
    )[1]
    lines = printed.splitlines()
    assert lines[0] == f"# settings file: {tmp_path.as_posix()}/flinklint.toml"
    for line in (
        'platform = "vvp2"  # --platform',
        'fail-on = "info"  # --fail-on',
        'flink-version = "1.20"  # flinklint.toml:1',
        'ignore = ["FL1", "FL404", "FL9"]  # --ignore and flinklint.toml:3',
        'severity.memory-unit = "info"  # flinklint.toml:9',
        'rules.FL206.reading = "literal"  # flinklint.toml:12',
        'environments."dev 2".overlays = ["a.yaml"]  # flinklint.toml:27',
        'targets.flink-operator.runner-image = "flink:1.20"  # flinklint.toml:30',
        "# defaults is not set",
    ):
        assert line in lines
    shown = {re.split(r"[ .=]", line.removeprefix("# "))[0] for line in lines[1:]}
    assert shown == set(document()["properties"])


def test_without_a_settings_file_the_defaults_are_shown(check):
    assert check("--show-settings")[1].startswith("# settings file: there is none from here up\n")
    assert check("--show-settings", "--isolated")[1].startswith("# settings file: isolated\n")
    assert 'platform = "auto"  # default\n' in check("--show-settings")[1]


def test_the_schema_of_settings_is_printed_for_editors():
    assert json.loads(run("schema", "--settings")[1]) == document()


def test_the_page_on_settings_names_every_key():
    page = (Path(__file__).parent.parent / "docs/settings.md").read_text("utf-8")
    rows = "".join(line for line in page.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([a-z-]+)`", rows)) >= set(document()["properties"])


def test_the_page_on_own_rules_names_every_key_of_a_policy():
    page = (Path(__file__).parent.parent / "docs/own-rules.md").read_text("utf-8")
    rows = " ".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    keys = document()["properties"]["policies"]["items"]["properties"]
    assert set(re.findall(r"`([a-z-]+)(?: = true)?`", rows)) == set(keys)
