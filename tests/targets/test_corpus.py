"""Every valid public deployment through every target.

FLINKLINT_CORPUS names a folder that holds deployments/INDEX.jsonl and the files beside it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ververica20220718 import models
from targets.crds import problems
from targets.translating import OPERATOR, SCHEMA_ORDER
from targets.vendor import misfits, through

from flinklint.deployment import Deployment
from flinklint.files import file_of
from flinklint.manifest import Manifest
from flinklint.payload import to_json
from flinklint.settings import Settings
from flinklint.targets import TARGETS
from flinklint.targets.target import Translation

OPTIONS: dict[str, dict[str, object]] = {"flink-operator": {**OPERATOR, "image": "flink:1.17"}}
pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    folder = Path(os.environ.get("FLINKLINT_CORPUS", "")) / "deployments"
    if not (folder / "INDEX.jsonl").is_file():
        pytest.skip("FLINKLINT_CORPUS names no folder with deployments/INDEX.jsonl")
    rows = [json.loads(line) for line in (folder / "INDEX.jsonl").read_text("utf-8").splitlines()]
    valid = [row["file"] for row in rows if row["expected"] == "valid"]
    assert len(valid) > 20
    return {name: (folder / name).read_bytes() for name in valid}


def deployments(name: str, data: bytes, target: str) -> list[Deployment]:
    settings = Settings(unwrap=True, target=target, target_options=OPTIONS.get(target, {}))
    return Manifest(file_of(name, data).source, settings).deployments


def translations(files: dict[str, bytes], target: str) -> list[Translation]:
    found = [
        TARGETS[target].build(deployment)
        for name, data in files.items()
        for deployment in deployments(name, data, target)
    ]
    assert len(found) >= len(files)
    return found


def names(value: Any) -> set[str]:
    """Every text and number that stands in a value, keys of maps included."""
    if isinstance(value, dict):
        below = [names(child) for child in value.values()]
        return {*value, *set().union(*below)}
    if isinstance(value, list):
        return set().union(*map(names, value))
    return set() if value is None else {str(value)}


@pytest.mark.parametrize("target", SCHEMA_ORDER)
def test_the_same_bytes_come_out_of_the_payload(files: dict[str, bytes], target: str) -> None:
    for name, data in files.items():
        for deployment in deployments(name, data, target):
            made = to_json(TARGETS[target].build(deployment).body)
            assert made == to_json(TARGETS[target].build(deployment).body), name
            if target == "v1":
                [again] = deployments(name, made.encode(), target)
                assert to_json(TARGETS[target].build(again).body) == made, name


def test_the_vendors_models_give_every_payload_back(files: dict[str, bytes]) -> None:
    for found in translations(files, "alibaba-2022-07-18"):
        assert through(models.Deployment, found.body) == found.body
        assert misfits(models.Deployment, found.body) == []
        assert found.start is not None
        assert through(models.JobStartParameters, found.start) == found.start


def test_every_resource_of_the_operator_fits_its_schemas(files: dict[str, bytes]) -> None:
    fitting = 0
    for found in translations(files, "flink-operator"):
        if not any(obstacle.certain for obstacle in found.obstacles):
            assert problems(json.loads(json.dumps(found.body))) == [], found.deployment
            fitting += 1
    assert fitting >= 5


@pytest.mark.parametrize("target", SCHEMA_ORDER[1:3])
def test_every_text_of_an_option_or_a_script_is_carried(
    files: dict[str, bytes], target: str
) -> None:
    for found in translations(files, target):
        there = names(json.loads(json.dumps(found.body)))
        for node in found.deployment.flink_configuration:
            assert {node.name, node.text} - {None} <= there, (found.deployment, node)
        script = found.deployment.artifact["sqlScript"].text
        assert script is None or script in there
