"""Application Manager v1: the deployment as it is written."""

from __future__ import annotations

from flinklint.deployment import Deployment
from flinklint.payload import build as build_payload
from flinklint.payload import to_json
from flinklint.request import API_TOKEN, DEPLOYMENT_ID, Request, segment
from flinklint.targets.target import Body, Target, Translation, namespace

HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}
IDENTITY = ("name", "namespace")
"""What the address of an update says, and no update can change."""


def build(deployment: Deployment) -> Translation:
    """The payload: nothing is lost."""
    payload = build_payload(deployment)
    return Translation(deployment, payload.body, dropped=payload.dropped)


def request(translation: Translation, action: str, base: Body | None) -> Request:
    """POST for create, PATCH for update and start; an update after `base` has what changed."""
    folder = f"/api/v1/namespaces/{namespace(translation)}/deployments"
    headers = {**HEADERS, "Authorization": f"Bearer {API_TOKEN}"}
    if action == "create":
        return Request("POST", folder, headers, translation.body)
    path = f"{folder}/{segment(translation.deployment.name or DEPLOYMENT_ID)}"
    return Request("PATCH", path, headers, patch(translation.body, action, base))


def patch(body: Body, action: str, base: Body | None) -> Body:
    """The body of a PATCH that updates a deployment to `body`, or starts it.

    After `base`, the body that was sent before, it holds what changed, and null for what went
    (RFC 7386); otherwise all but what cannot be changed.
    """
    if action == "start":
        return {"spec": {"state": "RUNNING"}}
    if base is not None:
        return _difference(_changeable(base), _changeable(body))
    return {key: value for key, value in _changeable(body).items() if value != {}}


def _changeable(body: Body) -> Body:
    rest = {key: value for key, value in body.items() if key not in ("kind", "apiVersion")}
    metadata = rest.get("metadata")
    if isinstance(metadata, dict):
        kept = {key: value for key, value in metadata.items() if key not in IDENTITY}
        rest = {**rest, "metadata": kept}
    return rest


def _difference(old: Body, new: Body) -> Body:
    found: Body = {}
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            below = _difference(before, value)
            if below:
                found[key] = below
        elif key not in old or to_json(value) != to_json(before):  # to Python, 1 is true
            found[key] = value
    return {**found, **{key: None for key in old if key not in new}}


V1 = Target("v1", build, request)
