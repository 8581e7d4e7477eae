"""What is a deployment of ours, and what only looks like one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from support import run

from flinklint import recognise
from flinklint.manifest import Manifest
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.tree import read

ARTIFACT = "{template: {spec: {artifact: {kind: JAR}}}}"
PLAIN = f"kind: Deployment\napiVersion: v1\nmetadata: {{name: a}}\nspec: {ARTIFACT}\n"


def verdict(text: str, *, unwrap: bool = False) -> str:
    [document] = read(Source("a.yaml", text)).documents
    return recognise.recognise(document.root, unwrap=unwrap).verdict


def manifest(text: str, name: str = "a.yaml", *, unwrap: bool = False) -> Manifest:
    return Manifest(Source(name, text), Settings(unwrap=unwrap))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("kind: Deployment\n", ""),
        PLAIN.replace("apiVersion: v1\n", ""),
        f"spec: {ARTIFACT}",
        f"kind: deployment\nspec: {ARTIFACT}",
        f"kind: Deployment\napiVersion: apps/v1\nspec: {ARTIFACT}",
        "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\n",
        "kind: Deployment\napiVersion: v1\nspec: {}\n",
        "kind: Deployment\nspec: {state: RUNNING}\n",
        "kind: Deployment\napiVersion: v1\nspec: {template: {spec: {parallelism: 2}}}\n",
        "spec: {upgradeStrategy: {kind: NONE}, template: {spec: {parallelism: 2}}}\n",
        "spec: {deploymentTargetName: x, template: {}}\n",
        f"metadata: {{labels: {{a: b}}}}\nspec: {ARTIFACT}",
        "spec: {template: {spec: {artifact: null}}}",
        "{'kind': 'Deployment', \"apiVersion\": \"v1\"}",
        f"x: &x {ARTIFACT}\nspec: *x\n",
        f"x: &x {{spec: {ARTIFACT}}}\n<<: *x\n",
    ],
)
def test_a_deployment_is_told_by_its_shape(text):
    assert verdict(text) == "deployment"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: Deployment\napiVersion: apps/v1\nspec:\n  replicas: 1\n  selector: {}\n"
         "  template: {spec: {containers: []}}\n", "other"),
        ("kind: Deployment\napiVersion: apps/v1\nmetadata: {name: a}\nspec: {replicas: 3}\n", "other"),
        ("kind: Deployment\nspec: {replicas: 3}\n", "other"),
        ("kind: Deployement\napiVersion: v1\nspec: " + ARTIFACT, "deployment"),
        ("kind: Deployement\napiVersion: apps/v1\nspec: " + ARTIFACT, "other"),
        ("kind: Deployement\napiVersion: v1\nspec: {replicas: 3}\n", "other"),
        ("kind: Deployment\nspec: {template: {spec: {containers: [{name: a}]}}}\n", "other"),
        ("kind: Deployment\napiVersion: extensions/v1beta1\nspec: {}\n", "other"),
        ("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec: {}\n", "other"),
        ("apiVersion: flink.apache.org/v1beta1\nkind: FlinkSessionJob\nspec: {}\n", "other"),
        ("apiVersion: flink.apache.org/v1beta1\nkind: Deployment\nspec: " + ARTIFACT, "other"),
        ("kind: SessionCluster\napiVersion: v1\nspec: {flinkVersion: '1.11'}\n", "other"),
        ("kind: DeploymentTarget\napiVersion: v1\nspec: {kubernetes: {}}\n", "other"),
        ("kind: DeploymentDefaults\nspec: " + ARTIFACT, "defaults"),
        ("kind: Service\nspec: {selector: {}}\n", "other"),
        ("kind: List\nitems: []\n", "other"),
        ("kind: Kustomization\nresources: [a.yaml]\n", "other"),
        ("- op: replace\n  path: /spec/replicas\n  value: 3\n", "other"),
        ("spec: {replicas: 3, template: {spec: {containers: []}}}\n", "other"),
        ("spec: {upgradeStrategy: {kind: NONE}, restoreStrategy: {kind: NONE}}\n", "deployment"),
        ("spec: {upgradeStrategy: {kind: NONE}}\n", "other"),
        ("spec: {template: {spec: {parallelism: 2}}}\n", "other"),
        ("metadata: {name: a}\n", "other"),
        ("a: b\n", "other"),
        ("just text\n", "other"),
        ("[]\n", "other"),
        ("{}\n", "other"),
        ("null\n", "empty"),
        ("---\n", "empty"),
        ("kind: VvpDeployment\nspec: {deployment: {spec: " + ARTIFACT + "}}\n", "wrapped"),
        ("kind: VpDeployment\nspec: {spec: " + ARTIFACT + "}\n", "wrapped"),
        ("kind: ComputeFlinkDeployment\nspec: {template: {deployment: {spec: " + ARTIFACT + "}}}\n",
         "wrapped"),
        ("kind: VpDeploymentTarget\nspec: {}\n", "other"),
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_left_alone(text, expected):
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("kind: VvpDeployment\nspec: {deployment: {spec: " + ARTIFACT + "}}\n", "/spec/deployment"),
        ("kind: VpDeployment\nspec: {spec: " + ARTIFACT + "}\n", "/spec"),
        ("kind: ComputeFlinkDeployment\nspec: {template: {deployment: {spec: " + ARTIFACT + "}}}\n",
         "/spec/template/deployment"),
    ],
)  # fmt: skip
def test_a_wrapped_deployment_is_read_when_asked(text, path):
    [document] = read(Source("a.yaml", text)).documents
    found = recognise.recognise(document.root, unwrap=True)
    assert (found.verdict, found.node.pointer) == ("deployment", path)


def test_a_wrapper_without_a_deployment_stays_one():
    assert verdict("kind: VvpDeployment\nspec: {}\n", unwrap=True) == "wrapped"


@pytest.mark.parametrize(
    "text",
    [
        "name: {{ app }}\n" + PLAIN,
        "{{- if .Values.x }}\n" + PLAIN + "{{- end }}\n",
        "{% if x %}\n" + PLAIN + "{% endif %}\n",
        "{# note #}\n" + PLAIN,
        PLAIN.replace("name: a", "name: {{ .Release.Name }}-a"),
        PLAIN + "x: {{ y }}\n",
        "spec:\n  template:\n    spec: {artifact: {kind: {{ kind }} }}\n",
        "items:\n- {{ x }}\n",
    ],
)
def test_a_template_is_passed_over(text):
    found = manifest(text)
    assert not found.is_ours
    assert "template" in found.passed_over
    assert run(text, load(), asked=False).findings == []


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("name: a", 'name: "{{a}}"'),
        PLAIN.replace("name: a", "name: x-{{a}}"),
        PLAIN + "x: '{% x %}'\n",
        PLAIN + "# {{ x }}\n",
    ],
)
def test_a_placeholder_in_a_text_makes_no_template(text):
    assert manifest(text.replace("{name: x-{{a}}}", "\n  name: x-{{a}}")).is_ours


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("spec:\n  upgradeStrategy: {kind: NONE\n  restoreStrategy:\n", True),
        ("kind: Deployment\napiVersion: v1\nmetadata: {name: a\n", True),
        ('{"kind": "Deployment", "apiVersion": "v1",', True),
        ('kind: Deployment\napiVersion: v1\nmetadata: {name: "{{a}}"}\nspec: {a: b: c}\n', True),
        ("spec:\n  artifact: \"x\n  jarUri: y\n", True),
        ("kind: Deployment\nmetadata: {name: a\n", False),
        ("kind: Deployment\napiVersion: apps/v1\nspec: {artifact: , sqlScript: \n", False),
        ("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nflinkConfiguration: {\n"
         "upgradeStrategy: x\n", False),
        ("a: {\n", False),
        ("not: yaml: at all\n", False),
        ("%!PS-Adobe\n", False),
        ("\0\1\2", False),
    ],
)  # fmt: skip
def test_of_broken_files_only_ours_are_reported(text, ours):
    found = manifest(text)
    assert found.tree.problem is not None
    assert found.is_ours is ours
    codes = [finding.code for finding in run(text, load(), asked=False).findings]
    assert bool(codes) is ours
    if not ours:
        assert found.passed_over


def test_json_is_read_as_yaml_is():
    text = json.dumps({"kind": "Deployment", "apiVersion": "v1", "spec": {"template": {}}})
    assert manifest(text, "a.json").is_ours
    assert not manifest('{"kind": "Deployment", "apiVersion": "apps/v1"}', "a.json").is_ours


def test_of_several_documents_each_is_told_by_itself():
    text = (
        f"kind: Service\n---\n{PLAIN}---\n# nothing\n---\nkind: Deployment\napiVersion: apps/v1\n"
    )
    found = manifest(text)
    verdicts = [recognition.verdict for recognition in found.recognitions]
    assert verdicts == ["other", "deployment", "empty", "other"]
    assert [deployment.node.document.index for deployment in found.deployments] == [2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("# a\n", "the file is empty"),
        ("---\n", "the document is empty"),
        ("a\n", "the document is no mapping"),
        ("kind: Service\n", "the kind is Service"),
        ("kind: Service\n---\nkind: Service\n", "the kind is Service"),
        ("kind: Deployment\napiVersion: apps/v1\n", "kind Deployment of apiVersion apps/v1"),
        ("a: b\n", "neither kind Deployment nor spec.template.spec.artifact"),
        ("kind: VpDeployment\n", "a deployment wrapped in the kind VpDeployment (read with --unwrap)"),
        ("a: {\n", "not YAML (line 1: the `{` opened here is never closed), and no sign of a deployment"),
    ],
)  # fmt: skip
def test_the_reason_is_told(text, reason):
    assert manifest(text).passed_over == reason


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = os.environ.get("FLINKLINT_CORPUS", "")
    for path in (Path(folder), Path(folder, "deployments")):
        if folder and (path / "INDEX.jsonl").is_file():
            return path
    pytest.skip("FLINKLINT_CORPUS names no folder with INDEX.jsonl: real files are NOT looked at")


def test_nothing_is_said_of_real_files_that_are_not_ours(corpus):
    lines = (corpus / "INDEX.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    others = [row["file"] for row in rows if row["expected"] == "not ours"]
    assert others
    said = {}
    for name in others:
        outcome = run((corpus / name).read_bytes(), load(), name=name, named=False, asked=False)
        assert not outcome.crashed
        if outcome.findings:
            said[name] = [finding.message for finding in outcome.findings]
    assert said == {}


def test_real_files_that_are_ours_are_recognised(corpus):
    lines = (corpus / "INDEX.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    missed = []
    for row in rows:
        if row["expected"] != "not ours":
            text = (corpus / row["file"]).read_bytes().decode("utf-8", "replace")
            if not manifest(text, row["file"], unwrap=True).is_ours:
                missed.append(row["file"])
    assert missed == []
