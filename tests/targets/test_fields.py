"""Every field of a deployment is carried or said to be lost, in every target."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets.translating import OPERATOR, SCHEMA_ORDER, at, findings, job, translated

from flinklint.request import ACTIONS
from flinklint.schema import Shape, shape
from flinklint.source import Source
from flinklint.targets import TARGETS, facts
from flinklint.targets.target import Translation
from flinklint.tree import read

T = "spec.template.spec"
A = f"{T}.artifact"
PLAIN = {**OPERATOR, "runner-args": ["--script", "{script}"]}
MAPS = ("labels", "annotations", "flinkConfiguration", "log4jLoggers", "nodeSelector")
IMPLIED = {
    # said by the call itself, or by another field beside it
    "alibaba-2020-05-01": {"apiVersion", "kind"},
    "alibaba-2022-07-18": {"apiVersion", "kind", "metadata.namespace", f"{A}.flinkVersion"},
    "flink-operator": {"apiVersion", "kind", f"{A}.imageUserDefined"},
}


@dataclass(frozen=True)
class Field:
    """A field that can be written, and a value that is found again."""

    path: tuple[str, ...]
    value: Any
    kinds: tuple[str, ...]

    @property
    def name(self) -> str:
        return ".".join(self.path)


def fields(place: Shape, path: tuple[str, ...] = ()) -> Iterator[Field]:
    if place.server_managed:
        return
    known = {name: place.child(name) for name in place.fields}
    if path and path[-1] in MAPS:
        yield Field((*path, "a.b"), VALUES.get(path[-1], "value-of-a-map"), ())
    elif known:
        for name, below in known.items():
            if below is not None:
                yield from fields(below, (*path, name))
    else:
        yield Field(path, value_of(place, path), place.kinds)


VALUES: dict[str, Any] = {
    "log4jLoggers": "DEBUG",
    "kind": None,
    "memory": "3Gi",
    "flinkVersion": "1.17",
    "flinkImageTag": "1.17-vvr-8.0.11",
    "versionName": "vvr-8.0.11-flink-1.17",
    "state": "SUSPENDED",
    "tolerations": [{"key": "value-of-tolerations"}],
    "imagePullSecrets": [{"name": "value-of-secret"}],
    "envVars": [{"name": "A", "value": "value-of-variable"}],
    "volumeMounts": [{"name": "m", "volume": {"emptyDir": {}}, "volumeMount": {"mountPath": "/m"}}],
    "additionalPythonLibraries": ["value-of-libraries"],
    "additionalPythonArchives": ["value-of-archives"],
    "additionalDependencies": ["value-of-dependencies"],
    "loggingProfile": "value-of-profile",
    "affinity": {
        "podAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "value-of-affinity"}]
        }
    },
    "securityContext": {"fsGroup": 4711},
    "jobManagerPodTemplate": {"spec": {"hostname": "value-of-jm"}},
    "taskManagerPodTemplate": {"spec": {"hostname": "value-of-tm"}},
    "jobmanager": {},
}


def value_of(place: Shape, path: tuple[str, ...]) -> Any:
    name = path[-1]
    if VALUES.get(name) is not None:
        return VALUES[name]
    if name == "kind":
        return {"upgradeStrategy": "STATELESS", "restoreStrategy": "LATEST_STATE"}.get(
            path[-2] if len(path) > 1 else ""
        )
    types = place.types
    if "string" in types:
        return place.enum[0] if place.enum else f"value-of-{name}"
    if "integer" in types:
        return 77
    if "number" in types:
        return 1.25
    if "boolean" in types:
        return True
    raise AssertionError(f"no value for {'.'.join(path)}")


FIELDS = [field for field in fields(shape()) if field.value is not None]
SINGLE = [
    field
    for field in FIELDS
    if field.name not in ("metadata.name", "spec.deploymentTargetName", f"{A}.sqlScriptFile")
]


def test_the_fields_are_those_of_the_schema() -> None:
    names = {field.name for field in FIELDS}
    assert len(names) > 50
    assert {f"{T}.kubernetes.pods.affinity", f"{T}.flinkConfiguration.a.b"} <= names


def written(chosen: list[Field]) -> str:
    kinds = {kind for field in chosen for kind in field.kinds}
    kind = next(iter(sorted(kinds)), "JAR")
    tree: dict[str, Any] = json.loads(BASE)
    tree["spec"]["template"]["spec"]["artifact"]["kind"] = kind
    for field in chosen:
        if field.kinds and kind not in field.kinds:
            continue
        place = tree
        for step in field.path[:-1]:
            place = place.setdefault(step, {})
        place[field.path[-1]] = field.value
    return json.dumps(tree)


BASE = json.dumps(
    {
        "kind": "Deployment",
        "apiVersion": "v1",
        "metadata": {"name": "orders"},
        "spec": {
            "deploymentTargetName": "default-queue",
            "template": {
                "spec": {"artifact": {"flinkVersion": "1.17", "flinkImageTag": "1.17-vvr-8.0.11"}}
            },
        },
    }
)


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for below in value.values():
            yield from leaves(below)
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below)
    else:
        yield value


def accounted(found: Translation, target: str, field: Field) -> bool:
    if field.name in IMPLIED.get(target, ()) or field.name.startswith("status"):
        return True
    for loss in found.losses:
        if loss.field == field.name or field.name.startswith(loss.field + "."):
            return True
    text = json.dumps([found.body, found.start])
    return all(carried(leaf, text, target) for leaf in leaves(field.value))


def carried(leaf: Any, text: str, target: str) -> bool:
    if target == "flink-operator":
        leaf = (
            {
                "3Gi": "3072m",
                "STATELESS": "last-state",
                "LATEST_STATE": "last-state",
                "SUSPENDED": "suspended",
                "1.17": "v1_17",
            }.get(leaf, leaf)
            if isinstance(leaf, str)
            else leaf
        )
    if target == "alibaba-2022-07-18" and leaf == "1.17-vvr-8.0.11":
        leaf = "vvr-8.0.11-flink-1.17"
    shown = leaf if isinstance(leaf, str) else json.dumps(leaf)
    return shown in text


@pytest.mark.parametrize("target", SCHEMA_ORDER)
@pytest.mark.parametrize("field", SINGLE, ids=lambda field: field.name)
def test_each_field_alone_is_carried_or_lost(field: Field, target: str) -> None:
    options = PLAIN if target == "flink-operator" else {}
    found = translated(written([field]), target, target_options=options)
    if field.name == f"{T}.batchMode":
        assert "BATCH" in json.dumps(found.body) or target in SCHEMA_ORDER[:2]
        return
    assert accounted(found, target, field), json.dumps(found.body, indent=1)


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=25),
    st.sampled_from(SCHEMA_ORDER),
)
def test_fields_together_are_carried_or_lost(chosen: list[Field], target: str) -> None:
    text = written(chosen)
    options = PLAIN if target == "flink-operator" else {}
    found = translated(text, target, target_options=options)
    tree = json.loads(text)
    in_session = "sessionClusterName" in tree["spec"]
    for field in chosen:
        there = at(tree, ".".join(field.path[:-1])) or {}
        if there.get(field.path[-1]) != field.value:
            continue
        if in_session and field.name.startswith(SESSIONS_OWN):
            continue
        if field.name in TOGETHER:
            continue
        assert accounted(found, target, field), (field.name, json.dumps(found.body, indent=1))


SESSIONS_OWN = (
    f"{T}.numberOfTaskManagers", f"{T}.resources", f"{T}.logging", f"{T}.kubernetes",
)  # fmt: skip
TOGETHER = {
    "spec.upgradeStrategy.kind", "spec.restoreStrategy.kind", "spec.state", f"{T}.batchMode",
    f"{A}.flinkVersion", f"{A}.versionName", f"{A}.flinkImageTag", f"{A}.flinkImageRegistry",
    f"{A}.flinkImageRepository", "spec.deploymentTargetId", "spec.sessionClusterName",
}  # fmt: skip
"""What one field says of another: looked at by tests of their own."""


@pytest.mark.parametrize("target", SCHEMA_ORDER)
def test_the_facts_name_fields_that_are_there_and_where_they_are_from(target: str) -> None:
    table = facts.of(target)
    names = {field.name for field in FIELDS}
    for row in table["losses"]:
        assert any(name == row["field"] or name.startswith(row["field"] + ".") for name in names), (
            row
        )
        assert row["source"]
        assert row["says"][0].islower() or row["says"].startswith(("it ", "Kubernetes"))
    assert table["source"]


def test_nothing_is_said_of_a_field_that_is_null_or_empty() -> None:
    text = job(
        "kubernetes: {pods: {envVars: [], labels: {}, affinity: ~}, labels: ~}",
        spec="jobFailureExpirationTime: ~",
    )
    for target in SCHEMA_ORDER[2:]:
        found = translated(
            text, target, target_options={"namespace": "flink", "image": "f:1"} | OPERATOR
        )
        assert [loss.field for loss in found.losses] == [], target


DEFAULTS = """\
kind: DeploymentDefaults
apiVersion: v1
spec:
  restoreStrategy: {kind: LATEST_SAVEPOINT}
  upgradeStrategy: {kind: STATELESS}
  template:
    spec:
      parallelism: 3
      flinkConfiguration: {state.backend: rocksdb, a: b}
