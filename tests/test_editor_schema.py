"""The schema for editors: every editor reads it, and it marks no valid deployment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from in_process import run as command
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from support import run
from test_rule_pages import RULES, samples

from flinklint import editor_schema, knowledge
from flinklint.manifest import Manifest
from flinklint.resources import home
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.units import FlinkVersion

ROOT = Path(__file__).parent.parent
SCHEMA = editor_schema.document()
VALIDATOR = Draft7Validator(SCHEMA)
ENABLED = [rule for rule in RULES if rule.enabled]
OWN_FILES = sorted(
    [*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests/mutants/bases").iterdir()]
)
STANDARD = set(Draft7Validator.META_SCHEMA["properties"])
OF_EDITORS = {"markdownDescription", "patternErrorMessage"}


def keywords(schema: Any) -> Iterator[str]:
    """Every keyword of a schema and of those in it."""
    if isinstance(schema, list):
        for below in schema:
            yield from keywords(below)
    if not isinstance(schema, dict):
        return
    for keyword, below in schema.items():
        yield keyword
        if keyword in ("properties", "patternProperties"):
            for one in below.values():
                yield from keywords(one)
        elif keyword not in ("default", "examples", "enum"):
            yield from keywords(below)


def plain(value: Any) -> Any:
    """A YAML value as JSON has it."""
    if isinstance(value, dict):
        return {str(key): plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below) for below in value]
    is_json = value is None or isinstance(value, bool | int | float | str)
    return value if is_json else str(value)


def marks(text: str) -> list[str]:
    """What an editor would mark in a text, if it is YAML."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = True
    try:
        documents = list(yaml.load_all(text))
    except (YAMLError, ValueError):
        return []
    errors = (error for one in documents for error in VALIDATOR.iter_errors(plain(one)))
    return [f"{error.json_path}: {error.message}" for error in errors]


def test_is_a_schema_of_draft_7_with_no_keywords_of_our_own():
    Draft7Validator.check_schema(SCHEMA)
    assert set(keywords(SCHEMA)) <= STANDARD | OF_EDITORS
    assert "$ref" not in set(keywords(SCHEMA))
    assert json.loads(editor_schema.text()) == SCHEMA


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: path.name)
def test_marks_nothing_in_our_own_deployments(path):
    assert marks(path.read_text(encoding="utf-8")) == []


def test_marks_no_sample_in_which_no_error_is_found():
    looked_at = 0
    for rule in RULES:
        for sample in samples(rule):
            if sample.language == "sql":
                continue
            looked_at += 1
            said = marks(sample.text)
            silenced = "flinklint: ignore" in sample.text
            if said and not silenced:
                name = f"sample.{sample.language}"
                outcome = run(sample.text, ENABLED, name=name, **sample.settings())
                assert any(finding.rank == 2 for finding in outcome.findings), (rule.code, said)
    assert looked_at > 200


def deployment(**fields: Any) -> dict[str, Any]:
    artifact = {"kind": "JAR", "jarUri": "oss://b/a.jar", **fields.pop("artifact", {})}
    options = fields.pop("options", {})
    return {
        "apiVersion": "v1",
        "kind": "Deployment",
        "metadata": {"name": "orders"},
        "spec": {
            **fields.pop("spec", {}),
            "template": {
                "spec": {"artifact": artifact, "flinkConfiguration": options, **fields},
            },
        },
    }


