"""The API of 2020-05-01: the text of `paramsJson`, and the requests of that era's SDK."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets.answering import platform
from targets.test_fields import SINGLE, Field, written
from targets.translating import at, body, findings, job, losses, script, translated
from targets.vendor import send_old

from flinklint.targets import TARGETS

NAME = "alibaba-2020-05-01"
T = "spec.template.spec"
V1 = job().replace("deploymentTargetName: default-queue", "deploymentTargetId: 4f1c")


def test_the_deployment_is_there_without_what_the_call_says() -> None:
    found = body(V1, NAME)
    assert list(found) == ["metadata", "spec"]
    whole = body(V1, "v1")
    assert found == {"metadata": whole["metadata"], "spec": whole["spec"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (V1, {}),
        (job(), {"spec.deploymentTargetName": "error"}),
        (job().replace("default-queue", "~"), {}),
        (V1.replace("  template:", "  jobFailureExpirationTime: 0\n  template:", 1), {"spec.jobFailureExpirationTime": "warning"}),
        (V1 + "      kubernetes: {labels: {a: b}, pods: {labels: {c: d}}}\n", {f"{T}.kubernetes.labels": "warning"}),
    ],
    ids=lambda value: str(value)[-60:],
)  # fmt: skip
def test_what_came_later_is_lost(text: str, expected: dict[str, str]) -> None:
    assert losses(text, NAME) == expected
    found = body(text, NAME)
    assert all(at(found, field) is None for field in expected)


def test_a_flink_that_there_is_no_engine_of_is_refused() -> None:
    text = V1.replace('flinkVersion: "1.17", flinkImageTag: 1.17-vvr-8.0.11', "flinkVersion: 1.14")
    [finding] = findings(text, NAME, allow_lossy=("all",))
    assert (finding.code, finding.message) == ("FL131", f"{NAME} has no Flink 1.14")


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        ("flinkConfiguration: {a: off, b: 010, c: 1:30, d: 2021-03-16, e: 1.5g, f: 1.10, g: '${S}'}",
         f"{T}.flinkConfiguration", {"a": "off", "b": "010", "c": "1:30", "d": "2021-03-16", "e": "1.5g", "f": "1.10", "g": "${S}"}),
        ('logging: {log4jLoggers: {"": INFO}, log4j2ConfigurationTemplate: ~}',
         f"{T}.logging", {"log4jLoggers": {"": "INFO"}, "log4j2ConfigurationTemplate": None}),
        ("resources: {taskmanager: {memory: 1.5g}}", f"{T}.resources.taskmanager.memory", "1.5g"),
    ],
)  # fmt: skip
def test_values_are_what_was_written(line: str, path: str, value: Any) -> None:
    for text in (V1 + f"      {line}\n", (V1 + f"      {line}\n").replace("\n", "\r\n")):
        assert at(body(text, NAME), path) == value


@pytest.mark.parametrize("sql", ["-- \t注释 \r\nSELECT 1;  \n\t\n", "'a''b' \"\\\" + % & = ;\n"])
@pytest.mark.parametrize("action", ["create", "update", "start"])
def test_a_request_is_the_one_that_the_vendors_client_sends(action: str, sql: str) -> None:
    text = script(sql).replace("deploymentTargetName: default-queue", "deploymentTargetId: 4f1c")
    found = translated(text, NAME, target_options={"workspace": "w-1", "namespace": "ns"})
    ours = TARGETS[NAME].request(found, action, None)
    assert isinstance(ours.body, dict)
    params = str(ours.body["paramsJson"])
    with platform() as server:
        server.answers(200, {"success": True})
        send_old(server.url, action, "ns", "w-1", params)
    [theirs] = server.asked
    path = ours.path.replace("${DEPLOYMENT_ID}", "5d4c")
    assert (ours.method, path) == (theirs.method, unquote(theirs.path.partition("?")[0]))
    for name, value in ours.headers.items():
        assert theirs.headers[name.lower()] == value
    assert parse_qs(theirs.body.decode("utf-8")) == {"paramsJson": [params]}
    if action == "create":
        assert json.loads(params)["spec"]["template"]["spec"]["artifact"]["sqlScript"] == sql


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=30))
def test_what_is_not_lost_is_what_v1_has(chosen: list[Field]) -> None:
    text = written(chosen)
    found, whole = translated(text, NAME), body(text, "v1")
    for loss in found.losses:
        *parents, last = loss.field.split(".")
        del at(whole, ".".join(parents))[last]
    del whole["kind"], whole["apiVersion"]
    assert json.loads(json.dumps(found.body)) == whole


def test_an_update_after_a_base_holds_what_changed() -> None:
    found = translated(V1 + "      parallelism: 3\n", NAME)
    made = TARGETS[NAME].request(found, "update", body(V1 + "      batchMode: true\n", "v1"))
    assert isinstance(made.body, dict)
    assert json.loads(str(made.body["paramsJson"])) == {
        "spec": {"template": {"spec": {"parallelism": 3, "batchMode": None}}}
    }
    whole = TARGETS[NAME].request(found, "update", None)
    assert isinstance(whole.body, dict)
    assert list(json.loads(str(whole.body["paramsJson"]))) == ["spec"]
