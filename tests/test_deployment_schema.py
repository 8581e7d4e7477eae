"""The JSON Schema of a deployment: it is sound, explains itself, and knows every field."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "schemas" / "deployment.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)

T = "spec.template.spec"
A = f"{T}.artifact"
K = f"{T}.kubernetes"
DRAIN = "com.dataartisans.appmanager.controller.deployment.stop-with-drain"


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A subschema with its `$ref` followed; what stands beside the reference wins."""
    while "$ref" in schema:
        target: Any = SCHEMA
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def subschemas(schema: Any = SCHEMA, place: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema as written, and where it stands."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for keyword in ("properties", "$defs"):
        for name, below in schema.get(keyword, {}).items():
            yield from subschemas(below, f"{place}/{keyword}/{name}")
    for keyword in ("additionalProperties", "propertyNames", "items", "if", "then"):
        yield from subschemas(schema.get(keyword), f"{place}/{keyword}")
    for keyword in ("allOf", "anyOf"):
        for index, below in enumerate(schema.get(keyword, ())):
            yield from subschemas(below, f"{place}/{keyword}/{index}")


SUBSCHEMAS = dict(subschemas())
PROPERTIES = {
    place: schema
    for place, schema in SUBSCHEMAS.items()
    if re.search(r"/properties/[^/]*$", place) and "/if/" not in place
}


def steps(path: str) -> list[str]:
    """The steps of a path such as `spec.kubernetes.pods.envVars[].name`."""
    before, _, option = path.partition(".flinkConfiguration.")
    found = [
        match[2:-2] if match.startswith('["') else match
        for match in re.findall(r'\["[^"]*"\]|\[\]|[^.\[\]]+', before)
    ]
    return [*found, "flinkConfiguration", option] if option else found


def at(path: str) -> dict[str, Any] | None:
    """The subschema of a path, None if the schema does not name it."""
    schema = SCHEMA
    for step in steps(path):
        if step == "[]":
            below = schema.get("items")
        elif step == "*":
            below = next(iter(schema["properties"].values()))
        else:
            below = schema.get("properties", {}).get(step)
        if below is None:
            return None
        schema = resolved(below)
    return schema


def types(schema: dict[str, Any]) -> set[str]:
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


def choices(schema: dict[str, Any]) -> set[str]:
    """The values that are listed, directly or as one of several alternatives."""
    found = set(schema.get("enum", ()))
    for alternative in schema.get("anyOf", ()):
        found |= choices(resolved(alternative))
    return found


def accepts(schema: dict[str, Any], value: Any) -> bool:
    return VALIDATOR.evolve(schema=schema).is_valid(value)


def test_is_valid_draft_2020_12():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_refers_only_to_parts_that_exist_and_uses_them_all():
    used = {schema["$ref"] for schema in SUBSCHEMAS.values() if "$ref" in schema}
    assert used == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


@pytest.mark.parametrize("place", PROPERTIES)
def test_every_property_is_explained_and_has_a_source(place):
    schema = PROPERTIES[place]
    assert schema["title"]
    assert schema["description"].endswith(".")
    sources = schema["x-source"]
    assert all([sources] if isinstance(sources, str) else [*sources, sources])


@pytest.mark.parametrize(
    "place", [place for place, schema in SUBSCHEMAS.items() if {"default", "examples"} & {*schema}]
)
def test_every_default_and_example_is_valid_itself(place):
    schema = SUBSCHEMAS[place]
    values = [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else ())]
    for value in values:
        assert list(VALIDATOR.evolve(schema=schema).iter_errors(value)) == []


@pytest.mark.parametrize(
    "place", [place for place, schema in SUBSCHEMAS.items() if "enum" in schema]
)
def test_every_listed_value_is_of_the_type_and_listed_once(place):
    schema = SUBSCHEMAS[place]
    assert len(set(schema["enum"])) == len(schema["enum"])
    assert all(accepts(schema, value) for value in schema["enum"])
    assert not accepts(schema, "NO SUCH VALUE")


def test_every_object_is_closed_or_a_map_or_handed_on():
    left_open = {
        place
        for place, schema in SUBSCHEMAS.items()
        if "object" in types(schema) and "additionalProperties" not in schema
    }
    assert left_open == {
        "#/$defs/kubernetesObject",
        "#/$defs/pods/properties/tolerations/items",
    }


@pytest.mark.parametrize(
    "place", [place for place, schema in SUBSCHEMAS.items() if "integer" in types(schema)]
)
def test_every_integer_has_32_bits(place):
    schema = SUBSCHEMAS[place]
    if "string" not in types(schema):
        assert schema["maximum"] == 2**31 - 1
        assert schema["format"] == "int32"


