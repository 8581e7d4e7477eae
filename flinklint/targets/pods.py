"""Pod settings of a deployment as a pod template of Kubernetes."""

from __future__ import annotations

from flinklint.schema import JsonValue
from flinklint.targets.target import Body, without_empty

MAIN_CONTAINER = "flink-main-container"
_OF_SPEC = ("nodeSelector", "affinity", "tolerations", "securityContext", "imagePullSecrets")


def pod_template(pods: Body) -> Body:
    """The template that `kubernetes.pods` describes; empty if it describes nothing.

    A volume and its mount, side by side in a deployment, go to the pod and to Flink's container.
    """
    mounts = [item for item in _items(pods, "volumeMounts") if isinstance(item, dict)]
    variables = [without_empty(item) for item in _items(pods, "envVars") if isinstance(item, dict)]
    container: Body = {
        "name": MAIN_CONTAINER,
        "env": [*variables],
        "volumeMounts": [_named(mount, "volumeMount") for mount in mounts],
    }
    container = without_empty(container)
    metadata: Body = {"labels": pods.get("labels"), "annotations": pods.get("annotations")}
    spec: Body = {
        **{name: pods.get(name) for name in _OF_SPEC},
        "volumes": [_named(mount, "volume") for mount in mounts],
        "containers": [container] if len(container) > 1 else None,
    }
    return without_empty({"metadata": without_empty(metadata), "spec": without_empty(spec)})


def _named(mount: Body, part: str) -> JsonValue:
    """One half of a volume and its mount, under the name that joins them."""
    half = mount.get(part)
    rest = half if isinstance(half, dict) else {}
    return {
        "name": mount.get("name") or rest.get("name"),
        **{k: v for k, v in rest.items() if k != "name"},
    }


def _items(pods: Body, name: str) -> list[JsonValue]:
    value = pods.get(name)
    return value if isinstance(value, list) else []
