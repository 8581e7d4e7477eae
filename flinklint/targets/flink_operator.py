"""The Apache Flink Kubernetes Operator: a FlinkDeployment, or a FlinkSessionJob."""

from __future__ import annotations

from flinklint.deployment import STOP_WITH_DRAIN, Deployment
from flinklint.regex import regex
from flinklint.request import API_TOKEN, NAMESPACE, Request, segment
from flinklint.sizing import whole
from flinklint.targets import facts
from flinklint.targets.operator_cluster import cluster
from flinklint.targets.operator_parts import (
    NAME,
    NESTED_OPTIONS,
    TEMPLATE,
    lose_unfilled,
    to_set,
)
from flinklint.targets.operator_program import program
from flinklint.targets.target import (
    Body,
    Reader,
    Target,
    Translation,
    check_version,
    flink_version,
    setting,
    without_empty,
)

GROUP = "flink.apache.org/v1beta1"
_NAME = regex(r"[a-z]([-a-z0-9]{0,43}[a-z0-9])?")
_ANNOTATION = regex(r"([-a-z0-9.]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
_STATES = {"RUNNING": "running", "SUSPENDED": "suspended", "CANCELLED": "suspended"}
_CHECKPOINTS = ("state.checkpoints.dir", "execution.checkpointing.dir")
_SAVEPOINTS = ("state.savepoints.dir", "execution.checkpointing.savepoint-dir")


def build(deployment: Deployment) -> Translation:
    """The resource to apply."""
    reader = Reader(deployment, NAME)
    session = reader.take_text("spec", "sessionClusterName")
    for path in (("kind",), ("apiVersion",)):
        reader.take(*path)
    _namespace(reader)
    spec: Body
    if session:
        for name in ("numberOfTaskManagers", "resources", "logging", "kubernetes"):
            reader.take(*TEMPLATE, name)
        spec = {"deploymentName": session}
        kind = "FlinkSessionJob"
    else:
        check_version(reader)
        spec = cluster(reader)
        kind = "FlinkDeployment"
    job = _job(reader)
    options = _options(reader, str(job.get("upgradeMode", "")), in_session=bool(session))
    body: Body = {
        "apiVersion": GROUP,
        "kind": kind,
        "metadata": _metadata(reader),
        "spec": without_empty({**spec, "flinkConfiguration": options, "job": job}),
    }
    return reader.finish(body)


def request(translation: Translation, action: str, base: Body | None) -> Request:
    """POST for create, a server-side apply for update, a merge patch for start."""
    space = setting(translation, "namespace") or NAMESPACE
    plural = f"{str(translation.body['kind']).lower()}s"
    folder = f"/apis/{GROUP}/namespaces/{segment(space)}/{plural}"
    headers = {"Accept": "application/json", "Authorization": f"Bearer {API_TOKEN}"}
    if action == "create":
        headers["Content-Type"] = "application/json"
        return Request("POST", folder, headers, translation.body)
    path = f"{folder}/{segment(translation.deployment.name or '')}"
    if action == "update":
        headers["Content-Type"] = "application/apply-patch+yaml"
        return Request("PATCH", f"{path}?fieldManager=flinklint", headers, translation.body)
    headers["Content-Type"] = "application/merge-patch+json"
    return Request("PATCH", path, headers, {"spec": {"job": {"state": "running"}}})


def _namespace(reader: Reader) -> None:
    """Where it runs is a namespace of Kubernetes, which a deployment does not name."""
    for path in (
        ("metadata", "namespace"),
        ("spec", "deploymentTargetId"),
        ("spec", "deploymentTargetName"),
    ):
        if reader.take(*path) is not None and reader.setting("namespace") is None:
            says = "it runs in a namespace of Kubernetes"
            reader.lose(path, says, to_set("namespace"), changes_job=False)


def _metadata(reader: Reader) -> Body:
    name = reader.take_text("metadata", "name")
    node = reader.deployment.metadata["name"]
    if name is None or (not node.is_placeholder and not _NAME.fullmatch(name)):
        message = f"{NAME} has no resource of the name `{name}`" if name else f"{NAME} needs a name"
        reader.refuse(node, message, "at most 45 of a-z, 0-9 and -, the first a letter")
    metadata: Body = {
        "name": name,
        "namespace": reader.setting("namespace"),
        "labels": reader.take_map("metadata", "labels"),
        "annotations": _annotations(reader),
    }
    return without_empty(metadata)


def _annotations(reader: Reader) -> Body:
    drain = ("metadata", "annotations", STOP_WITH_DRAIN)
    if reader.take(*drain) == "true":
        says = "it stops a job without emptying its windows"
        hint = "kubernetes.operator.job.drain-on-savepoint-deletion does it on deletion"
        reader.lose(drain, says, hint, changes_job=True)
    _switches(reader)
    kept: Body = {}
    written = reader.value("metadata", "annotations")
    for name in written if isinstance(written, dict) else ():
        if name == STOP_WITH_DRAIN:
            continue
        path = ("metadata", "annotations", name)
        if _ANNOTATION.fullmatch(name):
            kept[name] = reader.take(*path)
        else:
            reader.lose(path, "Kubernetes takes no such key", changes_job=False)
    return kept


def _switches(reader: Reader) -> None:
    """What switches of the job mean as options is done by `_options`; off means nothing."""
    holder = ("spec", "template", "metadata", "annotations")
    reader.take(*holder, "flink.queryable-state.enabled")
    tls = (*holder, "flink.security.ssl.enabled")
    if reader.take(*tls) == "true":
        says = "keys and certificates are not made by it"
        reader.lose(tls, says, "set security.ssl.internal.* options", changes_job=True)


def _job(reader: Reader) -> Body:
    parallelism = reader.take_number(*TEMPLATE, "parallelism")
    if parallelism is None:
        parallelism = whole(reader.effective(*TEMPLATE, "parallelism"))
    job: Body = {
        **program(reader),
        "parallelism": parallelism or 1,
        "upgradeMode": _upgrade_mode(reader),
        "state": _state(reader),
        "allowNonRestoredState": reader.take("spec", "restoreStrategy", "allowNonRestoredState"),
    }
    return {key: value for key, value in job.items() if value not in (None, [])}


def _upgrade_mode(reader: Reader) -> str:
    """What the operator does with the state, of both strategies."""
    upgrade_path = ("spec", "upgradeStrategy", "kind")
    restore_path = ("spec", "restoreStrategy", "kind")
    reader.take(*upgrade_path)
    reader.take(*restore_path)
    saved = ("spec", "restoreStrategy", "savepointId")
    if reader.take(*saved) is not None:
        says = "it starts from the path of a savepoint"
        reader.lose(saved, says, "write job.initialSavepointPath by hand", changes_job=True)
    upgrade, restore = reader.effective(*upgrade_path), reader.effective(*restore_path)
    modes = facts.of(NAME)["upgrade_modes"]
    if upgrade.text == "NONE":
        says = "it restarts the job as soon as the resource is changed"
        reader.lose(upgrade_path, says, changes_job=True, node=upgrade.default)
    mode = modes["values"].get(upgrade.text, {}).get(restore.text)
    nearest = str(modes["nearest"].get(restore.text, "savepoint"))
    if mode is None:
        says = f"it has nothing like {upgrade.text} with {restore.text}; `{nearest}` is written"
        written = upgrade_path if upgrade.origin in ("written", "defaults") else restore_path
        node = reader.effective(*written).default
        reader.lose(written, says, changes_job=True, node=node)
    return str(mode or nearest)


def _state(reader: Reader) -> str | None:
    state = reader.take_text("spec", "state")
    if state == "CANCELLED":
        says = "a job is cancelled by deleting its resource; `suspended` is written"
        reader.lose(("spec", "state"), says, changes_job=False)
    return _STATES.get(state or "")


def _options(reader: Reader, mode: str, *, in_session: bool) -> Body:
    path = (*TEMPLATE, "flinkConfiguration")
    forbidden = facts.of(NAME)["forbidden_options"]["values"]
    options: Body = {}
    for name, value in reader.take_map(*path).items():
        if name in forbidden:
            reader.lose((*path, name), "it sets this option itself", changes_job=True)
        elif name.startswith("high-availability") and value == "vvp-kubernetes":
            says = "`vvp-kubernetes` is the platform's own"
            reader.lose((*path, name), says, "write `kubernetes`", changes_job=True)
        else:
            options[name] = value
            lose_unfilled(reader, (*path, name))
    holder = ("spec", "template", "metadata", "annotations")
    if reader.value(*holder, "flink.queryable-state.enabled") == "true":
        options.setdefault("queryable-state.enable", "true")
    if reader.take(*TEMPLATE, "batchMode") is True:
        options.setdefault("execution.runtime-mode", "BATCH")
    if not in_session:
        _check_options(reader, options, mode)
    return options


def _check_options(reader: Reader, options: Body, mode: str) -> None:
    """Refuse what the operator would refuse."""
    holder = reader.deployment.flink_configuration
    wanted = {"savepoint": (_CHECKPOINTS, _SAVEPOINTS), "last-state": (_CHECKPOINTS,)}
    missing = [keys[0] for keys in wanted.get(mode, ()) if not any(key in options for key in keys)]
    if missing:
        message = f"{NAME} needs {' and '.join(missing)} for the upgrade mode `{mode}`"
        hint = "not if the operator's own configuration has it"
        reader.refuse(holder, message, hint, certain=False)
    version = flink_version(reader.deployment)
    if version is None or version < NESTED_OPTIONS:
        return
    for name in options:
        below = [key for key in options if key.startswith(f"{name}.")]
        if below:
            message = f"{NAME} takes no `{name}` beside `{below[0]}` from Flink 2.0 on"
            reader.refuse(holder[name], message, "use the name that Flink 2 has for it")


FLINK_OPERATOR = Target(NAME, build, request)
