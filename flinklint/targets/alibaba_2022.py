"""The managed service's API of 2022-07-18: a deployment, and the parameters that start its job."""

from __future__ import annotations

from urllib.parse import quote

from flinklint.deployment import STOP_WITH_DRAIN, Deployment
from flinklint.flink_image import example_tag
from flinklint.request import DEPLOYMENT_ID, WORKSPACE, Request
from flinklint.schema import JsonValue
from flinklint.targets import facts
from flinklint.targets.sizes import binary, take_task_managers
from flinklint.targets.target import (
    Body,
    Path,
    Reader,
    Target,
    Translation,
    check_version,
    flink_version,
    namespace,
    setting,
    without_empty,
)
from flinklint.tree import Node
from flinklint.units import EngineVersion, ImageTag

NAME = "alibaba-2022-07-18"
T = ("spec", "template", "spec")
A = (*T, "artifact")
_OPERATIONS = {
    "create": "CreateDeployment",
    "update": "UpdateDeploymentByName",
    "start": "StartJobWithParams",
}
_OWN_IMAGES = ("vvr", "flink")


def build(deployment: Deployment) -> Translation:
    """The body of CreateDeployment, and the parameters of StartJobWithParams."""
    reader = Reader(deployment, NAME)
    name = reader.take_text("metadata", "name")
    if not name:
        reader.refuse(deployment.metadata, f"{NAME} has no deployment without a name")
    for path in (("kind",), ("apiVersion",), ("metadata", "namespace")):
        reader.take(*path)
    check_version(reader)
    _annotations(reader)
    resources = _resources(reader)
    batch = reader.take(*T, "batchMode") is True
    place = "batchResourceSetting" if batch else "streamingResourceSetting"
    setting_: Body = {} if batch else {"resourceSettingMode": "BASIC"}
    body: Body = {
        "name": name,
        "labels": reader.take_map("metadata", "labels"),
        "engineVersion": _engine(reader),
        "executionMode": "BATCH" if batch else "STREAMING",
        "deploymentTarget": _deployment_target(reader),
        "artifact": _artifact(reader),
        place: {**setting_, "basicResourceSetting": resources} if resources else None,
        "flinkConf": reader.take_map(*T, "flinkConfiguration"),
        "logging": _logging(reader),
    }
    start, in_start = _start(reader)
    return reader.finish(without_empty(body), start, in_start)


def request(translation: Translation, action: str, base: Body | None) -> Request:
    """POST for create and start; an update by name replaces the whole deployment."""
    folder = f"/api/v2/namespaces/{namespace(translation)}"
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "workspace": setting(translation, "workspace") or WORKSPACE,
        "x-acs-action": _OPERATIONS[action],
        "x-acs-version": "2022-07-18",
    }
    if action == "create":
        return Request("POST", f"{folder}/deployments", headers, translation.body)
    if action == "start":
        return Request("POST", f"{folder}/jobs%3Astart", headers, translation.start)
    name = quote(str(translation.body.get("name", "")), safe="")
    path = f"{folder}/deployments/updateDeployment/byName?deploymentName={name}"
    return Request("PUT", path, headers, translation.body)


def _annotations(reader: Reader) -> None:
    """Switches that are off say nothing; what is on is lost."""
    drain = ("metadata", "annotations", STOP_WITH_DRAIN)
    if reader.value(*drain) == "true":
        says = "it is said at each stop"
        reader.lose(drain, says, "stop the job with STOP_WITH_DRAIN", changes_job=False)
    elif reader.value(*drain) == "false":
        reader.take(*drain)
    for switch in ("flink.queryable-state.enabled", "flink.security.ssl.enabled"):
        path = ("spec", "template", "metadata", "annotations", switch)
        if reader.value(*path) == "true":
            reader.lose(path, "the service has no such switch", changes_job=True)
        elif reader.value(*path) == "false":
            reader.take(*path)


