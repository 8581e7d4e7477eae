"""The API of 2022-07-18: what a deployment becomes, what is lost, and that the SDK takes it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_plus

import pytest
from alibabacloud_ververica20220718 import models
from hypothesis import given, settings
from hypothesis import strategies as st
from targets.answering import ENVELOPE, platform
from targets.test_fields import SINGLE, Field, written
from targets.translating import at, body, findings, job, losses, refusals, script, translated
from targets.vendor import misfits, send, through

from flinklint.targets import TARGETS

NAME = "alibaba-2022-07-18"
BASIC = "streamingResourceSetting.basicResourceSetting"
JAR = "kind: JAR, jarUri: 'oss://b/a.jar'"

MOVES: list[tuple[str, str, Any]] = [
    (job(), "name", "orders"),
    (job(metadata=", labels: {team: risk, v: 1.10}"), "labels", {"team": "risk", "v": "1.10"}),
    (job(), "engineVersion", "vvr-8.0.11-flink-1.17"),
    (job(artifact=f"{{{JAR}, flinkVersion: '1.11', flinkImageTag: 1.11.2-vvr-2.1.1}}"), "engineVersion", "vvr-2.1.1-flink-1.11"),
    (job(artifact=f"{{{JAR}, flinkImageTag: 1.20-vvr-11.5.1-jdk11}}"), "engineVersion", "vvr-11.5.1-jdk11-flink-1.20"),
    (job(artifact=f"{{{JAR}, versionName: vvr-6.0.1-flink-1.15}}"), "engineVersion", "vvr-6.0.1-flink-1.15"),
    (job(artifact=f"{{{JAR}, versionName: vvr-6.0.1-flink-1.15, flinkVersion: '1.15'}}"), "engineVersion", "vvr-6.0.1-flink-1.15"),
    (job("flinkConfiguration: {a: b, c: ~}"), "flinkConf", {"a": "b"}),
    (job(), "executionMode", "STREAMING"),
    (job("batchMode: true"), "executionMode", "BATCH"),
    (job("batchMode: true", "parallelism: 3"), "batchResourceSetting", {"basicResourceSetting": {"parallelism": 3}}),
    (job("batchMode: false"), "executionMode", "STREAMING"),
    (job(), "deploymentTarget", {"mode": "PER_JOB", "name": "default-queue"}),
    (job().replace("deploymentTargetName: default-queue", "sessionClusterName: shared"), "deploymentTarget", {"mode": "SESSION", "name": "shared"}),
    (job(), "artifact", {"kind": "JAR", "jarArtifact": {"jarUri": "oss://bucket/orders-1.0.jar"}}),
    (job(artifact=f"{{{JAR}, entryClass: a.B, mainArgs: '--a  \"b c\"', additionalDependencies: [x, y]}}"), "artifact.jarArtifact",
     {"jarUri": "oss://b/a.jar", "entryClass": "a.B", "mainArgs": '--a  "b c"', "additionalDependencies": ["x", "y"]}),
    (job(artifact="{kind: jar, jarUri: 'oss://b/a.jar'}"), "artifact.kind", "JAR"),
    (job(artifact="{kind: PYTHON, pythonArtifactUri: 'oss://b/a.zip', entryModule: a, mainArgs: b, additionalPythonLibraries: [l], additionalPythonArchives: [z]}"),
     "artifact.pythonArtifact", {"pythonArtifactUri": "oss://b/a.zip", "entryModule": "a", "mainArgs": "b", "additionalPythonLibraries": ["l"], "additionalPythonArchives": ["z"]}),
    (script("SELECT 1"), "artifact", {"kind": "SQLSCRIPT", "sqlArtifact": {"sqlScript": "SELECT 1"}}),
    (job("parallelism: 4"), "streamingResourceSetting", {"resourceSettingMode": "BASIC", "basicResourceSetting": {"parallelism": 4}}),
    (job("resources: {jobmanager: {cpu: 0.5, memory: 1.5Gi}}"), f"{BASIC}.jobmanagerResourceSettingSpec", {"cpu": 0.5, "memory": "1.5Gi"}),
    (job("resources: {taskmanager: {cpu: 2, memory: 512Mi}}"), f"{BASIC}.taskmanagerResourceSettingSpec", {"cpu": 2, "memory": "512Mi"}),
    (job("flinkConfiguration: {a: off, b: 010, c: 1:30, d: 2021-03-16, e: 1.5g}"), "flinkConf", {"a": "off", "b": "010", "c": "1:30", "d": "2021-03-16", "e": "1.5g"}),
    (job("flinkConfiguration: {a: '${SECRET}', b: 1.10, c: true, d: 4}"), "flinkConf", {"a": "${SECRET}", "b": "1.10", "c": "true", "d": "4"}),
    (job('logging: {log4jLoggers: {"": INFO, org.b: off}}'), "logging.log4jLoggers", [{"loggerName": "", "loggerLevel": "INFO"}, {"loggerName": "org.b", "loggerLevel": "off"}]),
    (job("logging: {loggingProfile: oss, log4j2ConfigurationTemplate: <a/>}"), "logging", {"loggingProfile": "oss", "log4j2ConfigurationTemplate": "<a/>"}),
    (job("logging: {loggingProfile: default, log4j2ConfigurationTemplate: ~}"), "logging", {"loggingProfile": "default"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "value"), MOVES, ids=lambda value: str(value)[-60:])
def test_a_field_goes_where_the_api_has_it(text: str, path: str, value: Any) -> None:
    assert at(body(text, NAME), path) == value


LOSSES: list[tuple[str, dict[str, str]]] = [
    (job(), {}),
    (job(spec="upgradeStrategy: {kind: STATEFUL}"), {"spec.upgradeStrategy.kind": "warning"}),
    (job(spec="upgradeStrategy: {kind: NONE}"), {}),
    (job(spec="restoreStrategy: {kind: LATEST_SAVEPOINT, allowNonRestoredState: true}"), {}),
    (job(spec="state: RUNNING"), {}),
    (job(spec="state: CANCELLED"), {}),
    (job(spec="state: SUSPENDED"), {"spec.state": "warning"}),
    (job(spec="maxJobCreationAttempts: 4"), {"spec.maxJobCreationAttempts": "warning"}),
    (job(spec="deploymentTargetId: ~"), {}),
    (job().replace("deploymentTargetName: default-queue", "deploymentTargetId: 4f1c"), {"spec.deploymentTargetId": "error"}),
    (job(metadata=", displayName: Orders"), {"metadata.displayName": "warning"}),
    (job(metadata=", namespace: ns"), {}),
    (job(metadata=', annotations: {com.dataartisans.appmanager.controller.deployment.stop-with-drain: "false"}'), {}),
    (job(metadata=', annotations: {com.dataartisans.appmanager.controller.deployment.stop-with-drain: "true", a: b}'),
     {"metadata.annotations.com.dataartisans.appmanager.controller.deployment.stop-with-drain": "warning", "metadata.annotations.a": "warning"}),
    (job(metadata=", annotations: {a: b, c: d}"), {"metadata.annotations": "warning"}),
    (job("numberOfTaskManagers: 1"), {}),
    (job("numberOfTaskManagers: 2", "parallelism: 3", "flinkConfiguration: {taskmanager.numberOfTaskSlots: '2'}"), {}),
    (job("numberOfTaskManagers: 3", "parallelism: 2"), {"spec.template.spec.numberOfTaskManagers": "warning"}),
    (job("resources: {taskmanager: {memory: 2G}}"), {"spec.template.spec.resources.taskmanager.memory": "warning"}),
    (job("resources: {taskmanager: {memory: 2Gi}}"), {}),
    (job("resources: {taskmanager: {memory: lots}}"), {"spec.template.spec.resources.taskmanager.memory": "error"}),
    (job("resources: {taskmanager: {cpu: '${CPU}'}}"), {"spec.template.spec.resources.taskmanager.cpu": "error"}),
    (job("logging: {loggingProfile: ours}"), {"spec.template.spec.logging.loggingProfile": "warning"}),
    (job("kubernetes: {pods: {labels: {a: b}}}"), {"spec.template.spec.kubernetes.pods.labels": "warning"}),
    (job("kubernetes: {pods: {nodeSelector: {a: b}}}"), {"spec.template.spec.kubernetes.pods.nodeSelector": "error"}),
    (job("kubernetes: {jobManagerPodTemplate: {spec: {hostNetwork: true}}}"), {"spec.template.spec.kubernetes.jobManagerPodTemplate": "error"}),
    (job("latestCheckpointFetchInterval: 60"), {"spec.template.spec.latestCheckpointFetchInterval": "warning"}),
    (job(artifact=f"{{{JAR}, flinkVersion: '1.17'}}"), {"spec.template.spec.artifact.flinkVersion": "error"}),
    (job(artifact=f"{{{JAR}, flinkVersion: '1.15', versionName: vvr-8.0.11-flink-1.17}}"), {"spec.template.spec.artifact.flinkVersion": "error"}),
    (job(artifact=f"{{{JAR}, versionName: '1.17'}}"), {"spec.template.spec.artifact.versionName": "error"}),
    (job("resources: {taskmanager: {cpu: 500m}}"), {"spec.template.spec.resources.taskmanager.cpu": "error"}),
    (job(artifact=f"{{{JAR}, flinkVersion: '1.15', flinkImageTag: 1.15.4-stream1-scala_2.12}}"), {"spec.template.spec.artifact.flinkImageTag": "error"}),
    (job(artifact=f"{{{JAR}, flinkImageTag: 1.17-vvr-8.0.1, flinkImageRepository: vvr, imageUserDefined: false}}"), {}),
    (job(artifact=f"{{{JAR}, flinkImageTag: 1.17-vvr-8.0.1, flinkImageRegistry: ours.example.com, imageUserDefined: true}}"),
     {"spec.template.spec.artifact.flinkImageRegistry": "error", "spec.template.spec.artifact.imageUserDefined": "error"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LOSSES, ids=lambda value: str(value)[-70:])
def test_what_the_api_has_no_place_for_is_said(text: str, expected: dict[str, str]) -> None:
    assert losses(text, NAME) == expected


def test_a_finding_stands_at_the_field_and_says_what_to_do() -> None:
    text = job(spec="upgradeStrategy: {kind: STATEFUL}")
    [finding] = findings(text, NAME)
    assert finding.source.slice(finding.span) == "STATEFUL"
    assert (finding.code, finding.name) == ("FL130", "lossy-target-field")
    assert finding.message.startswith(f"{NAME} cannot carry `upgradeStrategy.kind`: ")
    assert "savepoint" in finding.hint


@pytest.mark.parametrize(
    ("allowed", "left"),
    [
        (("all",), []),
        (("spec.upgradeStrategy",), ["kubernetes.pods.envVars"]),
        (("upgradeStrategy.kind",), ["kubernetes.pods.envVars"]),
        (("spec.template.spec.kubernetes",), ["upgradeStrategy.kind"]),
        (("envVars", "spec.upgradeStrategy.kind"), []),
        (("upgradeStrateg", "kind2", "env"), ["upgradeStrategy.kind", "kubernetes.pods.envVars"]),
    ],
)  # fmt: skip
def test_what_is_accepted_is_said_no_more(allowed: tuple[str, ...], left: list[str]) -> None:
    text = job(
        "kubernetes: {pods: {envVars: [{name: A, value: b}]}}",
        spec="upgradeStrategy: {kind: STATEFUL}",
    )
    found = findings(text, NAME, allow_lossy=allowed)
    assert [finding.message.split("`")[1] for finding in found] == left


@pytest.mark.parametrize("version", ["1.9", "1.14", "1.16", "1.18", "2.0"])
def test_a_flink_that_there_is_no_engine_of_is_refused_whatever_is_accepted(version: str) -> None:
    text = job(artifact=f"{{{JAR}, flinkVersion: '{version}'}}")
    found = [f for f in findings(text, NAME, allow_lossy=("all",)) if f.code == "FL131"]
    assert [finding.source.slice(finding.span) for finding in found] == [f"'{version}'"]
    assert found[0].message == f"{NAME} has no Flink {version}"
    assert found[0].rank == 2


def test_the_name_of_an_engine_of_no_known_flink_is_refused() -> None:
    text = job(artifact=f"{{{JAR}, versionName: vvr-9.0.1-flink-1.18}}")
    [finding] = findings(text, NAME, allow_lossy=("all",))
    assert finding.source.slice(finding.span) == "vvr-9.0.1-flink-1.18"
    assert (finding.code, finding.message) == ("FL131", f"{NAME} has no Flink 1.18")


def test_how_many_task_managers_start_instead_is_said() -> None:
    [found] = translated(job("numberOfTaskManagers: 3", "parallelism: 2"), NAME).losses
    assert found.message.endswith(": it starts the 2 that the parallelism needs, not 3")
    [open_] = translated(job("numberOfTaskManagers: 3", "parallelism: '${P}'"), NAME).losses[:1]
    assert open_.message.endswith(": it starts as many as the parallelism needs, not 3")


@pytest.mark.parametrize(
    ("value", "says"),
    [("'${CPU}'", "`${CPU}` is no number before it is filled in"), ("500m", "`500m` is no number")],
)
def test_what_is_no_number_is_said_to_be_none(value: str, says: str) -> None:
    [found] = translated(job(f"resources: {{taskmanager: {{cpu: {value}}}}}"), NAME).losses
    assert found.message.endswith(f": {says}")


def test_a_body_without_a_name_or_of_an_unknown_kind_is_refused() -> None:
    assert refusals("spec: {template: {spec: {artifact: {kind: JAR, jarUri: a}}}}", NAME) == [
        f"{NAME} has no deployment without a name"
    ]
    assert refusals(job(artifact="{kind: WASM}"), NAME) == [
        f"{NAME} has no artifact of kind `WASM`"
    ]


@pytest.mark.parametrize(
    ("written", "platform_name", "sent", "said"),
    [
        ("1Gi", "managed", "1Gi", ""),
        ("1.5Gi", "vvp2", "1.5Gi", ""),
        ("1 GiB", "managed", "1Gi", ""),
        ("1048576Ki", "managed", "1Gi", ""),
        ("1536Ki", "managed", "2Mi", "`1536Ki` is 1.5 MiB, and `2Mi` is written"),
        ("1073741824", "managed", "1Gi", ""),
        ("1024000000", "managed", "977Mi", "`1024000000` is 1.024 GB, and `977Mi`"),
        ("2G", "managed", "2Gi", "`2G` is 2 GB or 2 GiB"),
        ("1.5g", "managed", "1.5Gi", "`1.5g` is 1.5 GB or 1.5 GiB"),
        ("2G", "vvp2", "1908Mi", "`2G` is 2 GB"),
        ("1048576k", "vvp2", "1000Mi", ""),
        ("1.048576g", "vvp2", "1000Mi", ""),
        ("500m", "vvp2", "477Mi", "`500m` is 500 MB"),
    ],
)
def test_memory_is_converted_exactly_or_it_is_said(
    written: str, platform_name: str, sent: str, said: str
) -> None:
    text = job(f"resources: {{taskmanager: {{cpu: 1, memory: '{written}'}}}}")
    found = translated(text, NAME, platform=platform_name)
    memory = at(found.body, f"{BASIC}.taskmanagerResourceSettingSpec.memory")
    assert memory == sent
    messages = [loss.message for loss in found.losses]
    assert len(messages) == bool(said)
    assert all(said in message for message in messages), messages


def test_settings_name_the_deployment_target_and_the_engine() -> None:
    options = {"deployment-target": "queue-1", "engine-version": "vvr-8.0.11-flink-1.17"}
    text = job(artifact=f"{{{JAR}, flinkVersion: '1.17'}}").replace(
        "deploymentTargetName: default-queue", "deploymentTargetId: 4f1c"
    )
    found = body(text, NAME, target_options=options)
    assert found["deploymentTarget"] == {"mode": "PER_JOB", "name": "queue-1"}
    assert found["engineVersion"] == "vvr-8.0.11-flink-1.17"
    assert losses(text, NAME, target_options=options) == {}
    other = text.replace("1.17", "1.15")
    assert "engineVersion" not in body(other, NAME, target_options=options)


def test_a_session_cluster_owns_processes_and_logging() -> None:
    text = job(
        "parallelism: 2", "numberOfTaskManagers: 9", "resources: {jobmanager: {cpu: 1}}",
        "logging: {loggingProfile: ours}", "kubernetes: {pods: {labels: {a: b}}}",
    ).replace("deploymentTargetName: default-queue", "sessionClusterName: shared")  # fmt: skip
    found = body(text, NAME)
    assert at(found, BASIC) == {"parallelism": 2}
    assert "logging" not in found
    assert losses(text, NAME) == {}  # FL413 says that they have no effect


@pytest.mark.parametrize(
    ("spec", "strategy", "in_start"),
    [
        ("", {"kind": "LATEST_STATE"}, []),
        ("restoreStrategy: {kind: NONE}", {"kind": "NONE"}, ["/spec/restoreStrategy"]),
        ("restoreStrategy: {kind: LATEST_SAVEPOINT, allowNonRestoredState: false}",
         {"kind": "LATEST_SAVEPOINT", "allowNonRestoredState": False}, ["/spec/restoreStrategy"]),
        ("restoreStrategy: {kind: FROM_SAVEPOINT, savepointId: s-1}",
         {"kind": "FROM_SAVEPOINT", "savepointId": "s-1"}, ["/spec/restoreStrategy"]),
        ("state: RUNNING", {"kind": "LATEST_STATE"}, ["/spec/state"]),
    ],
)  # fmt: skip
def test_the_restore_strategy_is_in_the_start(
    spec: str, strategy: dict[str, Any], in_start: list[str]
) -> None:
    found = translated(job(spec=spec), NAME)
    assert found.start == {"deploymentId": "${DEPLOYMENT_ID}", "restoreStrategy": strategy}
    assert [node.pointer for node in found.in_start] == in_start
    assert "restoreStrategy" not in json.dumps(found.body)
    assert through(models.JobStartParameters, found.start) == found.start
    assert misfits(models.JobStartParameters, found.start) == []


SCRIPTS = ["SELECT 1", "-- \t注释 \r\nSELECT 1;  \n\t\n", "'a''b' \"\\\" ${x} {{y}}", "\n\n", " "]


@pytest.mark.parametrize("sql", SCRIPTS)
def test_a_script_is_there_byte_for_byte(sql: str) -> None:
    assert at(body(script(sql), NAME), "artifact.sqlArtifact.sqlScript") == sql


def test_a_file_with_crlf_says_the_same() -> None:
    text = job("flinkConfiguration:", "  a: off", "  b: |", "    x", "    y", spec="state: RUNNING")
    assert body(text.replace("\n", "\r\n"), NAME) == body(text, NAME)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=30))
def test_the_vendors_models_give_every_payload_back(chosen: list[Field]) -> None:
    found = translated(written(chosen), NAME)
    assert through(models.Deployment, found.body) == found.body
    assert misfits(models.Deployment, found.body) == []
    assert found.start is not None
    assert through(models.JobStartParameters, found.start) == found.start


@pytest.mark.parametrize(
    "wrong",
    [
        {"paralelism": 1},
        {"artifact": {"jarArtifact": {"jarURI": "a"}}},
        {"flinkConf": ["a"]},
        {"logging": {"log4jLoggers": [{"loggerName": 1}]}},
        {"streamingResourceSetting": {"basicResourceSetting": {"parallelism": "2"}}},
    ],
)
def test_the_vendors_models_would_show_what_is_wrong(wrong: dict[str, Any]) -> None:
    try:
        same = through(models.Deployment, wrong) == wrong
    except (AttributeError, TypeError, ValueError):
        same = False
    assert not same or misfits(models.Deployment, wrong)


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # the SDK's
@pytest.mark.parametrize("action", ["create", "update", "start"])
def test_a_request_is_the_one_that_the_vendors_client_sends(action: str) -> None:
    text = job(
        'logging: {log4jLoggers: {"": INFO}}',
        metadata=", namespace: my space",
        spec="restoreStrategy: {kind: NONE}",
    )
    found = translated(text, NAME, target_options={"workspace": "w-1"})
    ours = TARGETS[NAME].request(found, action, None)
    with platform() as server:
        server.answers(200, ENVELOPE)
        send(server.url, action, "my space", "w-1", ours.body)
    [theirs] = server.asked
    assert (ours.method, unquote_plus(ours.path)) == (theirs.method, unquote_plus(theirs.path))
    for name, value in ours.headers.items():
        assert theirs.headers[name.lower()].removesuffix("; charset=utf-8") == value
    assert _without_added_lists(theirs.json) == ours.body


def _without_added_lists(value: Any) -> Any:
    return {key: below for key, below in value.items() if below != []}
