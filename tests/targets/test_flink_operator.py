"""The Flink Kubernetes Operator: what a deployment becomes, what is lost, what it refuses."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets.crds import FILES, ROOT, crd, ours, problems
from targets.test_fields import SINGLE, Field, written
from targets.translating import OPERATOR, at, body, findings, job, losses, refusals, translated

from flinklint.targets import TARGETS

NAME = "flink-operator"
OPTIONS = {**OPERATOR, "namespace": "flink"}
STATELESS = "upgradeStrategy: {kind: STATELESS}\n  restoreStrategy: {kind: NONE}"
LOCAL = "kind: JAR, jarUri: 'local:///opt/flink/usrlib/a.jar'"


def jar(
    *lines: str,
    artifact: str = f"{LOCAL}, flinkVersion: '1.17'",
    spec: str = STATELESS,
    metadata: str = "",
) -> str:
    return job(*lines, artifact=f"{{{artifact}}}", spec=spec, metadata=metadata)


def sql(text: str, version: str = "1.17") -> str:
    return jar(
        artifact=f"kind: SQLSCRIPT, sqlScript: {json.dumps(text)}, flinkVersion: '{version}'"
    )


def python(
    more: str, image: str = "flinkImageRegistry: r, flinkImageRepository: py, flinkImageTag: t, "
) -> str:
    return jar(artifact=f"kind: PYTHON, flinkVersion: '1.17', {image}{more}")


P = "job.args"
MOVES: list[tuple[str, str, Any]] = [
    (jar(), "flinkVersion", "v1_17"),
    (jar(artifact=f"{LOCAL}, flinkVersion: '2.1'"), "flinkVersion", "v2_1"),
    (jar(artifact=f"{LOCAL}, versionName: vvr-8.0.11-flink-1.17"), "flinkVersion", "v1_17"),
    (jar("flinkConfiguration: {a: b, c: ~}"), "flinkConfiguration", {"a": "b"}),
    (jar(), "image", "flink:1.17"),
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.17', flinkImageRegistry: r.example.com, flinkImageRepository: a/flink, flinkImageTag: 1.17.2-x"),
     "image", "r.example.com/a/flink:1.17.2-x"),
    (jar(), "serviceAccount", "flink"),
    (jar(), "job.jarURI", "local:///opt/flink/usrlib/a.jar"),
    (jar(artifact="kind: JAR, jarUri: 'oss://b/x/a-1.0.jar', flinkVersion: '1.17'"), "job.jarURI", "local:///opt/flink/usrlib/a-1.0.jar"),
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.17', entryClass: a.B, mainArgs: \"--a 'b c' --d=e\\\"f g\\\"\""), "job",
     {"jarURI": "local:///opt/flink/usrlib/a.jar", "entryClass": "a.B", "args": ["--a", "b c", "--d=ef g"], "parallelism": 1, "upgradeMode": "stateless"}),
    (python("pythonArtifactUri: 's3://b/a.py', mainArgs: x"), P, ["-py", "s3://b/a.py", "x"]),
    (python("pythonArtifactUri: 's3://b/a.zip', entryModule: m, additionalPythonLibraries: [l, k], additionalPythonArchives: [z]"),
     P, ["-pym", "m", "-pyfs", "s3://b/a.zip,l,k", "-pyarch", "z"]),
    (python("pythonArtifactUri: 's3://b/a.py'"), "job.entryClass", "org.apache.flink.client.python.PythonDriver"),
    (sql("SELECT 1;\n"), P, ["--script-base64", base64.b64encode(b"SELECT 1;\n").decode()]),
    (sql("SELECT 1"), "image", "registry.example.com/sql-runner:1.2"),
    (sql("SELECT 1"), "job.jarURI", "local:///opt/flink/usrlib/sql-runner.jar"),
    (jar("parallelism: 4"), "job.parallelism", 4),
    (jar("resources: {jobmanager: {cpu: 0.5, memory: 1.5Gi}}"), "jobManager.resource", {"cpu": 0.5, "memory": "1536m"}),
    (jar("resources: {taskmanager: {cpu: 2, memory: 4Gi}}"), "taskManager.resource", {"cpu": 2, "memory": "4096m"}),
    (jar("flinkConfiguration: {a: off, b: 010, c: 1:30, d: 2021-03-16, e: 1.5g, f: 1.10}"), "flinkConfiguration",
     {"a": "off", "b": "010", "c": "1:30", "d": "2021-03-16", "e": "1.5g", "f": "1.10"}),
    (jar("batchMode: true"), "flinkConfiguration", {"execution.runtime-mode": "BATCH"}),
    (jar('logging: {log4jLoggers: {"": INFO}}'), "logConfiguration", None),
    (jar("kubernetes: {pods: {labels: {a: 1.10}, annotations: {b: off}, nodeSelector: {c: d}}}"), "podTemplate",
     {"metadata": {"labels": {"a": "1.10"}, "annotations": {"b": "off"}}, "spec": {"nodeSelector": {"c": "d"}}}),
    (jar("kubernetes: {pods: {envVars: [{name: A, value: ''}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}]}}"), "podTemplate.spec.containers",
     [{"name": "flink-main-container", "env": [{"name": "A", "value": ""}, {"name": "B", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]}]),
    (jar("kubernetes: {pods: {volumeMounts: [{name: m, volume: {name: x, secret: {secretName: s}}, volumeMount: {mountPath: /m, readOnly: true}}]}}"), "podTemplate.spec",
     {"volumes": [{"name": "m", "secret": {"secretName": "s"}}], "containers": [{"name": "flink-main-container", "volumeMounts": [{"mountPath": "/m", "readOnly": True, "name": "m"}]}]}),
    (jar("kubernetes: {taskManagerPodTemplate: {spec: {terminationGracePeriodSeconds: 5}}}"), "taskManager.podTemplate", {"spec": {"terminationGracePeriodSeconds": 5}}),
    (jar(spec="state: RUNNING\n  " + STATELESS), "job.state", "running"),
    (jar(spec="state: SUSPENDED\n  " + STATELESS), "job.state", "suspended"),
    (jar(spec="restoreStrategy: {kind: NONE, allowNonRestoredState: true}\n  upgradeStrategy: {kind: STATELESS}"), "job.allowNonRestoredState", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "value"), MOVES, ids=lambda value: str(value)[-60:])
def test_a_field_goes_where_the_resource_has_it(text: str, path: str, value: Any) -> None:
    found = body(text, NAME, target_options=OPTIONS)
    assert at(found["spec"], path) == value
    assert problems(found) == []


@pytest.mark.parametrize(
    ("switch", "value", "lost", "options"),
    [
        ("security.ssl.enabled", "true", "error", None),
        ("security.ssl.enabled", "false", "", None),
        ("queryable-state.enabled", "true", "", {"queryable-state.enable": "true"}),
        ("queryable-state.enabled", "false", "", None),
        ("other", "true", "warning", None),
    ],
)
def test_switches_of_the_job_are_options_or_lost(
    switch: str, value: str, lost: str, options: dict[str, str] | None
) -> None:
    annotations = f"  template:\n    metadata: {{annotations: {{flink.{switch}: '{value}'}}}}\n"
    text = jar().replace("  template:\n", annotations)
    assert list(losses(text, NAME, target_options=OPTIONS).values()) == [lost][: bool(lost)]
    assert at(body(text, NAME)["spec"], "flinkConfiguration") == options
    of_2022 = "alibaba-2022-07-18"
    there = [one for field, one in losses(text, of_2022).items() if "annotations" in field]
    expected = {"other": "warning"}.get(switch, "error" if value == "true" else "")
    assert there == [expected][: bool(expected)]


def test_labels_and_annotations_stay_and_the_namespace_is_set() -> None:
    text = jar(metadata=", labels: {team: risk}, annotations: {a/b: off}")
    assert body(text, NAME, target_options=OPTIONS)["metadata"] == {
        "name": "orders", "namespace": "flink", "labels": {"team": "risk"}, "annotations": {"a/b": "off"},
    }  # fmt: skip


def test_a_job_on_a_session_cluster_is_a_resource_of_its_own() -> None:
    text = jar(
        "parallelism: 2",
        "resources: {taskmanager: {cpu: 1}}",
        artifact="kind: JAR, jarUri: 'https://b/a.jar'",
    )
    text = text.replace("deploymentTargetName: default-queue", "sessionClusterName: shared")
    found = body(text, NAME)
    assert (found["kind"], found["spec"]) == (
        "FlinkSessionJob",
        {
            "deploymentName": "shared",
            "job": {"jarURI": "https://b/a.jar", "parallelism": 2, "upgradeMode": "stateless"},
        },
    )
    assert problems(found) == []
    assert losses(text, NAME) == {}


def test_log_levels_are_log4j_properties() -> None:
    text = jar('logging: {log4jLoggers: {"": WARN, org.b: DEBUG}}')
    found = body(text, NAME)["spec"]["logConfiguration"]["log4j-console.properties"]
    lines = dict(line.split(" = ", 1) for line in found.splitlines())
    assert lines["rootLogger.level"] == "WARN"
    assert (lines["logger.l1.name"], lines["logger.l1.level"]) == ("org.b", "DEBUG")
    appenders = {value for key, value in lines.items() if key.endswith(".ref")}
    assert appenders == {
        value
        for key, value in lines.items()
        if key.startswith("appender.") and key.endswith(".name")
    }


MODES = [
    ("STATEFUL", "LATEST_STATE", "savepoint", {}),
    ("STATEFUL", "LATEST_SAVEPOINT", "savepoint", {}),
    ("STATEFUL", "NONE", "stateless", {"spec.upgradeStrategy.kind": "error"}),
    ("STATELESS", "NONE", "stateless", {}),
    ("STATELESS", "LATEST_STATE", "last-state", {}),
    ("STATELESS", "LATEST_SAVEPOINT", "savepoint", {"spec.upgradeStrategy.kind": "error"}),
    ("NONE", "LATEST_STATE", "last-state", {"spec.upgradeStrategy.kind": "error"}),
    ("NONE", "NONE", "stateless", {"spec.upgradeStrategy.kind": "error"}),
    ("", "", "savepoint", {}),
]


@pytest.mark.parametrize(("upgrade", "restore", "mode", "lost"), MODES)
def test_both_strategies_make_one_mode(
    upgrade: str, restore: str, mode: str, lost: dict[str, str]
) -> None:
    spec = (
        f"upgradeStrategy: {{kind: {upgrade}}}\n  restoreStrategy: {{kind: {restore}}}"
        if upgrade
        else ""
    )
    text = jar(spec=spec)
    assert body(text, NAME)["spec"]["job"]["upgradeMode"] == mode
    assert losses(text, NAME, target_options=OPTIONS) == lost


LOSSES: list[tuple[str, dict[str, str]]] = [
    (jar(), {}),
    (jar(spec="state: CANCELLED\n  " + STATELESS), {"spec.state": "warning"}),
    (jar(metadata=", displayName: Orders"), {"metadata.displayName": "warning"}),
    (jar(metadata=", annotations: {com.dataartisans.appmanager.controller.deployment.stop-with-drain: 'false'}"), {}),
    (jar(metadata=", annotations: {com.dataartisans.appmanager.controller.deployment.stop-with-drain: 'true'}"),
     {"metadata.annotations.com.dataartisans.appmanager.controller.deployment.stop-with-drain": "error"}),
    (jar(metadata=", annotations: {'not a key': x}"), {"metadata.annotations.not a key": "warning"}),
    (jar("numberOfTaskManagers: 5"), {"spec.template.spec.numberOfTaskManagers": "warning"}),
    (jar("logging: {loggingProfile: ours}"), {"spec.template.spec.logging.loggingProfile": "warning"}),
    (jar("logging: {loggingProfile: default}"), {}),
    (jar("logging: {log4j2ConfigurationTemplate: <a/>}"), {"spec.template.spec.logging.log4j2ConfigurationTemplate": "warning"}),
    (jar("flinkConfiguration: {kubernetes.cluster-id: a}"), {"spec.template.spec.flinkConfiguration.kubernetes.cluster-id": "error"}),
    (jar("flinkConfiguration: {high-availability: vvp-kubernetes}"), {"spec.template.spec.flinkConfiguration.high-availability": "error"}),
    (jar("flinkConfiguration: {s3.secret-key: '${KEY}'}"), {"spec.template.spec.flinkConfiguration.s3.secret-key": "warning"}),
    (jar("kubernetes: {labels: {a: b}}"), {"spec.template.spec.kubernetes.labels": "warning"}),
    (jar("kubernetes: {jobManagerPodTemplate: {spec: {containers: [{name: other}]}}}"),
     {"spec.template.spec.kubernetes.jobManagerPodTemplate.spec.containers": "warning"}),
    (jar("kubernetes: {jobManagerPodTemplate: {spec: {containers: [{name: flink-main-container}, {name: other}]}}}"), {}),
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.17', additionalDependencies: ['oss://b/x.csv']"), {"spec.template.spec.artifact.additionalDependencies": "error"}),
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.17', flinkImageTag: 1.17-vvr-8.0.11"), {"spec.template.spec.artifact.flinkImageTag": "error"}),
    (jar(spec="restoreStrategy: {kind: FROM_SAVEPOINT, savepointId: s}"), {"spec.restoreStrategy.savepointId": "error"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LOSSES, ids=lambda value: str(value)[-70:])
def test_what_the_operator_has_no_place_for_is_said(text: str, expected: dict[str, str]) -> None:
    assert losses(text, NAME, target_options=OPTIONS) == expected


def test_of_a_version_that_is_refused_nothing_else_is_said() -> None:
    text = jar(
        artifact="kind: JAR, jarUri: 'oss://b/a.jar', flinkVersion: '1.11', flinkImageTag: 1.11.2-vvr-2.1.1"
    )
    assert [
        finding.code for finding in findings(text, NAME, target_options={"namespace": "n"})
    ] == ["FL131"]


def test_where_it_runs_is_lost_until_settings_say_it() -> None:
    text = jar(metadata=", namespace: default")
    assert losses(text, NAME) == {
        "metadata.namespace": "warning",
        "spec.deploymentTargetName": "warning",
    }


def test_an_image_of_the_settings_answers_for_the_one_written() -> None:
    text = jar(artifact=f"{LOCAL}, flinkVersion: '1.17', flinkImageTag: 1.17-vvr-8.0.11")
    options = {**OPTIONS, "image": "registry.example.com/flink:1.17"}
    assert body(text, NAME, target_options=options)["spec"]["image"] == options["image"]
    assert losses(text, NAME, target_options=options) == {}


@pytest.mark.parametrize(
    ("image", "sent", "said"),
    [
        ("r.example.com/flink:{flink}-java11", "r.example.com/flink:1.17-java11", False),
        ("r.example.com:5000/flink", "r.example.com:5000/flink", False),
        ("r.example.com/sql-runner:1.18", "r.example.com/sql-runner:1.18", False),
        ("r.example.com/flink:ours", "r.example.com/flink:ours", False),
        ("r.example.com/flink:1.17.2", "r.example.com/flink:1.17.2", False),
        ("r.example.com/flink:1.18", "r.example.com/flink:1.18", True),
    ],
)
def test_an_image_of_another_flink_is_doubted(image: str, sent: str, said: bool) -> None:
    found = translated(jar(), NAME, target_options={**OPTIONS, "image": image})
    assert at(found.body, "spec.image") == sent
    places = [(obstacle.certain, obstacle.node.text) for obstacle in found.obstacles]
    assert places == [(False, "1.17")] * said


SQL_LINES = sql("SELECT 1;\nSELECT 2;")
REFUSALS: list[tuple[str, dict[str, object], str, str]] = [
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.12'"), {}, "'1.12'", "flink-operator has no Flink 1.12"),
    (jar(artifact=LOCAL), {}, "artifact", "flink-operator needs a Flink version"),
    (jar().replace("name: orders", "name: 7-orders"), {}, "7-orders", "flink-operator has no resource of the name `7-orders`"),
    (jar().replace("name: orders", "name: " + "a" * 46), {}, "a" * 46, f"flink-operator has no resource of the name `{'a' * 46}`"),
    (jar(artifact=f"{LOCAL}, flinkVersion: '1.17', mainArgs: \"--a 'b\""), {}, '"--a \'b"', "flink-operator takes a list of arguments, and this cannot be split: No closing quotation"),
    (jar(artifact="kind: JAR, jarUri: 'oss://b/a.jar', flinkVersion: '1.18'"), {}, "'oss://b/a.jar'", "flink-operator finds a JAR only in the image before Flink 1.19"),
    (python("pythonArtifactUri: 's3://b/a.py'", ""), {}, "PYTHON", "flink-operator needs an image with PyFlink in it"),
    (sql("SELECT 1"), {}, '"SELECT 1"', "flink-operator runs no SQL script without a program for it"),
    (sql("SELECT 1"), {"runner-jar": "local:///a.jar"}, '"SELECT 1"', "flink-operator runs no SQL script without a program for it"),
    (sql("SELECT 1"), {"runner-image": "r"}, '"SELECT 1"', "flink-operator runs no SQL script without a program for it"),
    (SQL_LINES, {**OPERATOR, "runner-args": ["{script}"]}, '"SELECT 1;\\nSELECT 2;"', "flink-operator loses all but the first line of an argument before Flink 2.0"),
    (jar("flinkConfiguration: {a: b, a.c: d}", artifact=f"{LOCAL}, flinkVersion: '2.0'"), {}, "b", "flink-operator takes no `a` beside `a.c` from Flink 2.0 on"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "place", "message"), REFUSALS, ids=lambda value: str(value)[-50:]
)
def test_what_the_operator_would_refuse_is_an_error_that_nothing_lifts(
    text: str, options: dict[str, object], place: str, message: str
) -> None:
    found = findings(text, NAME, target_options=options, allow_lossy=("all",))
    [finding] = [finding for finding in found if finding.rank == 2]
    assert (finding.code, finding.message) == ("FL131", message)
    assert finding.source.slice(finding.span) == place


FINE = [
    python("pythonArtifactUri: 's3://b/a.py'"),
    jar(artifact="kind: JAR, jarUri: 'https://b/a.jar', flinkVersion: '1.19'"),
    jar("flinkConfiguration: {a: b, a.c: d}"),
    jar("flinkConfiguration: {ab: b, a.c: d}", artifact=f"{LOCAL}, flinkVersion: '2.0'"),
    jar().replace("name: orders", "name: " + "a" * 45),
    SQL_LINES.replace("'1.17'", "'2.0'"),
]


@pytest.mark.parametrize("text", FINE, ids=lambda value: str(value)[-50:])
def test_what_the_operator_takes_is_not_refused(text: str) -> None:
    options = {**OPERATOR, "jar-folder": None, "runner-args": ["{script}"]}
    assert refusals(text, NAME, target_options=options) == []


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ("", "state.checkpoints.dir and state.savepoints.dir"),
        ("state.checkpoints.dir: a", "state.savepoints.dir"),
        ("execution.checkpointing.dir: a, state.savepoints.dir: b", ""),
        ("state.checkpoints.dir: a, execution.checkpointing.savepoint-dir: b", ""),
    ],
)
def test_folders_that_the_platform_gave_are_asked_for(options: str, missing: str) -> None:
    text = jar(f"flinkConfiguration: {{{options}}}", spec="upgradeStrategy: {kind: STATEFUL}")
    found = findings(text, NAME, target_options=OPTIONS)
    assert [finding.message for finding in found] == (
        [f"{NAME} needs {missing} for the upgrade mode `savepoint`"] if missing else []
    )
    assert all(finding.rank == 1 for finding in found)


@pytest.mark.parametrize(
    ("written", "platform_name", "sent", "said"),
    [
        ("1.5Gi", "managed", "1536m", False),
        ("2Gi", "vvp2", "2048m", False),
        ("2G", "vvp2", "2000000000b", False),
        ("1.5g", "vvp2", "1500000000b", False),
        ("1024m", "vvp2", "1024000000b", False),
        ("1073741824", "managed", "1024m", False),
        ("2G", "managed", "2048m", True),
    ],
)
def test_memory_is_what_flinks_own_parser_reads(
    written: str, platform_name: str, sent: str, said: bool
) -> None:
    text = jar(f"resources: {{taskmanager: {{memory: '{written}'}}}}")
    found = translated(text, NAME, platform=platform_name, target_options=OPTIONS)
    assert at(found.body, "spec.taskManager.resource.memory") == sent
    assert bool(found.losses) == said


def test_a_file_with_crlf_says_the_same() -> None:
    text = jar("flinkConfiguration:", "  a: off", "  b: |", "    x", "    y")
    assert body(text.replace("\n", "\r\n"), NAME) == body(text, NAME)


@pytest.mark.parametrize(
    "script", ["-- \t注释 \r\nSELECT 1;  \n\t\n", "'a''b' \"\\\" ${x} {{y}}", "\n\n"]
)
def test_a_script_is_there_byte_for_byte(script: str) -> None:
    encoded = body(sql(script), NAME, target_options=OPTIONS)["spec"]["job"]["args"][1]
    assert base64.b64decode(encoded).decode("utf-8") == script
    plain = {**OPTIONS, "runner-args": ["--script", "{script}"]}
    assert body(sql(script, "2.0"), NAME, target_options=plain)["spec"]["job"]["args"][1] == script


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=30))
def test_every_resource_fits_the_schemas(chosen: list[Field]) -> None:
    found = translated(written(chosen), NAME, target_options=OPTIONS)
    if not any(obstacle.certain for obstacle in found.obstacles):
        assert problems(json.loads(json.dumps(found.body))) == [], found.body


@pytest.mark.parametrize("kind", FILES)
def test_our_schema_allows_nothing_that_the_operators_own_does_not(kind: str) -> None:
    theirs = crd(kind)
    if theirs is None:
        pytest.skip("FLINKLINT_CORPUS names no folder with the operator's definitions beside it")
    text = (ROOT / "schemas" / "flink-operator.schema.json").read_text("utf-8")
    own = json.loads(text)["$defs"]
    _compare(own[kind[0].lower() + kind[1:]], theirs, own, kind)


def _compare(
    own: dict[str, Any], theirs: dict[str, Any], known: dict[str, Any], place: str
) -> None:
    own = known[own["$ref"].rpartition("/")[2]] if "$ref" in own else own
    if place.endswith((".metadata", "podTemplate")):
        return
    if "enum" in own:
        assert set(own["enum"]) == set(theirs["enum"]), place
    elif "type" in own and "type" in theirs:
        assert own["type"] == theirs["type"], place
    for name, below in own.get("properties", {}).items():
        if place.endswith(("logConfiguration",)):
            continue
        assert name in theirs["properties"], f"{place}.{name}"
        _compare(below, theirs["properties"][name], known, f"{place}.{name}")


def test_our_schema_is_sound_and_refuses_what_is_wrong() -> None:
    ours().check_schema(ours().schema)
    good = body(jar(), NAME)
    for path, value in [
        ("spec.flinkVersion", "v1_12"), ("spec.job.state", "cancelled"), ("spec.job.paralelism", 2),
        ("metadata.name", "Orders"), ("spec.taskManager.resource.memory", "2Gi"),
    ]:  # fmt: skip
        wrong = json.loads(json.dumps(good))
        *parents, last = path.split(".")
        at(wrong, ".".join(parents))[last] = value
        assert list(ours().iter_errors(wrong)), path


REQUESTS = [
    ("create", "POST", "flinkdeployments", "application/json"),
    ("update", "PATCH", "flinkdeployments/orders?fieldManager=flinklint", "application/apply-patch+yaml"),
    ("start", "PATCH", "flinkdeployments/orders", "application/merge-patch+json"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "method", "path", "content"), REQUESTS)
@pytest.mark.parametrize("in_session", [False, True])
def test_requests_are_those_of_the_api_of_kubernetes(
    action: str, method: str, path: str, content: str, in_session: bool
) -> None:
    text = jar()
    if in_session:
        text = text.replace("deploymentTargetName: default-queue", "sessionClusterName: shared")
        path = path.replace("flinkdeployments", "flinksessionjobs")
    found = translated(text, NAME, target_options=OPTIONS)
    made = TARGETS[NAME].request(found, action, None)
    folder = "/apis/flink.apache.org/v1beta1/namespaces/flink/"
    assert (made.method, made.path) == (method, folder + path)
    assert made.headers["Content-Type"] == content
    assert made.headers["Authorization"] == "Bearer ${API_TOKEN}"
    started = {"spec": {"job": {"state": "running"}}}
    assert made.body == (started if action == "start" else found.body)
