"""The managed service's API of 2020-05-01: the v1 deployment as the text of one parameter."""

from __future__ import annotations

import json

from flinklint.deployment import Deployment
from flinklint.request import DEPLOYMENT_ID, WORKSPACE, Request, segment
from flinklint.targets import facts
from flinklint.targets.target import (
    Body,
    Path,
    Reader,
    Target,
    Translation,
    check_version,
    namespace,
    says_something,
    setting,
)
from flinklint.targets.v1 import patch

NAME = "alibaba-2020-05-01"
_OPERATIONS = {
    "create": "CreateDeployment",
    "update": "UpdateDeployment",
    "start": "UpdateDeploymentDesiredState",
}


def build(deployment: Deployment) -> Translation:
    """The deployment that `paramsJson` holds: `metadata` and `spec`."""
    reader = Reader(deployment, NAME)
    check_version(reader)
    for name in deployment.node.children:
        reader.take(name)
    body = {name: reader.value(name) for name in ("metadata", "spec") if reader.has(name)}
    for fact in facts.losses(NAME).values():
        path = tuple(fact.field.split("."))
        if says_something(reader.node(*path)):
            reader.lose(path, fact.says, fact.hint, changes_job=fact.changes_job)
            body = _without(body, path)
    return reader.finish(body, fills_in=True)


def _without(body: Body, path: Path) -> Body:
    first, *rest = path
    below = body.get(first)
    if not rest or not isinstance(below, dict):
        return {key: value for key, value in body.items() if key != first}
    return {**body, first: _without(below, tuple(rest))}


def request(translation: Translation, action: str, base: Body | None) -> Request:
    """The gateway has no PATCH: updates and starts are PUT, on paths of their own."""
    workspace = segment(setting(translation, "workspace") or WORKSPACE)
    folder = f"/pop/workspaces/{workspace}/api/v1/namespaces/{namespace(translation)}/deployments"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "x-acs-action": _OPERATIONS[action],
        "x-acs-version": "2020-05-01",
    }
    if action == "create":
        return Request("POST", folder, headers, _params(translation.body))
    path = f"{folder}/{DEPLOYMENT_ID}"
    if action == "start":
        return Request("PUT", f"{path}/state", headers, _params({"state": "RUNNING"}))
    return Request("PUT", f"{path}/patch", headers, _params(patch(translation.body, action, base)))


def _params(body: Body) -> Body:
    return {"paramsJson": json.dumps(body, ensure_ascii=False, separators=(",", ":"))}


ALIBABA_2020 = Target(NAME, build, request)
