"""SQL in files of its own and environments, as a user runs them: places, names, payloads."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flinklint import cli

BASE = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 2
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScriptFile: sql/orders.sql
"""
SQL = """\
CREATE TEMPORARY TABLE orders (id BIGINT) WITH ('connector' = 'datagen');
CREATE TEMPORARY TABLE seen (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO seen SELECT id FROM orders;
"""
SETTINGS = """\
[environments.prod]
overlays = ["envs/prod.yaml", "envs/{stem}.prod.yaml"]
[environments.test]
overlays = ["envs/test.yaml"]
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def places(self) -> list[tuple[str, int, int, str]]:
        """File, line, column and code of each finding of a JSON report."""
        found = json.loads(self.out)["findings"]
        return [(f["file"], f["line"], f["column"], f["code"]) for f in found]

    @property
    def messages(self) -> list[str]:
        return [finding["message"] for finding in json.loads(self.out)["findings"]]


Command = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"job.yaml": BASE, "sql/orders.sql": SQL, "flinklint.toml": SETTINGS})
    write(tmp_path, {"envs/prod.yaml": "", "envs/test.yaml": ""})
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@pytest.fixture
def command(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Command:
    monkeypatch.chdir(project)

    def run(*words: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["flinklint", *words])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return Result(stopped.value.code, shown.out, shown.err)  # type: ignore[arg-type]

    return run


def check(command: Command, *words: str) -> Result:
    return command("check", "--format", "json", "--min-severity", "warning", *words)


# --- SQL in a file of its own --------------------------------------------------------------------


def test_a_fault_in_a_script_file_is_reported_in_that_file(project: Path, command: Command):
    write(project, {"sql/orders.sql": SQL.replace("SELECT id", "SELECT idd")})
    found = check(command, "job.yaml")
    assert found.places == [("sql/orders.sql", 3, 25, "FL619")]
    assert json.loads(found.out)["findings"][0]["path"] == ""


def test_compile_puts_the_file_into_the_payload_as_it_is(project: Path, command: Command):
    text = SQL.replace("FROM orders", "FROM orders -- 订单\t ").replace("\n", "\r\n")
    write(project, {"sql/orders.sql": "\ufeff" + text})
    artifact = json.loads(command("compile", "job.yaml").out)["spec"]["template"]["spec"][
        "artifact"
    ]
    assert artifact == {"kind": "SQLSCRIPT", "flinkVersion": "1.17", "sqlScript": text}


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("../../orders.sql", "FL124", "lies outside of the project"),
        ("/etc/passwd", "FL124", "is no path from the manifest on"),
        ("link.sql", "FL124", "lies outside of the project"),
        ("sql/no.sql", "FL125", "there is no such file"),
        ("sql", "FL125", "it is no regular file"),
        ("fifo.sql", "FL125", "it is no regular file"),
        ("latin.sql", "FL125", "byte 0xe9 is not UTF-8"),
        ("utf16.sql", "FL125", "the file is UTF-16"),
        ("'sql\\orders.sql'", "FL125", "has a backslash"),
    ],
)
def test_a_script_file_that_cannot_be_taken(
    project: Path, command: Command, path: str, code: str, message: str
):
    (project / "link.sql").symlink_to("/etc/hostname")
    os.mkfifo(project / "fifo.sql")
    (project / "latin.sql").write_bytes(b"-- caf\xe9\n")
    (project / "utf16.sql").write_text(SQL, encoding="utf-16")
    write(project, {"job.yaml": BASE.replace("sql/orders.sql", path)})
    found = check(command, "job.yaml")
    assert found.places == [("job.yaml", 12, 24, code)]
    assert message in found.messages[0]
    refused = command("compile", "job.yaml", "-o", "out.json")
    assert refused.code == 1
    assert not (project / "out.json").exists()


def test_a_path_with_a_placeholder_is_let_be(project: Path, command: Command):
    write(project, {"job.yaml": BASE.replace("sql/orders.sql", "${SQL}/orders.sql")})
    assert check(command, "job.yaml").places == []


def test_two_different_scripts_are_refused_and_the_same_one_twice_is_not(
    project: Path, command: Command
):
    inline = "".join(f"          {line}\n" for line in SQL.splitlines())
    write(project, {"job.yaml": BASE + "        sqlScript: |\n" + inline})
    assert check(command, "job.yaml").places == []
    write(project, {"sql/orders.sql": SQL.replace("seen", "sunk")})
    assert check(command, "job.yaml").places == [("job.yaml", 12, 9, "FL120")]


def test_a_script_that_a_deployment_names_is_read_with_its_flink_version(
    project: Path, command: Command
):
    later = SQL + "TRUNCATE TABLE seen;\n"  # a statement of Flink 1.18
    write(project, {"sql/orders.sql": later})
    found = check(command, "--flink-version", "1.20", ".")
    assert {place[0] for place in found.places} == {"sql/orders.sql"}
    assert any("1.18" in message for message in found.messages)


def test_suppressions_work_in_a_script_file(project: Path, command: Command):
    faulty = SQL.replace(
        "SELECT id FROM orders;", "SELECT idd FROM orders; -- flinklint: ignore[FL619]"
    )
    write(project, {"sql/orders.sql": faulty})
    assert check(command, "job.yaml").places == []
    write(project, {"sql/orders.sql": faulty.replace("idd", "id")})
    assert [place[3] for place in check(command, "job.yaml").places] == ["FL010"]


# --- environments --------------------------------------------------------------------------------


def test_a_finding_points_at_the_overlay_and_shows_what_it_replaced(
    project: Path, command: Command
):
    write(project, {"envs/prod.yaml": "spec:\n  template:\n    spec:\n      parallelism: 0\n"})
    found = check(command, "--env", "prod", "job.yaml")
    assert found.places == [("envs/prod.yaml", 4, 20, "FL401")]
    shown = command("check", "--env", "prod", "job.yaml").out
    assert "environment prod" in shown
    assert "job.yaml:8" in shown
    assert "this value is replaced" in shown
    assert check(command, "job.yaml").places == []
    assert check(command, "--env", "test", "job.yaml").places == []


def test_what_holds_in_several_environments_is_said_once_with_their_names(
    project: Path, command: Command
):
    write(project, {"sql/orders.sql": SQL.replace("SELECT id", "SELECT idd")})
    write(project, {"envs/prod.yaml": "spec: {template: {spec: {parallelism: 0}}}"})
    found = check(command, "--all-envs", ".")
    assert [(place[0], place[3]) for place in found.places] == [
        ("sql/orders.sql", "FL619"),
        ("envs/prod.yaml", "FL401"),
    ]
    assert [message.rpartition(" (in ")[2] for message in found.messages] == [
        "prod, test)",
        "prod)",
    ]


def test_an_overlay_of_one_manifest_is_laid_over_that_one(project: Path, command: Command):
    write(project, {"other.yaml": BASE.replace("name: orders", "name: others")})
    write(project, {"envs/job.prod.yaml": "metadata: {labels: {only: job}}"})
    command("compile", "--env", "prod", "job.yaml", "other.yaml", "-o", "out")
    labels = [
        json.loads((project / "out" / name).read_text())["metadata"].get("labels")
        for name in ("orders.json", "others.json")
    ]
    assert labels == [{"only": "job"}, None]


def test_overlays_are_no_deployments_and_are_checked_for_their_form(
    project: Path, command: Command
):
    twice = "spec:\n  maxJobCreationAttempts: 3\n  maxJobCreationAttempts: 4\n"
    write(project, {"envs/prod.yaml": twice})
    assert check(command, ".").places == []
    assert "an overlay" in command("check", "envs/prod.yaml").err
    assert check(command, "--env", "prod", ".").places == [("envs/prod.yaml", 3, 3, "FL002")]
    write(project, {"envs/prod.yaml": "spec: [\n"})
    broken = check(command, "--env", "prod", ".")
    assert [place[::3] for place in broken.places] == [("envs/prod.yaml", "FL001")]
    assert command("compile", "--env", "prod", "job.yaml").code == 1


def test_suppressions_work_in_an_overlay(project: Path, command: Command):
    text = "spec: {template: {spec: {parallelism: 0}}}  # flinklint: ignore[FL401]\n"
    write(project, {"envs/prod.yaml": text})
    assert check(command, "--all-envs", ".").places == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--env", "prd"], "did you mean `prod`?"),
        (["--overlay", "no.yaml"], "there is no overlay no.yaml"),
        (["--overlay", "/etc/hostname"], "lies outside of the project (FL124)"),
        (["--overlay", "list.yaml"], "an overlay is a mapping"),
        (["--overlay", "two.yaml"], "an overlay is one document, not 2"),
        (["--set", "parallelism"], "write PATH=VALUE"),
        (["--set", "spec.state={"], "the value is no YAML"),
    ],
)
def test_what_cannot_be_laid_over_ends_the_run(
    project: Path, command: Command, words: list[str], message: str
):
    write(project, {"list.yaml": "- 1\n", "two.yaml": "a: 1\n---\nb: 1\n"})
    for name in ("check", "compile"):
        refused = command(name, *words, "job.yaml")
        assert (refused.code, refused.out) == (2, "")
        assert message in refused.err


def test_an_overlay_that_the_settings_name_must_be_there(project: Path, command: Command):
    (project / "envs" / "test.yaml").unlink()
    refused = command("check", "--all-envs", "job.yaml")
    assert refused.code == 2
    assert "flinklint.toml:4: there is no overlay envs/test.yaml" in refused.err


def test_values_of_the_command_line_are_strongest(project: Path, command: Command):
    write(project, {"envs/prod.yaml": "spec: {template: {spec: {parallelism: 4}}}"})
    write(project, {"more.yaml": "spec: {template: {spec: {parallelism: 5}}, state: RUNNING}"})
    options = "spec.template.spec.flinkConfiguration"
    result = command(
        "compile", "job.yaml", "--env", "prod", "--overlay", "more.yaml",
        "--set", "/spec/template/spec/parallelism=6", "--set", "spec.state=null",
        "--set", f"{options}.state.backend=rocksdb", "--set", f"{options}.a.b=1.10",
    )  # fmt: skip
    spec = json.loads(result.out)["spec"]
    assert spec["template"]["spec"]["parallelism"] == 6
    assert spec["template"]["spec"]["flinkConfiguration"] == {
        "state.backend": "rocksdb",
        "a.b": "1.10",
    }
    assert "state" not in spec
    found = check(command, "job.yaml", "--set", "spec.template.spec.parallelism=x")
    assert found.places == [("--set spec.template.spec.parallelism", 1, 1, "FL102")]


def test_every_environment_is_compiled_into_its_folder(project: Path, command: Command):
    write(project, {"envs/prod.yaml": "spec: {template: {spec: {parallelism: 4}}}"})
    assert command("compile", "--all-envs", "job.yaml").code == 2
    assert command("compile", "--all-envs", "job.yaml", "-o", "out").code == 0
    spread = {
        str(path.relative_to(project)): json.loads(path.read_text())["spec"]["template"]["spec"]
        for path in sorted((project / "out").rglob("*.json"))
    }
    assert {name: spec["parallelism"] for name, spec in spread.items()} == {
        "out/prod/orders.json": 4,
        "out/test/orders.json": 2,
    }


def test_a_link_in_the_output_folder_leads_nowhere_else(project: Path, command: Command):
    (project / "elsewhere").mkdir()
    (project / "out").mkdir()
    (project / "out" / "orders.json").symlink_to(project / "elsewhere" / "x.json")
    refused = command("compile", "job.yaml", "-o", "out")
    assert refused.code == 2
    assert "(FL124)" in refused.err
    assert not (project / "elsewhere" / "x.json").exists()


def test_provenance_names_the_place_of_every_value(project: Path, command: Command):
    write(project, {"envs/prod.yaml": "spec:\n  template:\n    spec: {parallelism: 4}\n"})
    command("compile", "--env", "prod", "job.yaml", "--provenance", "map.json", "-o", "out.json")
    places = json.loads((project / "map.json").read_text())["payloads"]["orders.json"]
    told = {path: (place["file"], place["line"]) for path, place in places.items()}
    spec = "/spec/template/spec"
    assert told == {
        "/kind": ("job.yaml", 1),
        "/apiVersion": ("job.yaml", 2),
        "/metadata/name": ("job.yaml", 3),
        "/spec/deploymentTargetName": ("job.yaml", 5),
        f"{spec}/parallelism": ("envs/prod.yaml", 3),
        f"{spec}/artifact/kind": ("job.yaml", 10),
        f"{spec}/artifact/flinkVersion": ("job.yaml", 11),
        f"{spec}/artifact/sqlScript": ("sql/orders.sql", 1),
    }


def test_the_digest_changes_with_any_source_and_only_then(project: Path, command: Command):
    def digest(*words: str) -> str:
        body = json.loads(command("compile", "--digest", "--env", "prod", *words, "job.yaml").out)
        [value] = body["metadata"]["annotations"].values()
        assert isinstance(value, str)
        return value

    first = digest()
    assert first == digest()
    write(project, {"envs/prod.yaml": "spec: {state: RUNNING}"})
    second = digest()
    write(project, {"sql/orders.sql": SQL + "-- more\n"})
    assert len({first, second, digest(), digest("--set", "spec.state=SUSPENDED")}) == 4


def test_secrets_that_an_overlay_replaces_are_not_shown(project: Path, command: Command):
    token = "ab12cd34ef56ab12"
    spec = "spec: {template: {spec: {flinkConfiguration: {s3.secret-key: '%s', parallelism.default: %s}}}}"
    write(
        project,
        {
            "base.yaml": BASE
            + "      flinkConfiguration: {s3.secret-key: "
            + token
            + ", parallelism.default: 2}\n"
        },
    )
    write(project, {"envs/prod.yaml": spec % ("${KEY}", "0x")})
    for form in ("text", "json", "sarif"):
        shown = command("check", "--env", "prod", "base.yaml", "--format", form)
        assert token not in shown.out + shown.err


def test_a_baseline_takes_what_is_found_in_environments(project: Path, command: Command):
    write(project, {"envs/prod.yaml": "spec: {template: {spec: {parallelism: 0}}}"})
    assert command("baseline", "create", "--baseline", "known.json", "--all-envs").code == 0
    assert check(command, "--all-envs", "--baseline", "known.json", ".").places == []
    write(project, {"envs/test.yaml": "spec: {template: {spec: {parallelism: 0}}}"})
    found = check(command, "--all-envs", "--baseline", "known.json", ".")
    assert [place[0] for place in found.places] == ["envs/test.yaml"]
