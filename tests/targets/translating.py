"""Deployments for tests of targets, and what they become."""

from __future__ import annotations

import json
from typing import Any

from flinklint.check import Checker
from flinklint.deployment import Deployment
from flinklint.files import file_of
from flinklint.finding import Finding
from flinklint.payload import to_json
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.targets import TARGETS
from flinklint.targets.target import Translation
from flinklint.tree import read

SCHEMA_ORDER = ("v1", "alibaba-2020-05-01", "alibaba-2022-07-18", "flink-operator")
OPERATOR = {
    "runner-image": "registry.example.com/sql-runner:1.2",
    "runner-jar": "local:///opt/flink/usrlib/sql-runner.jar",
    "runner-args": ["--script-base64", "{script-base64}"],
    "jar-folder": "local:///opt/flink/usrlib",
}


def deployment(text: str, target: str, **settings: Any) -> Deployment:
    """The first deployment of a text."""
    tree = read(Source("jobs/orders.yaml", text))
    assert tree.problem is None, tree.problem
    return Deployment(tree.documents[0].root, Settings(target=target, **settings))


def translated(text: str, target: str, **settings: Any) -> Translation:
    return TARGETS[target].build(deployment(text, target, **settings))


def body(text: str, target: str, **settings: Any) -> dict[str, Any]:
    """The body as whoever receives it reads it."""
    found: dict[str, Any] = json.loads(to_json(translated(text, target, **settings).body))
    return found


def at(value: Any, path: str) -> Any:
    """What stands at a dotted path; None where nothing does."""
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def losses(text: str, target: str, **settings: Any) -> dict[str, str]:
    """The severity of each finding FL130, by the field that is lost."""
    found = translated(text, target, **settings)
    return {loss.field: "error" if loss.changes_job else "warning" for loss in found.lost()}


def refusals(text: str, target: str, **settings: Any) -> list[str]:
    return [obstacle.message for obstacle in translated(text, target, **settings).obstacles]


def findings(text: str | bytes, target: str, **settings: Any) -> list[Finding]:
    """What the rules of targets say, as `compile` runs them."""
    data = text.encode() if isinstance(text, str) else text
    rules = [rule for rule in load() if rule.code in ("FL130", "FL131")]
    checker = Checker(rules, Settings(target=target, **settings))
    outcome = checker.check([file_of("jobs/orders.yaml", data)])
    assert not outcome.crashed
    return outcome.findings


def job(*lines: str, artifact: str = "", spec: str = "", metadata: str = "") -> str:
    """A JAR job; `lines` are further ones of the template's specification."""
    program = artifact or (
        '{kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17",'
        " flinkImageTag: 1.17-vvr-8.0.11}"
    )
    return (
        f"kind: Deployment\napiVersion: v1\nmetadata: {{name: orders{metadata}}}\nspec:\n"
        + (f"  {spec}\n" if spec else "")
        + "  deploymentTargetName: default-queue\n  template:\n    spec:\n"
        + f"      artifact: {program}\n"
        + "".join(f"      {line}\n" for line in lines)
    )


def script(sql: str, version: str = "1.17", tag: str = "1.17-vvr-8.0.11") -> str:
    """A SQL job whose script is a JSON text, so that it is exactly what is meant."""
    return job(
        artifact=f'{{kind: SQLSCRIPT, sqlScript: {json.dumps(sql)}, flinkVersion: "{version}",'
        f" flinkImageTag: {tag}}}"
    )
