"""Schemas of the operator's resources: ours, and the operator's own where they are at hand."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent.parent
FILES = {
    "FlinkDeployment": "flinkdeployments.flink.apache.org-v1.yml",
    "FlinkSessionJob": "flinksessionjobs.flink.apache.org-v1.yml",
}


@cache
def ours() -> Draft202012Validator:
    text = (ROOT / "schemas" / "flink-operator.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


@cache
def crd(kind: str) -> dict[str, Any] | None:
    """The operator's schema of a kind, with what it does not name forbidden; None if not there."""
    corpus = os.environ.get("FLINKLINT_CORPUS", "")
    path = Path(corpus).parent / "contracts" / FILES[kind]
    if not corpus or not path.is_file():
        return None
    document = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    [version] = document["spec"]["versions"]
    assert version["name"] == "v1beta1"
    schema: dict[str, Any] = version["schema"]["openAPIV3Schema"]
    schema["properties"] |= {"apiVersion": {"type": "string"}, "kind": {"type": "string"}}
    schema["properties"]["metadata"] = {"type": "object"}
    _close(schema)
    return schema


def _close(schema: dict[str, Any]) -> None:
    """Forbid what is not named: Kubernetes would drop it without a word."""
    properties = schema.get("properties")
    kept = schema.get("x-kubernetes-preserve-unknown-fields")
    if properties and not kept and "additionalProperties" not in schema:
        schema["additionalProperties"] = False
    for below in (properties or {}).values():
        _close(below)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            _close(schema[name])


@cache
def _validator(kind: str) -> Draft202012Validator | None:
    schema = crd(kind)
    return None if schema is None else Draft202012Validator(schema)


def problems(body: dict[str, Any]) -> list[str]:
    """What is wrong with a resource, by our schema, and by the operator's where it is there."""
    found = [error.message for error in ours().iter_errors(body)]
    validator = _validator(body["kind"])
    if validator is not None:
        found += [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]
    return found