def _engine(reader: Reader) -> str | None:
    """`vvr-8.0.11-flink-1.17`: of the engine's name, of the image tag, or as set."""
    named = reader.take_text(*A, "versionName")
    tag_text = reader.take_text(*A, "flinkImageTag")
    reader.take(*A, "flinkVersion")
    _image(reader)
    tag = ImageTag.parse(tag_text) if tag_text else None
    version = flink_version(reader.deployment)
    if version is not None and version not in facts.versions(NAME):
        return None  # which is refused
    if named:
        return _engine_named(reader, named)
    engine = _engine_of(tag) or _engine_set(reader)
    if tag_text and (tag is None or tag.kind != "vvr"):
        says = f"`{tag_text}` names no engine of the service"
        reader.lose((*A, "flinkImageTag"), says, _engine_hint(reader), changes_job=True)
    elif engine is None and reader.value(*A, "flinkVersion"):
        says = "an engine has a version of VVR too"
        reader.lose((*A, "flinkVersion"), says, _engine_hint(reader), changes_job=True)
    return engine


def _engine_named(reader: Reader, name: str) -> str | None:
    """The engine that the deployment names, if it is one and has the Flink that is written."""
    engine = EngineVersion.parse(name)
    written = reader.deployment.flink_version
    if engine is None:
        hint = f"write {_engine_of(_example(reader))}"
        reader.lose((*A, "versionName"), f"`{name}` is no engine", hint, changes_job=True)
        return None
    if written is not None and written != engine.flink:
        says = f"the engine `{name}` has another Flink than {written.minor_text}"
        reader.lose((*A, "flinkVersion"), says, changes_job=True)
    return name


def _engine_hint(reader: Reader) -> str:
    tag = _example(reader)
    return f"write flinkImageTag as {tag}, or set `engine-version` in [targets.{NAME}]"


def _example(reader: Reader) -> ImageTag | None:
    return ImageTag.parse(example_tag(reader.deployment, "vvr"))


def _engine_of(tag: ImageTag | None) -> str | None:
    if tag is None or tag.vvr is None:
        return None
    rest = tag.text.partition("-vvr-")[2]
    engine = f"vvr-{rest}-flink-{tag.version.minor_text}"
    return engine if EngineVersion.parse(engine) is not None else None


def _engine_set(reader: Reader) -> str | None:
    """The engine that settings name, if it has the deployment's Flink."""
    text = reader.setting("engine-version")
    engine = EngineVersion.parse(text) if text else None
    wanted = reader.deployment.flink_version
    if engine is None or (wanted is not None and engine.flink != wanted):
        return None
    return engine.text


def _image(reader: Reader) -> None:
    """The service's own images are the engine's; others are lost."""
    for name in ("flinkImageRegistry", "flinkImageRepository"):
        value = reader.take_text(*A, name)
        if value is not None and value not in _OWN_IMAGES:
            says = f"it runs the images of its engines, not `{value}`"
            reader.lose((*A, name), says, changes_job=True)
    if reader.take(*A, "imageUserDefined") is True:
        says = "it runs the images of its engines"
        reader.lose((*A, "imageUserDefined"), says, changes_job=True)


def _deployment_target(reader: Reader) -> Body | None:
    session = reader.take_text("spec", "sessionClusterName")
    if session:
        return {"mode": "SESSION", "name": session}
    named = reader.take("spec", "deploymentTargetName")
    set_ = reader.setting("deployment-target")
    if reader.take("spec", "deploymentTargetId") and not set_:
        hint = "set `deployment-target` in [targets.alibaba-2022-07-18]"
        says = "it knows a deployment target by its name"
        reader.lose(("spec", "deploymentTargetId"), says, hint, changes_job=True)
    name = set_ or named
    return {"mode": "PER_JOB", "name": name} if name else None