def test_own_keywords_hold_what_the_checker_reads():
    for place, schema in SUBSCHEMAS.items():
        rules = schema.get("x-rule", [])
        for code in [rules] if isinstance(rules, str) else rules:
            assert re.fullmatch(r"FL[0-9]{3}", code), place
        assert ("x-rule" in schema) >= ("x-rule-for" in schema), place
        assert schema.get("x-rule-for", ["type"]), place
        assert {*schema.get("x-kinds", ())} <= {"SQLSCRIPT", "JAR", "PYTHON"}, place
        assert schema.get("x-server-managed", True) is True, place


def test_a_missing_required_property_is_some_rules_matter():
    for place, schema in SUBSCHEMAS.items():
        known = schema.get("properties", SCHEMA["$defs"]["artifact"]["properties"])
        for name in schema.get("required", ()):
            if "/if" not in place:
                below = known[name]
                assert below["x-rule"], (place, name)
                assert "required" in below["x-rule-for"], (place, name)


def test_wrong_names_are_not_names_of_the_same_object():
    for place, schema in SUBSCHEMAS.items():
        names = schema.get("properties", {})
        wrong = [word for below in names.values() for word in below.get("x-confused-with", ())]
        assert not {*wrong} & {*names}, place
        assert len(wrong) == len({*wrong}), place


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (f"{A}.entryClass", "mainClass"),
        (f"{A}.jarUri", "jarURI"),
        (f"{A}.mainArgs", "args"),
        (f"{A}.sqlScript", "sqlscript"),
        (f"{A}.flinkImageTag", "imageTag"),
        (f"{T}.resources.jobmanager", "jobManager"),
        (f"{T}.resources.taskmanager", "taskManager"),
        (f"{T}.flinkConfiguration", "userConfiguration"),
        ("spec.maxSavepointCreationAttempts", "maxSavepointCreationTime"),
        ("spec.maxJobCreationAttempts", "maxJobCreationTime"),
        ("spec.restoreStrategy", "startFromSavepoint"),
    ],
)
def test_knows_the_usual_wrong_names(path, wrong):
    schema = at(path)
    assert schema is not None
    assert wrong in schema["x-confused-with"]