"""


def test_defaults_of_the_platform_are_applied_or_lost_where_they_stand() -> None:
    documents = (read(Source("defaults.yaml", DEFAULTS)).documents[0],)
    text = job("flinkConfiguration: {a: c}")
    found = {
        target: translated(
            text, target, defaults=documents, target_options={"namespace": "n", **PLAIN}
        )
        for target in SCHEMA_ORDER
    }
    lost = {
        target: {
            loss.field: loss.node.source.name
            for loss in one.losses
            if "defaults" in loss.node.source.name
        }
        for target, one in found.items()
    }
    options = f"{T}.flinkConfiguration.state.backend"
    assert all(
        loss.changes_job
        for one in found.values()
        for loss in one.losses
        if "defaults" in loss.node.source.name
    )
    assert lost["v1"] == lost["alibaba-2020-05-01"] == {}
    assert set(lost["alibaba-2022-07-18"]) == {
        options,
        f"{T}.parallelism",
        "spec.upgradeStrategy.kind",
    }
    assert set(lost["flink-operator"]) == {options, "spec.upgradeStrategy.kind"}
    assert found["alibaba-2022-07-18"].start is not None
    assert at(found["alibaba-2022-07-18"].start, "restoreStrategy.kind") == "LATEST_SAVEPOINT"
    assert at(found["flink-operator"].body, "spec.job.parallelism") == 3


HEAD = "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\n"
ODD = [
    "kind: Deployment\napiVersion: v1\nmetadata: [a]\nspec: 3\n",
    "kind: Deployment\napiVersion: v1\nmetadata: {name: [a], labels: 3, annotations: []}\nspec: {template: {spec: {artifact: {kind: JAR}}}}\n",
    HEAD + "spec: {state: [], upgradeStrategy: [], restoreStrategy: {kind: {a: b}}, template: {spec: {artifact: [1]}}}\n",
    HEAD + "spec: {template: {spec: {artifact: {kind: JAR, mainArgs: [a], jarUri: {a: b}, flinkVersion: {}, additionalDependencies: x}}}}\n",
    HEAD + "spec: {template: {spec: {artifact: {kind: PYTHON, additionalPythonLibraries: x, pythonArtifactUri: [3]}}}}\n",
    HEAD + "spec: {template: {spec: {artifact: {kind: SQLSCRIPT, sqlScript: [a]}, resources: {jobmanager: {cpu: [1], memory: [2]}}}}}\n",
    HEAD + "spec: {template: {spec: {parallelism: x, numberOfTaskManagers: [], logging: {log4jLoggers: [a], loggingProfile: []}}}}\n",
    HEAD + "spec: {template: {spec: {kubernetes: {pods: {envVars: [1, {a: b}], volumeMounts: [x, {name: 3, volume: 4, volumeMount: []}]}}}}}\n",
    HEAD + "spec: {template: {spec: {kubernetes: {pods: [], jobManagerPodTemplate: {spec: {containers: [1, {}]}}}}}}\n",
]  # fmt: skip


@pytest.mark.parametrize("target", SCHEMA_ORDER)
@pytest.mark.parametrize("text", ODD)
def test_what_has_no_form_is_translated_without_a_fault(text: str, target: str) -> None:
    findings(text, target)  # which asserts that no rule crashed
    found = translated(text, target, target_options=PLAIN)
    for action in ACTIONS:
        TARGETS[target].request(found, action, None).to_json()
