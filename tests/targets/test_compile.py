"""`flinklint compile --target`: what is printed and written, and what is not."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from targets.translating import job, script

from flinklint.cli import main
from flinklint.cli.table import REQUESTS
from flinklint.cli.table import TARGETS as LISTED
from flinklint.request import ACTIONS
from flinklint.targets import TARGETS

A22 = "alibaba-2022-07-18"
LOSSY = job("kubernetes: {pods: {nodeSelector: {disk: ssd}}}", spec="restoreStrategy: {kind: NONE}")
CLEAN = job("resources: {taskmanager: {cpu: 1, memory: 2Gi}}", spec="restoreStrategy: {kind: NONE}")


@pytest.fixture
def compile_(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Any:
    """Run the command in a folder with files; gives exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def run(files: dict[str, str], *words: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["flinklint", "compile", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_the_options_name_the_targets_and_requests_that_there_are() -> None:
    assert tuple(TARGETS) == LISTED
    assert ACTIONS == REQUESTS


def test_standard_output_is_the_body_alone(compile_: Any) -> None:
    code, out, err = compile_({"a.yaml": CLEAN}, "a.yaml", "--target", A22)
    assert code == 0
    assert list(json.loads(out)) == [
        "name", "engineVersion", "executionMode", "deploymentTarget", "artifact", "streamingResourceSetting",
    ]  # fmt: skip
    assert "a.yaml:5: spec.restoreStrategy is in the start parameters: --request start" in err


def test_the_default_is_the_v1_payload(compile_: Any) -> None:
    assert (
        compile_({"a.yaml": CLEAN}, "a.yaml")[1]
        == compile_({}, "a.yaml", "--target", "v1")[1]
        != compile_({}, "a.yaml", "--target", A22)[1]
    )


def test_a_folder_has_the_start_parameters_too(compile_: Any, tmp_path: Path) -> None:
    code, out, err = compile_({"a.yaml": CLEAN}, "a.yaml", "--target", A22, "-o", "out/")
    assert (code, out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "orders.json", "orders.start.json",
    ]  # fmt: skip
    assert json.loads((tmp_path / "out" / "orders.start.json").read_text()) == {
        "deploymentId": "${DEPLOYMENT_ID}", "restoreStrategy": {"kind": "NONE"},
    }  # fmt: skip
    assert "start parameters" not in err
    assert compile_({}, "a.yaml", "--target", A22, "--check", "out")[0] == 0
    (tmp_path / "out" / "orders.start.json").unlink()
    assert compile_({}, "a.yaml", "--target", A22, "--check", "out")[0] == 1


@pytest.mark.parametrize("output", ["out.json", "out/"])
def test_a_loss_writes_nothing_and_leaves_what_is_there(
    compile_: Any, tmp_path: Path, output: str
) -> None:
    (tmp_path / "out").mkdir()
    for name in ("out.json", "out/orders.json"):
        (tmp_path / name).write_text("before")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = compile_({}, "a.yaml", "--target", A22, "-o", output)
    assert code == 2
    code, out, err = compile_({"a.yaml": LOSSY}, "a.yaml", "--target", A22, "-o", output)
    assert (code, out) == (1, "")
    assert "error[FL130 lossy-target-field]" in err
    assert "nothing written" in err
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "a.yaml"])
    assert {(tmp_path / name).read_text() for name in ("out.json", "out/orders.json")} == {"before"}


@pytest.mark.parametrize(
    "words",
    [
        ("--allow-lossy", "kubernetes"),
        ("--allow-lossy", "spec.template.spec.kubernetes.pods.nodeSelector"),
        ("--allow-lossy", "spec.state,all"),
        ("--allow-lossy", "spec.state", "--allow-lossy", "nodeSelector"),
    ],
)
def test_an_accepted_loss_is_told_and_written(compile_: Any, words: tuple[str, ...]) -> None:
    code, out, err = compile_({"a.yaml": LOSSY}, "a.yaml", "--target", A22, *words)
    assert code == 0
    assert json.loads(out)["name"] == "orders"
    assert "FL130" not in err
    field = "spec.template.spec.kubernetes.pods.nodeSelector"
    assert f"a.yaml:10: {field} is lost in {A22}, as allowed" in err