FIELDS = {
    "apiVersion": "string",
    "kind": "string",
    "metadata.name": "string",
    "metadata.displayName": "string",
    "metadata.namespace": "string",
    "metadata.labels": "map",
    "metadata.annotations": "map",
    f'metadata.annotations["{DRAIN}"]': "string",
    "metadata.id": "string",
    "metadata.createdAt": "string",
    "metadata.modifiedAt": "string",
    "metadata.resourceVersion": "integer",
    "spec.state": "string",
    "spec.upgradeStrategy.kind": "string",
    "spec.restoreStrategy.kind": "string",
    "spec.restoreStrategy.allowNonRestoredState": "boolean",
    "spec.restoreStrategy.savepointId": "string",
    "spec.maxSavepointCreationAttempts": "integer",
    "spec.maxJobCreationAttempts": "integer",
    "spec.deploymentTargetId": "string",
    "spec.deploymentTargetName": "string",
    "spec.sessionClusterName": "string",
    "spec.jobFailureExpirationTime": "string",
    "spec.template.metadata.annotations": "map",
    'spec.template.metadata.annotations["flink.queryable-state.enabled"]': "string",
    'spec.template.metadata.annotations["flink.security.ssl.enabled"]': "string",
    f"{A}.kind": "string",
    f"{A}.sqlScript": "string",
    f"{A}.jarUri": "string",
    f"{A}.entryClass": "string",
    f"{A}.mainArgs": "string",
    f"{A}.additionalDependencies": "array",
    f"{A}.pythonArtifactUri": "string",
    f"{A}.entryModule": "string",
    f"{A}.additionalPythonLibraries": "array",
    f"{A}.additionalPythonArchives": "array",
    f"{A}.flinkVersion": "string",
    f"{A}.flinkImageTag": "string",
    f"{A}.flinkImageRegistry": "string",
    f"{A}.flinkImageRepository": "string",
    f"{A}.versionName": "string",
    f"{A}.imageUserDefined": "boolean",
    f"{T}.parallelism": "integer",
    f"{T}.numberOfTaskManagers": "integer",
    f"{T}.batchMode": "boolean",
    f"{T}.latestCheckpointFetchInterval": "integer",
    f"{T}.resources.jobmanager.cpu": "number",
    f"{T}.resources.jobmanager.memory": "string",
    f"{T}.resources.taskmanager.cpu": "number",
    f"{T}.resources.taskmanager.memory": "string",
    f"{T}.flinkConfiguration": "map",
    f"{T}.flinkConfiguration.execution.checkpointing.interval": "string",
    f"{T}.flinkConfiguration.execution.checkpointing.min-pause": "string",
    f"{T}.flinkConfiguration.execution.checkpointing.mode": "string",
    f"{T}.flinkConfiguration.execution.checkpointing.max-concurrent-checkpoints": "string",
    f"{T}.flinkConfiguration.execution.checkpointing.externalized-checkpoint-retention": "string",
    f"{T}.flinkConfiguration.execution.checkpointing.unaligned": "string",
    f"{T}.flinkConfiguration.restart-strategy": "string",
    f"{T}.flinkConfiguration.restart-strategy.fixed-delay.attempts": "string",
    f"{T}.flinkConfiguration.restart-strategy.fixed-delay.delay": "string",
    f"{T}.flinkConfiguration.restart-strategy.failure-rate.max-failures-per-interval": "string",
    f"{T}.flinkConfiguration.restart-strategy.failure-rate.failure-rate-interval": "string",
    f"{T}.flinkConfiguration.restart-strategy.failure-rate.delay": "string",
    f"{T}.flinkConfiguration.taskmanager.numberOfTaskSlots": "string",
    f"{T}.logging.loggingProfile": "string",
    f"{T}.logging.log4jLoggers": "map",
    f'{T}.logging.log4jLoggers[""]': "string",
    f"{T}.logging.log4j2ConfigurationTemplate": "string",
    f"{K}.labels": "map",
    f"{K}.jobManagerPodTemplate": "object",
    f"{K}.taskManagerPodTemplate": "object",
    f"{K}.pods.annotations": "map",
    f"{K}.pods.labels": "map",
    f"{K}.pods.nodeSelector": "map",
    f"{K}.pods.affinity": "object",
    f"{K}.pods.securityContext": "object",
    f"{K}.pods.tolerations": "array",
    f"{K}.pods.imagePullSecrets": "array",
    f"{K}.pods.imagePullSecrets[].name": "string",
    f"{K}.pods.envVars": "array",
    f"{K}.pods.envVars[].name": "string",
    f"{K}.pods.envVars[].value": "string",
    f"{K}.pods.envVars[].valueFrom": "object",
    f"{K}.pods.volumeMounts": "array",
    f"{K}.pods.volumeMounts[].name": "string",
    f"{K}.pods.volumeMounts[].volume": "object",
    f"{K}.pods.volumeMounts[].volumeMount": "object",
    "status": "object",
    "status.state": "string",
    "status.running": "object",
    "status.running.jobId": "string",
    "status.running.transitionTime": "string",
    "status.running.conditions": "array",
    "status.running.conditions[].type": "string",
    "status.running.conditions[].status": "string",
    "status.running.conditions[].message": "string",
    "status.running.conditions[].reason": "string",
    "status.running.conditions[].lastUpdateTime": "string",
    "status.running.conditions[].lastTransitionTime": "string",
}


def is_map(schema: dict[str, Any]) -> bool:
    values = schema.get("additionalProperties")
    return isinstance(values, dict) and types(values) == {"string"}


@pytest.mark.parametrize(("path", "kind"), FIELDS.items())
def test_knows_every_field_and_its_type(path, kind):
    schema = at(path)
    assert schema is not None
    if kind == "map":
        assert types(schema) == {"object"}
        assert is_map(schema)
    else:
        assert kind in types(schema)


LATER = {  # values that came after the API description which the table was made from
    f"{T}.flinkConfiguration.execution.checkpointing.externalized-checkpoint-retention": {
        "NO_EXTERNALIZED_CHECKPOINTS"
    },
    f"{T}.flinkConfiguration.restart-strategy": {"exponential-delay", "exponentialdelay"},
    f"{T}.flinkConfiguration.high-availability": {"zookeeper", "NONE", "KUBERNETES", "ZOOKEEPER"},
}