@pytest.mark.parametrize(
    "valid",
    [
        deployment(),
        deployment(parallelism="4"),
        deployment(parallelism=None),
        deployment(parallelism="${PARALLELISM}"),
        deployment(artifact={"kind": "sqlscript"}),
        deployment(artifact={"flinkVersion": 1.17, "flinkImageTag": None}),
        deployment(artifact={"additionalDependencies": "{{ jars }}"}),
        deployment(options={"parallelism.default": 4, "my.own": True, "${key}": "x"}),
        deployment(options={"pipeline.object-reuse": True, "state.backend": "our.Factory"}),
        deployment(options="${options}"),
        deployment(spec={"state": "running"}),
        deployment(spec={"${extra}": 1}),
        {**deployment(), "status": {"whatever": 1}},
        {"spec": {"template": {"spec": {"parallelism": 2}}}},
        {"kind": "SessionCluster", "spec": {"flinkVersion": "1.17"}},
        {"kind": "Deployment", "apiVersion": "apps/v1", "spec": {"replicas": 1}},
        None,
    ],
    ids=str,
)
def test_takes_what_the_platform_takes(valid):
    assert list(VALIDATOR.iter_errors(valid)) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (deployment(paralelism=4), "$.spec.template.spec"),
        (deployment(parallelism="four"), "$.spec.template.spec.parallelism"),
        (deployment(parallelism=0), "$.spec.template.spec.parallelism"),
        (deployment(parallelism=[1]), "$.spec.template.spec.parallelism"),
        (deployment(spec={"state": "RUNING"}), "$.spec.state"),
        (deployment(artifact={"kind": "SQL"}), "$.spec.template.spec.artifact.kind"),
        (deployment(resources={"jobManager": {}}), "$.spec.template.spec.resources"),
        (
            deployment(resources={"jobmanager": {"cpu": "500m"}}),
            "$.spec.template.spec.resources.jobmanager.cpu",
        ),
        (deployment(options={"a": {"b": "c"}}), "$.spec.template.spec.flinkConfiguration.a"),
        (deployment(options=["a"]), "$.spec.template.spec.flinkConfiguration"),
        (
            deployment(logging={"log4jLoggers": {"x": "INFOO"}}),
            "$.spec.template.spec.logging.log4jLoggers.x",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_marks_mistakes_where_they_are(wrong, place):
    assert [error.json_path for error in VALIDATOR.iter_errors(wrong)] == [place]


@pytest.mark.skipif("FLINKLINT_CORPUS" not in os.environ, reason="FLINKLINT_CORPUS is not set")
@pytest.mark.conformance
def test_marks_no_public_deployment_in_which_no_error_is_found():
    folder = Path(os.environ["FLINKLINT_CORPUS"]) / "deployments"
    looked_at = 0
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".yaml", ".yml"):
            continue
        text = path.read_text(encoding="utf-8")
        if not Manifest(Source(path.name, text), Settings()).is_ours:
            continue
        looked_at += 1
        said = marks(text)
        if said:
            outcome = run(text, ENABLED, name=path.name)
            assert any(finding.rank == 2 for finding in outcome.findings), (path.name, said)
    assert looked_at > 20


def test_knows_the_options_of_every_version():
    options = SCHEMA["else"]["properties"]["spec"]["properties"]["template"]["properties"]["spec"]
    known = options["properties"]["flinkConfiguration"]["properties"]
    rows = json.loads((home("schemas") / "flink-options.json").read_text(encoding="utf-8"))
    hidden = {k for k, row in rows["options"].items() if row.get("internal") or row.get("alias")}
    assert {*rows["options"]} - hidden <= {*known}
    assert "default 10 min" in known["execution.checkpointing.timeout"]["markdownDescription"]
    assert known["pipeline.object-reuse"]["description"] == "Boolean; default false"


def configured(version: str) -> dict[str, Any]:
    """The options of the schema for one version."""
    code, out, _ = command("schema", "--flink-version", version)
    assert code == 0
    found: dict[str, Any] = json.loads(out)["else"]
    for key in ("spec", "template", "spec", "flinkConfiguration"):
        found = found["properties"][key]
    return found["properties"]  # type: ignore[no-any-return]


def test_offers_the_options_of_one_version_where_asked():
    old, new = configured("1.17"), configured("1.20")
    assert {"akka.ask.timeout"} <= {*old} & {*new}
    assert "pekko.ask.timeout" not in old
    assert "pekko.ask.timeout" in new
    assert "deprecated" not in old["akka.ask.timeout"]["description"]
    assert "deprecated since Flink 1.18" in new["akka.ask.timeout"]["description"]
    for version in ("1.17", "1.20"):
        gone = {
            key
            for key in configured(version)
            if (option := knowledge.options(FlinkVersion.parse(version)).find(key)) is not None
            and option.state != "here"
        }
        assert gone == set()


def test_a_version_that_is_none_is_told():
    assert command("schema", "--flink-version", "latest")[0] == 2