def test_settings_accept_losses_and_say_what_a_target_needs(compile_: Any) -> None:
    settings = (
        f'[targets.{A22}]\nallow-lossy = ["nodeSelector"]\ndeployment-target = "q"\n'
        'workspace = "w"\nnamespace = "n"\n'
    )
    files = {"a.yaml": LOSSY, "flinklint.toml": settings}
    code, out, _ = compile_(files, "a.yaml", "--target", A22, "--request", "create")
    made = json.loads(out)
    assert code == 0
    assert made["body"]["deploymentTarget"]["name"] == "q"
    assert (made["path"], made["headers"]["workspace"]) == ("/api/v2/namespaces/n/deployments", "w")
    assert compile_({}, "a.yaml", "--target", "alibaba-2020-05-01")[0] == 1


@pytest.mark.parametrize(
    "settings",
    [
        '[severity]\nFL130 = "info"\nFL131 = "info"\n',
        '[severity]\nlossy-target-field = "info"\ntarget-refuses = "info"\n',
        'ignore = ["FL13"]\n',
        'select = ["FL2"]\n',
        '[[per-file]]\npaths = ["*.yaml"]\nignore = ["FL130", "FL131"]\n',
    ],
)
@pytest.mark.parametrize(
    ("text", "code"),
    [(LOSSY, "FL130"), (LOSSY.replace("1.17", "1.16").replace("flinkImageTag", "x"), "FL131")],
)
def test_nothing_else_lifts_a_loss_or_a_refusal(
    compile_: Any, settings: str, text: str, code: str
) -> None:
    marked = (
        text.replace("nodeSelector", "nodeSelector", 1)
        + "# flinklint: ignore-file[FL130,FL131] x\n"
    )
    files = {"flinklint.toml": settings, "a.yaml": marked}
    found = compile_(files, "a.yaml", "--target", A22)
    assert found[:2] == (1, "")
    assert f"error[{code} " in found[2]