def test_agrees_with_the_table_of_the_api():
    corpus = os.environ.get("FLINKLINT_CORPUS")
    table = Path(corpus or "").parent / "contracts" / "application-manager-v1-fields.json"
    if not corpus or not table.is_file():
        pytest.skip("FLINKLINT_CORPUS names no folder with the contracts beside it")
    fields = json.loads(table.read_text(encoding="utf-8"))["fields"]
    assert len(fields) > 100
    for field in fields:
        path, kind = field["path"], field["type"].partition("(")[0]
        schema = at(path)
        assert schema is not None, path
        if ".flinkConfiguration." in path:
            assert types(schema) == {"string"}, path
        elif kind.startswith("map<string,string"):
            assert is_map(schema), path
        elif kind.startswith("array"):
            assert "array" in types(schema), path
        elif kind in ("any", "V1PodTemplateSpec") or kind.startswith("map<"):
            assert "object" in types(schema), path
        else:
            assert kind in types(schema), path
        listed = {*(field["enum"] or ())}
        if listed:
            assert choices(schema) == listed | LATER.get(path, set()), path
        if field.get("readOnly"):
            assert schema["readOnly"], path
            assert schema["x-server-managed"], path


CASES: dict[str, tuple[list[str], list[str]]] = {
    "metadata.name": (
        ["a", "7", "orders", "orders-by-minute", "a" * 63],
        ["", "-a", "a-", "Orders", "a_b", "a b", "a.b", "a" * 64, "größe"],
    ),
    "spec.deploymentTargetName": (
        ["vvp-jobs", "Jobs_2", "a" * 250],
        ["", "a b", "a.b", "a/b", "a" * 251],
    ),
    f"{A}.flinkVersion": (
        ["1.10", "1.11", "1.9", "2.0"],
        ["", "1", "1.11.2", "v1.11", "1.11-SNAPSHOT", "1.", ".11", "١.١"],
    ),
    f"{A}.flinkImageTag": (
        [
            "1.11.2-vvr-2.1.1",
            "1.10-vvr-1.0.4",
            "1.13-vvr-4.0.11-3-SNAPSHOT",
            "1.20-vvr-11.5.1-jdk11",
            "1.10.0-stream1-scala_2.12",
            "1.20.1-stream1-scala_2.12-java17",
            "1.11.4-scala_2.11",
        ],
        ["", "latest", "test", "1.11", "1.11.2", "1.11.2-", "vvr-2.1.1", "1.11.2-vvr 2.1.1"],
    ),
    f"{A}.versionName": (
        [
            "vvr-6.0.1-flink-1.15",
            "vvr-11.1-jdk11-flink-1.20",
            "vvr-8.0.1-3-flink-1.17",
            "vvr-8.0.11-flink-1.17",
        ],
        ["", "vvr-6.0.1", "6.0.1-flink-1.15", "vvr-6.0.1-flink-1.15.2", "1.15-vvr-6.0.1"],
    ),
    f"{A}.jarUri": (
        [
            "oss://bucket/a.jar",
            "s3://bucket/a b.jar",
            "https://example.com/a.jar",
            "file:///flink/usrlib/a.jar",
            "hdfs:/jobs/a.jar",
            "${JAR_URI}",
            "${BUCKET}/a.jar",
        ],
        ["", "a.jar", "./a.jar", "/jobs/a.jar", "C:\\jobs\\a.jar", "C:/jobs/a.jar", "//host/a.jar"],
    ),
    f"{T}.resources.jobmanager.memory": (
        ["1Gi", "1.5Gi", "1024Mi", "500Mi", "2097152Ki", "1g", "1G", "1.5g", "1024m", "1048576"],
        ["", "Gi", "1 Gi", "1GB", "1gi", "1GiB", "-1Gi", "1.Gi", ".5Gi", "1,5Gi", "1e3"],
    ),
    f"{T}.flinkConfiguration.execution.checkpointing.interval": (
        ["180s", "10 s", " 10 s ", "1 min", "60000", "10 µs", "10 S", "${INTERVAL}"],
        ["", " ", "s", "1.5 s", "-5 s", "+5s", "1h 30m", "1h30m", "1_000 ms", "10 s!", "${}"],
    ),
    f"{T}.flinkConfiguration.taskmanager.numberOfTaskSlots": (
        ["1", "16", "${SLOTS}"],
        ["", "1.0", "-1", "one", " 1"],
    ),
    f"{T}.flinkConfiguration.execution.checkpointing.unaligned": (
        ["true", "false", "${UNALIGNED}"],
        ["", "yes", "1", "on"],
    ),
    f"{T}.flinkConfiguration.execution.checkpointing.externalized-checkpoint-retention": (
        ["RETAIN_ON_CANCELLATION", "DELETE_ON_CANCELLATION", "${RETENTION}"],
        ["", "Always", "NEVER", "Only when FAILED", "RETAIN"],
    ),
    f"{T}.flinkConfiguration.high-availability": (
        ["none", "kubernetes", "vvp-kubernetes", "com.example.flink.OurFactory"],
        ["", "k8s", "com.", ".example", "com..example", "a b"],
    ),
    'metadata.labels["team"]': (
        ["", "a", "risk", "a.b_c-D", "1", "a" * 63],
        ["a b", "-a", "a-", "a/b", "a" * 64, "ü"],
    ),
}


