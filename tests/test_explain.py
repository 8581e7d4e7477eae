"""`flinklint explain`: every name that is known is told of, in each form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from in_process import run

from flinklint.rule import load


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("FL206", ["FL206 stateful-restore-none (error)\n\n", "## Why\n", "\n\nSource: "]),
        ("stateful-restore-none", ["FL206 stateful-restore-none (error)\n\n"]),
        ("execution.checkpointing.interval",
         ["option execution.checkpointing.interval\n\n", "- Type: Duration\n"]),
        ("akka.ask.timeout", ["- Deprecated since Flink 1.18; write pekko.ask.timeout instead\n"]),
        ("kafka", ["connector kafka\n\n", "- properties.bootstrap.servers: String, required\n"]),
        ("json", ["format json\n\n", "- ignore-parse-errors: Boolean, default false\n"]),
        ("scan.startup.mode", ["connector option kafka scan.startup.mode\n", "- Values: earliest"]),
        ("parallelism", ["field spec.template.spec.parallelism: Parallelism\n\n", "Type: integer"]),
        ("spec.state", ["field spec.state: ", "- Values: RUNNING, SUSPENDED, CANCELLED\n"]),
    ],
)  # fmt: skip
def test_what_is_known_of_a_name_is_printed(name: str, said: list[str]) -> None:
    code, out, error = run("explain", name)
    assert (code, error) == (0, "")
    assert [part for part in said if part not in out] == []
    assert out.startswith(said[0].split("\n")[0]) or name == "akka.ask.timeout" or " option " in out


@pytest.mark.parametrize("name", ["FL401", "kafka", "spec.state", "scan.startup.mode"])
def test_each_form_says_the_same(name: str) -> None:
    report = json.loads(run("explain", name, "--format", "json")[1])
    markdown = run("explain", name, "--format", "markdown")[1]
    assert report["version"] == "1"
    assert report["found"]
    for found in report["found"]:
        assert {"kind", "name", "text"} <= found.keys()
        assert f"# {found['name']}" in markdown
        assert found["text"] in markdown
    assert run("explain", name)[1] == run("explain", name, "--format", "text")[1]


def test_of_a_rule_json_says_what_a_program_asks() -> None:
    [rule] = [rule for rule in load() if rule.code == "FL206"]
    [found] = json.loads(run("explain", "fl206", "--format", "json")[1])["found"]
    assert found == {
        "kind": "rule", "name": "FL206 stateful-restore-none", "code": "FL206",
        "rule": "stateful-restore-none", "severity": "error", "enabled": True,
        "source": rule.source, "url": rule.url, "text": f"{rule.doc}\n\nSource: {rule.source}",
    }  # fmt: skip


def test_every_rule_has_its_page() -> None:
    for rule in load():
        assert run("explain", rule.code)[0] == 0


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("FL2066", "FL206"),
        ("kafak", "kafka"),
        ("jsn", "json"),
        ("paralelism", "parallelism"),
        ("execution.checkpointing.intervall", "execution.checkpointing.interval"),
        ("nothing-of-the-kind", None),
    ],
)
def test_of_a_name_that_is_not_known_the_nearest_is_named(name: str, near: str | None) -> None:
    code, out, said = run("explain", name)
    assert (code, out) == (2, "")
    hint = f"; did you mean `{near}`?" if near else ""
    assert said.endswith(f"connector, format or field of a deployment{hint}\n")
