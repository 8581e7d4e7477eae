"""The managed service's own SDKs: what they make of a payload, and the requests that they send."""

from __future__ import annotations

import inspect
from typing import Any, get_args, get_origin

from alibabacloud_tea_openapi.models import Config
from alibabacloud_ververica20220718 import models
from alibabacloud_ververica20220718.client import Client
from aliyunsdkcore.client import AcsClient
from aliyunsdkververica.request.v20200501.CreateDeploymentRequest import CreateDeploymentRequest
from aliyunsdkververica.request.v20200501.UpdateDeploymentDesiredStateRequest import (
    UpdateDeploymentDesiredStateRequest,
)
from aliyunsdkververica.request.v20200501.UpdateDeploymentRequest import UpdateDeploymentRequest
from darabonba.runtime import RuntimeOptions

OLD_REQUESTS = {
    "create": CreateDeploymentRequest,
    "update": UpdateDeploymentRequest,
    "start": UpdateDeploymentDesiredStateRequest,
}


def through(model: type, value: dict[str, Any]) -> Any:
    """A value read into the vendor's model and written again.

    Lists that the model adds to everything, empty, are taken out where the value has none.
    """
    found = model().from_map(value)
    found.validate()
    return _without_added(found.to_map(), value)


def _without_added(found: Any, value: Any) -> Any:
    if isinstance(found, dict) and isinstance(value, dict):
        return {
            key: _without_added(below, value.get(key))
            for key, below in found.items()
            if key in value or below != []
        }
    if isinstance(found, list) and isinstance(value, list):
        return [_without_added(*pair) for pair in zip(found, value, strict=True)]
    return found


def misfits(model: type, value: dict[str, Any], place: str = "") -> list[str]:
    """The places of values that have not the type that the model declares."""
    hints = inspect.get_annotations(model.__init__, eval_str=True, locals={"main_models": models})
    wire = {_wire(name): hint for name, hint in hints.items()}
    wrong = []
    for key, below in value.items():
        wrong += _misfits(wire.get(key), below, f"{place}.{key}")
    return wrong


def _misfits(hint: Any, value: Any, place: str) -> list[str]:
    if hint is None:
        return [f"{place} is unknown"]
    if hint is Any:
        return []
    if get_origin(hint) is dict:
        return [] if isinstance(value, dict) else [place]
    if get_origin(hint) is list:
        [item] = get_args(hint)
        if not isinstance(value, list):
            return [place]
        return [wrong for one in value for wrong in _misfits(item, one, place)]
    if hint in (str, bool):
        return [] if isinstance(value, hint) else [place]
    if hint in (int, float):
        fits = isinstance(value, int if hint is int else (int, float))
        return [] if fits and not isinstance(value, bool) else [place]
    return misfits(hint, value, place) if isinstance(value, dict) else [place]


def _wire(name: str) -> str:
    """`log_4j_loggers` or `jar_uri` as JSON has it."""
    first, *rest = name.split("_")
    joined = first + "".join(part[:1].upper() + part[1:] for part in rest)
    return joined.replace("log4j2configuration", "log4j2Configuration")


def send(url: str, action: str, namespace: str, workspace: str, body: dict[str, Any]) -> None:
    """Send a body with the SDK of 2022-07-18."""
    host = url.removeprefix("http://")
    config = Config(access_key_id="id", access_key_secret="secret", endpoint=host, protocol="HTTP")
    client, options = Client(config), RuntimeOptions()
    if action == "start":
        client.start_job_with_params_with_options(
            namespace,
            models.StartJobWithParamsRequest(body=models.JobStartParameters().from_map(body)),
            models.StartJobWithParamsHeaders(workspace=workspace),
            options,
        )
        return
    deployment = models.Deployment().from_map(body)
    if action == "create":
        client.create_deployment_with_options(
            namespace,
            models.CreateDeploymentRequest(body=deployment),
            models.CreateDeploymentHeaders(workspace=workspace),
            options,
        )
    else:
        client.update_deployment_by_name_with_options(
            namespace,
            models.UpdateDeploymentByNameRequest(deployment_name=body["name"], body=deployment),
            models.UpdateDeploymentByNameHeaders(workspace=workspace),
            options,
        )


def send_old(url: str, action: str, namespace: str, workspace: str, params: str) -> None:
    """Send `paramsJson` with the SDK of 2020-05-01."""
    request = OLD_REQUESTS[action]()
    request.set_workspace(workspace)
    request.set_namespace(namespace)
    request.set_paramsJson(params)
    if action != "create":
        request.set_deploymentId("5d4c")
    request.set_protocol_type("http")
    request.set_endpoint(url.removeprefix("http://"))
    AcsClient("id", "secret", "cn-hangzhou").do_action_with_exception(request)