def value_schema(path: str) -> dict[str, Any]:
    named = at(path)
    if named is not None:
        return named
    owner = at(path.partition("[")[0])
    assert owner is not None
    return owner["additionalProperties"]


@pytest.mark.parametrize(
    ("path", "value"), [(path, value) for path, (good, _) in CASES.items() for value in good]
)
def test_accepts_what_the_platform_takes(path, value):
    assert accepts(value_schema(path), value)


@pytest.mark.parametrize(
    ("path", "value"), [(path, value) for path, (_, bad) in CASES.items() for value in bad]
)
def test_refuses_what_it_does_not(path, value):
    assert not accepts(value_schema(path), value)


@pytest.mark.parametrize("key", ["team", "example.com/team", "a.b_c-D", "k" * 63, "1"])
def test_accepts_label_keys(key):
    assert accepts(SCHEMA["$defs"]["labels"], {key: "a"})


@pytest.mark.parametrize("key", ["", "a b", "-a", "a-", "/a", "a/", "a/b/c", "A.com/a", "k" * 64])
def test_refuses_what_is_no_label_key(key):
    assert not accepts(SCHEMA["$defs"]["labels"], {key: "a"})


PATTERNS = sorted({schema["pattern"] for schema in SUBSCHEMAS.values() if "pattern" in schema})


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_the_same_to_editors(pattern):
    assert pattern.startswith("^")
    assert pattern.endswith("$")
    assert {*re.findall(r"\\(.)", pattern)} <= set(".${}")  # the escapes that ECMAScript's /u knows
    assert not re.search(r"\(\?|\*\+|\+\+|[*+?]\?", pattern)  # no groups or repeats of one dialect
    # `^a|b$` anchors each alternative at one end only
    assert "|" not in re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    "piece", ["a", "1", " ", "-", ".", "a-", "1.", "1 ", "a.", "1.1-a", "a:/", "${", "a/", "${a}"]
)
def test_patterns_answer_long_texts_at_once(pattern, piece):
    compiled = re.compile(pattern)
    for head in ("", "1", "1.1", "a", "vvr-1.1", "${"):
        assert compiled.search(head + piece * 4000 + "\0") is None or ".*" in pattern


def deployment(**artifact: Any) -> dict[str, Any]:
    return {"metadata": {"name": "a"}, "spec": {"template": {"spec": {"artifact": artifact}}}}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("SQLSCRIPT", "sqlScript", "SELECT 1"),
        ("JAR", "jarUri", "oss://b/a-1.jar"),
        ("PYTHON", "pythonArtifactUri", "oss://b/a.py"),
    ],
)
def test_each_kind_of_artifact_needs_its_own_field(kind, field, value):
    assert VALIDATOR.is_valid(deployment(kind=kind, **{field: value}))
    [error] = VALIDATOR.iter_errors(deployment(kind=kind))
    assert error.validator == "required"
    assert error.validator_value == [field]
    schema = at(f"{A}.{field}")
    assert schema is not None
    assert schema["x-kinds"] == [kind]


def test_an_unknown_kind_of_artifact_is_one_error():
    [error] = VALIDATOR.iter_errors(deployment(kind="FLINK"))
    assert error.validator == "enum"


@pytest.mark.parametrize(
    "field", ["deploymentTargetId", "deploymentTargetName", "sessionClusterName"]
)
def test_accepts_the_nulls_of_exports(field):
    body = deployment(kind="JAR", jarUri="oss://b/a-1.jar")
    body["spec"][field] = None
    body["spec"]["template"]["spec"]["logging"] = {"log4j2ConfigurationTemplate": None}
    body["metadata"]["resourceVersion"] = None
    assert VALIDATOR.is_valid(body)


@pytest.mark.parametrize("name", ["orders-by-minute", "clickstream-sessions", "word-count"])
def test_accepts_the_payloads_of_the_examples(name):
    body = json.loads((ROOT / "tests" / "payloads" / f"{name}.json").read_text(encoding="utf-8"))
    assert list(VALIDATOR.iter_errors(body)) == []