def _artifact(reader: Reader) -> Body | None:
    kind = reader.deployment.artifact_kind
    reader.take(*A, "kind")
    known = facts.of(NAME)["artifacts"].get(kind)
    if known is None:
        node = reader.deployment.artifact["kind"]
        reader.refuse(node, f"{NAME} has no artifact of kind `{node.text or ''}`")
        return None
    fields = {field: reader.take(*A, field) for field in known["fields"]}
    return {"kind": kind, known["object"]: without_empty(fields)}


def _resources(reader: Reader) -> Body:
    """Parallelism and the size of both processes; a session cluster has its own."""
    found: Body = {"parallelism": reader.take_number(*T, "parallelism")}
    if reader.deployment.in_session:
        for name in ("numberOfTaskManagers", "resources", "logging", "kubernetes"):
            reader.take(*T, name)
        return without_empty(found)
    take_task_managers(reader)
    for process in ("jobmanager", "taskmanager"):
        path = (*T, "resources", process)
        size: Body = {
            "cpu": reader.take_number(*path, "cpu"),
            "memory": _memory(reader, (*path, "memory")),
        }
        found[f"{process}ResourceSettingSpec"] = without_empty(size)
    return without_empty(found)


def _memory(reader: Reader, path: Path) -> str | None:
    text = reader.take_text(*path)
    if text is None:
        return None
    converted = binary(text, reader.deployment)
    if converted is None:
        says = f"`{text}` is no size that it knows"
        reader.lose(path, says, "write it as 2Gi", changes_job=True)
        return None
    if converted.says:
        says = f"it counts in powers of 1024; {converted.says}"
        reader.lose(path, says, f"write {converted.text}", changes_job=False)
    return converted.text


def _logging(reader: Reader) -> Body:
    path = (*T, "logging")
    if reader.deployment.in_session:
        return {}
    loggers = reader.take_map(*path, "log4jLoggers")
    listed: list[JsonValue] = [
        {"loggerName": name, "loggerLevel": level} for name, level in loggers.items()
    ]
    profile = reader.take_text(*path, "loggingProfile")
    known = facts.of(NAME)["logging_profiles"]["values"]
    if profile is not None and profile not in known:
        says = f"it has the profiles {' and '.join(known)}, not `{profile}`"
        reader.lose((*path, "loggingProfile"), says, changes_job=False)
        profile = None
    template = reader.take(*path, "log4j2ConfigurationTemplate")
    found: Body = {
        "loggingProfile": profile,
        "log4jLoggers": listed,
        "log4j2ConfigurationTemplate": template,
    }
    return without_empty(found)


def _start(reader: Reader) -> tuple[Body, tuple[Node, ...]]:
    """What starts the job: the restore strategy is said there, and RUNNING means that call."""
    restore = ("spec", "restoreStrategy")
    effective = reader.effective(*restore, "kind").text
    strategy: Body = {"kind": reader.take(*restore, "kind") or effective}
    for name in ("allowNonRestoredState", "savepointId"):
        strategy[name] = reader.take(*restore, name)
    upgrade = ("spec", "upgradeStrategy", "kind")
    if reader.take(*upgrade) not in (None, "NONE"):
        says = "a change waits until somebody stops and starts the job"
        hint = "after an update, stop the job with a savepoint and start it"
        reader.lose(upgrade, says, hint, changes_job=False)
    state = reader.take_text("spec", "state")
    if state == "SUSPENDED":
        says = "a job is suspended by stopping it with a savepoint"
        reader.lose(("spec", "state"), says, "stop it with STOP_WITH_SAVEPOINT", changes_job=False)
    elsewhere = [reader.node(*restore)] if reader.value(*restore) else []
    if state == "RUNNING":
        elsewhere.append(reader.node("spec", "state"))
    start: Body = {"deploymentId": DEPLOYMENT_ID, "restoreStrategy": without_empty(strategy)}
    return start, tuple(elsewhere)


ALIBABA_2022 = Target(NAME, build, request)