def test_a_version_that_the_target_does_not_have_is_not_accepted(compile_: Any) -> None:
    text = job(
        artifact="{kind: JAR, jarUri: 'oss://b/a.jar', flinkVersion: '1.11', flinkImageTag: 1.11.2-vvr-2.1.1}"
    )
    words = ("a.yaml", "--target", "flink-operator", "--allow-lossy", "all")
    code, out, err = compile_({"a.yaml": text}, *words)
    assert (code, out) == (1, "")
    assert "error[FL131 target-refuses]: flink-operator has no Flink 1.11" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--allow-lossy", "kubernets"), "`kubernets` is no field of a deployment; did you mean `kubernetes`?"),
        (("--request", "create", "--format", "yaml"), "a request is written as JSON"),
        (("--request", "create", "--base", "b.json"), "--base goes with --request update"),
        (("--base", "b.json"), "--base goes with --request update"),
        (("--provenance", "p.json"), "--provenance maps payloads of the target v1 only"),
        (("--digest",), f"{A22} has no annotations"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    compile_: Any, words: tuple[str, ...], said: str
) -> None:
    code, out, err = compile_({"a.yaml": CLEAN, "b.json": "{}"}, "a.yaml", "--target", A22, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_a_resource_of_kubernetes_can_be_yaml(compile_: Any) -> None:
    text = job(
        "flinkConfiguration: {a: off, b: 010, c: 1:30, d: 1.10}",
        artifact="{kind: JAR, jarUri: 'local:///a.jar', flinkVersion: '1.17'}",
        spec="upgradeStrategy: {kind: STATELESS}\n  restoreStrategy: {kind: NONE}",
    )
    words = ("a.yaml", "--target", "flink-operator")
    as_json = json.loads(compile_({"a.yaml": text}, *words)[1])
    as_yaml = compile_({}, *words, "--format", "yaml")[1]
    assert YAML(typ="safe", pure=True).load(as_yaml) == as_json
    for version in ((1, 1), (1, 2)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(as_yaml) == as_json


def test_an_update_after_a_base_holds_what_changed(compile_: Any) -> None:
    files = {"a.yaml": CLEAN, "before.yaml": CLEAN.replace("2Gi", "4Gi")}
    words = ("a.yaml", "--request", "update", "--base", "before.yaml")
    code, out, _ = compile_(files, *words)
    assert code == 0
    assert json.loads(out)["body"] == {
        "spec": {"template": {"spec": {"resources": {"taskmanager": {"memory": "2Gi"}}}}}
    }
    assert compile_({"before.yaml": "["}, *words)[0] == 2
    assert compile_({"before.yaml": ""}, *words)[0] == 2


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("action", ACTIONS)
def test_requests_of_a_folder_have_files_of_their_own(
    compile_: Any, tmp_path: Path, target: str, action: str
) -> None:
    text = job(
        artifact="{kind: JAR, jarUri: 'local:///a.jar', flinkVersion: '1.17', flinkImageTag: 1.17-vvr-8.0.11}"
    )
    words = ("--target", target, "--request", action, "--allow-lossy", "all", "-o", "out/")
    code, _, err = compile_(
        {"a.yaml": text, "b.yaml": text.replace("orders", "clicks")}, "a.yaml", "b.yaml", *words
    )
    assert code == 0, err
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"clicks.{action}-request.json", f"orders.{action}-request.json"]
    made = json.loads((tmp_path / "out" / names[1]).read_text())
    assert list(made) == ["method", "path", "headers", "body"]


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_input_gives_the_same_bytes(compile_: Any, target: str) -> None:
    files = {"a.yaml": script("SELECT 1").replace("deploymentTargetName: default-queue", "state: RUNNING"),
             "flinklint.toml": '[targets.flink-operator]\nrunner-image = "i"\nrunner-jar = "local:///a.jar"\n'}  # fmt: skip
    words = ("a.yaml", "--target", target, "--allow-lossy", "all", "--select", "FL130")
    first = compile_(files, *words)
    assert first[0] == 0, first
    assert compile_({}, *words) == first


def test_overlaid_values_are_found_where_they_were_written(compile_: Any) -> None:
    overlay = "spec:\n  template:\n    spec:\n      kubernetes: {pods: {nodeSelector: {a: b}}}\n"
    words = ("a.yaml", "--target", A22, "--overlay", "prod.yaml")
    code, _, err = compile_({"a.yaml": CLEAN, "prod.yaml": overlay}, *words)
    assert code == 1
    assert "prod.yaml:4:27" in err


def test_what_holds_in_several_environments_is_told_once(compile_: Any) -> None:
    settings = '[environments.a]\noverlays = ["o.yaml"]\n[environments.b]\noverlays = ["o.yaml"]\n'
    files = {"a.yaml": LOSSY, "o.yaml": "spec: {state: CANCELLED}\n", "flinklint.toml": settings}
    words = ("a.yaml", "--target", A22, "--all-envs", "--allow-lossy", "all", "-o", "out/")
    code, _, err = compile_(files, *words)
    assert code == 0
    assert err.count("nodeSelector is lost") == 1


def test_a_wrapped_deployment_is_compiled_like_a_bare_one(compile_: Any) -> None:
    inner = "".join(f"  {line}\n" for line in CLEAN.splitlines()[2:])
    wrapped = f"kind: VpDeployment\nspec:\n{inner}"
    bare = compile_({"a.yaml": CLEAN}, "a.yaml", "--target", A22)
    code, out, err = compile_({"b.yaml": wrapped}, "b.yaml", "--unwrap", "--target", A22)
    assert (code, out) == (0, bare[1])
    assert "b.yaml:5: spec.restoreStrategy is in the start parameters" in err
