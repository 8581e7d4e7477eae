"""The Apache Flink Kubernetes Operator: a FlinkDeployment, or a FlinkSessionJob."""

from __future__ import annotations

import base64
import shlex

from flinklint.deployment import PYTHON_DRIVER, STOP_WITH_DRAIN, Deployment
from flinklint.regex import regex
from flinklint.request import API_TOKEN, NAMESPACE, Request, segment
from flinklint.targets import facts
from flinklint.targets.log4j import properties
from flinklint.targets.pods import pod_template
from flinklint.targets.sizes import flink, take_task_managers
from flinklint.targets.target import (
    Body,
    Path,
    Reader,
    Target,
    Translation,
    check_version,
    setting,
    without_empty,
)
from flinklint.tree import is_opaque
from flinklint.units import FlinkVersion, ImageTag

NAME = "flink-operator"
GROUP = "flink.apache.org/v1beta1"
T = ("spec", "template", "spec")
A = (*T, "artifact")
_NAME = regex(r"[a-z]([-a-z0-9]{0,43}[a-z0-9])?")
_ANNOTATION = regex(r"([-a-z0-9.]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
_PLACEHOLDER = regex(r"\$\{[^}]*\}|\{\{[^}]*\}\}")
_FETCHED_JARS = FlinkVersion(1, 19)  # Flink fetches JARs from elsewhere
_NESTED_OPTIONS = FlinkVersion(2, 0)  # the operator writes the options as a tree, in config.yaml
_STATES = {"RUNNING": "running", "SUSPENDED": "suspended", "CANCELLED": "suspended"}
_CHECKPOINTS = ("state.checkpoints.dir", "execution.checkpointing.dir")
_SAVEPOINTS = ("state.savepoints.dir", "execution.checkpointing.savepoint-dir")
_SET = f"set `{{}}` in [targets.{NAME}]"


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
            reader.take(*T, name)
        spec = {"deploymentName": session}
        kind = "FlinkSessionJob"
    else:
        check_version(reader)
        spec = _cluster(reader)
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
            reader.lose(path, says, _SET.format("namespace"), changes_job=False)


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


def _cluster(reader: Reader) -> Body:
    """The cluster of a job: image, version, sizes, pods and logging."""
    version = reader.deployment.flink_version
    known = facts.versions(NAME)
    reader.take(*A, "flinkVersion")
    if version is None:
        node = reader.deployment.artifact["flinkVersion"]
        reader.refuse(node, f"{NAME} needs a Flink version", "write flinkVersion")
    take_task_managers(reader)
    manager: Body = {"resource": _resource(reader, "jobmanager")}
    worker: Body = {"resource": _resource(reader, "taskmanager")}
    kubernetes = (*T, "kubernetes")
    for name, part in (("jobManagerPodTemplate", manager), ("taskManagerPodTemplate", worker)):
        part["podTemplate"] = reader.take(*kubernetes, name)
        _check_containers(reader, (*kubernetes, name))
    spec: Body = {
        "image": _image(reader),
        "flinkVersion": f"v{version.major}_{version.minor}" if version in known else None,
        "serviceAccount": reader.setting("service-account") or "flink",
        "podTemplate": pod_template(reader.take_map(*kubernetes, "pods")),
        "jobManager": without_empty(manager),
        "taskManager": without_empty(worker),
        "logConfiguration": _logging(reader),
    }
    return without_empty(spec)


def _image(reader: Reader) -> str | None:
    """The whole image as written or set; else Flink's own image of the version."""
    parts = [reader.take_text(*A, f"flinkImage{part}") for part in ("Registry", "Repository")]
    tag = reader.take_text(*A, "flinkImageTag")
    reader.take(*A, "imageUserDefined")
    is_sql = reader.deployment.artifact_kind == "SQLSCRIPT"
    image = (reader.setting("runner-image") if is_sql else None) or reader.setting("image")
    if image:
        return _image_set(reader, image)
    if all(parts) and tag:
        return f"{parts[0]}/{parts[1]}:{tag}"
    for part, value in zip(("Registry", "Repository", "Tag"), [*parts, tag], strict=True):
        if value is not None:
            says = f"`{value}` is no whole image"
            reader.lose((*A, f"flinkImage{part}"), says, _SET.format("image"), changes_job=True)
    version = reader.deployment.flink_version
    return f"flink:{version.minor_text}" if version is not None else None


def _image_set(reader: Reader, image: str) -> str:
    """An image of the settings; `{flink}` in it stands for the Flink version."""
    version = reader.deployment.flink_version
    if version is None:
        return image
    found = image.replace("{flink}", version.minor_text)
    repository, _, text = found.rpartition(":")
    tag = ImageTag.parse(text) if repository.rpartition("/")[2] == "flink" else None
    if tag is not None and tag.version != version:
        node = reader.deployment.artifact["flinkVersion"] or reader.deployment.artifact["kind"]
        message = f"the image `{found}` may have another Flink than {version.minor_text}"
        hint = f"write `{{flink}}` for the version, in [targets.{NAME}]"
        reader.refuse(node, message, hint, certain=False)
    return found


def _resource(reader: Reader, process: str) -> Body:
    """What a process asks for; the platform's defaults where nothing is written."""
    path = (*T, "resources", process)
    effective = reader.deployment.effective
    memory = reader.take_text(*path, "memory") or effective(*path, "memory").text
    cpu = reader.take_number(*path, "cpu")
    found: Body = {"cpu": cpu if cpu is not None else 1}
    if memory is None:
        return found
    converted = flink(memory, reader.deployment)
    place = (*path, "memory")
    if converted is None:
        says = f"`{memory}` is no size that it knows"
        reader.lose(place, says, "write it as 2Gi", changes_job=True)
        return found
    if converted.says:
        says = f"it counts in powers of 1024; {converted.says}"
        reader.lose(place, says, "write it in Mi or Gi", changes_job=False)
    return {**found, "memory": converted.text}


def _check_containers(reader: Reader, path: Path) -> None:
    """Settings of another container than Flink's are not Flink's."""
    main = facts.of(NAME)["main_container"]["value"]
    containers = reader.node(*path, "spec", "containers")
    names = [container["name"].text for container in containers]
    if names and main not in names:
        says = f"none of its containers is called {main}, so that all run beside Flink"
        reader.lose((*path, "spec", "containers"), says, changes_job=False)


def _logging(reader: Reader) -> Body:
    path = (*T, "logging")
    loggers = reader.take_map(*path, "log4jLoggers")
    profile = reader.take_text(*path, "loggingProfile")
    if profile is not None and profile != "default":
        says = f"a profile such as `{profile}` is the platform's own"
        reader.lose((*path, "loggingProfile"), says, changes_job=False)
    if not loggers or loggers == {"": "INFO"}:  # which is what Flink's image has
        return {}
    levels = {name: str(level) for name, level in loggers.items()}
    return {"log4j-console.properties": properties(levels)}


def _job(reader: Reader) -> Body:
    parallelism = reader.take_number(*T, "parallelism")
    job: Body = {
        **_program(reader),
        "parallelism": parallelism if parallelism is not None else 1,
        "upgradeMode": _upgrade_mode(reader),
        "state": _state(reader),
        "allowNonRestoredState": reader.take("spec", "restoreStrategy", "allowNonRestoredState"),
    }
    return {key: value for key, value in job.items() if value not in (None, [])}


def _program(reader: Reader) -> Body:
    kind = reader.deployment.artifact_kind
    reader.take(*A, "kind")
    program = {"JAR": _jar, "PYTHON": _python, "SQLSCRIPT": _sql}.get(kind or "")
    if program is None:
        node = reader.deployment.artifact["kind"]
        reader.refuse(node, f"{NAME} has no artifact of kind `{node.text or ''}`")
        return {}
    found = program(reader)
    _check_arguments(reader, found)
    return found


def _jar(reader: Reader) -> Body:
    return {
        "jarURI": _jar_address(reader),
        "entryClass": reader.take(*A, "entryClass"),
        "args": [*_arguments(reader)],
    }


def _jar_address(reader: Reader) -> str | None:
    """Where the JAR is; before Flink 1.19 a cluster of its own finds it in its image only."""
    address = reader.take_text(*A, "jarUri")
    folder = reader.setting("jar-folder")
    if address is None:
        return None
    if folder and not address.startswith("local:"):
        return f"{folder.rstrip('/')}/{address.rsplit('/', 1)[-1]}"
    if not address.startswith("local:") and _is_known_before(reader, _FETCHED_JARS):
        reader.refuse(
            reader.deployment.artifact["jarUri"],
            f"{NAME} finds a JAR only in the image before Flink 1.19",
            'put it there, and set `jar-folder = "local:///opt/flink/usrlib"`',
        )
    return address


def _is_known_before(reader: Reader, version: FlinkVersion) -> bool:
    """Whether the job has a cluster of its own, of a Flink that the target has, and older."""
    own = reader.deployment.flink_version
    known = own is not None and own in facts.versions(NAME) and own < version
    return known and not reader.deployment.in_session


def _python(reader: Reader) -> Body:
    """PythonDriver with the script; a module of an archive is searched for in that archive."""
    script = reader.take_text(*A, "pythonArtifactUri") or ""
    module = reader.take_text(*A, "entryModule")
    libraries = _texts(reader, "additionalPythonLibraries")
    archives = _texts(reader, "additionalPythonArchives")
    args = ["-pym", module] if module else ["-py", script]
    files = [script, *libraries] if module else libraries
    args += ["-pyfs", ",".join(files)] if files else []
    args += ["-pyarch", ",".join(archives)] if archives else []
    return {
        "jarURI": reader.setting("python-jar"),
        "entryClass": PYTHON_DRIVER,
        "args": [*args, *_arguments(reader)],
    }


def _sql(reader: Reader) -> Body:
    """The program that settings name, with the script as an argument."""
    script = reader.take_text(*A, "sqlScript") or ""
    jar = reader.setting("runner-jar")
    image = reader.setting("runner-image") or reader.deployment.in_session
    if not jar or not image:
        node = reader.deployment.artifact["sqlScript"]
        hint = _SET.format("runner-image` and `runner-jar")
        reader.refuse(node, f"{NAME} runs no SQL script without a program for it", hint)
    encoded = base64.b64encode(script.encode("utf-8", "surrogatepass")).decode("ascii")
    texts = {"{script}": script, "{script-base64}": encoded}
    args = reader.setting_list("runner-args") or ["--script", "{script}"]
    return {
        "jarURI": jar,
        "entryClass": reader.setting("runner-class"),
        "args": [texts.get(text, text) for text in args],
    }


def _texts(reader: Reader, name: str) -> list[str]:
    value = reader.take(*A, name)
    return [str(item) for item in value] if isinstance(value, list) else []


def _arguments(reader: Reader) -> list[str]:
    """`mainArgs` as a shell splits it."""
    text = reader.take_text(*A, "mainArgs")
    try:
        return shlex.split(text) if text else []
    except ValueError as error:
        node = reader.deployment.artifact["mainArgs"]
        reader.refuse(node, f"{NAME} takes a list of arguments, and this cannot be split: {error}")
        return []


def _check_arguments(reader: Reader, program: Body) -> None:
    """Before Flink 2 the operator hands arguments over in a file that is read line by line."""
    args = program.get("args")
    several = [arg for arg in args if "\n" in str(arg)] if isinstance(args, list) else []
    if several and _is_known_before(reader, _NESTED_OPTIONS):
        artifact = reader.deployment.artifact
        is_sql = reader.deployment.artifact_kind == "SQLSCRIPT"
        hint = 'set `runner-args = ["--script-base64", "{script-base64}"]`' if is_sql else ""
        message = f"{NAME} loses all but the first line of an argument before Flink 2.0"
        node = artifact["sqlScript"] if is_sql else artifact["mainArgs"]
        reader.refuse(node, message, hint)
    if _unfilled(reader, (*A, "mainArgs")):
        reader.lose((*A, "mainArgs"), _unfilled(reader, (*A, "mainArgs")), changes_job=False)


def _upgrade_mode(reader: Reader) -> str:
    """What the operator does with the state, of both strategies."""
    effective = reader.deployment.effective
    upgrade_path = ("spec", "upgradeStrategy", "kind")
    restore_path = ("spec", "restoreStrategy", "kind")
    reader.take(*upgrade_path)
    reader.take(*restore_path)
    saved = ("spec", "restoreStrategy", "savepointId")
    if reader.take(*saved) is not None:
        says = "it starts from the path of a savepoint"
        reader.lose(saved, says, "write job.initialSavepointPath by hand", changes_job=True)
    upgrade = effective(*upgrade_path).text or ""
    restore = effective(*restore_path).text or ""
    modes = facts.of(NAME)["upgrade_modes"]
    if upgrade == "NONE":
        says = "it restarts the job as soon as the resource is changed"
        reader.lose(upgrade_path, says, changes_job=True)
    mode = modes["values"].get(upgrade, {}).get(restore)
    nearest = str(modes["nearest"].get(restore, "savepoint"))
    if mode is None:
        says = f"it has nothing like {upgrade} with {restore}; `{nearest}` is written"
        place = upgrade_path if reader.value(*upgrade_path) is not None else restore_path
        reader.lose(place, says, changes_job=True)
    return str(mode or nearest)


def _state(reader: Reader) -> str | None:
    state = reader.take_text("spec", "state")
    if state == "CANCELLED":
        says = "a job is cancelled by deleting its resource; `suspended` is written"
        reader.lose(("spec", "state"), says, changes_job=False)
    return _STATES.get(state or "")


def _options(reader: Reader, mode: str, *, in_session: bool) -> Body:
    path = (*T, "flinkConfiguration")
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
            if _unfilled(reader, (*path, name)):
                says = _unfilled(reader, (*path, name))
                reader.lose((*path, name), says, changes_job=False)
    holder = ("spec", "template", "metadata", "annotations")
    if reader.value(*holder, "flink.queryable-state.enabled") == "true":
        options.setdefault("queryable-state.enable", "true")
    if reader.take(*T, "batchMode") is True:
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
    version = reader.deployment.flink_version
    if version is None or version < _NESTED_OPTIONS:
        return
    for name in options:
        below = [key for key in options if key.startswith(f"{name}.")]
        if below:
            message = f"{NAME} takes no `{name}` beside `{below[0]}` from Flink 2.0 on"
            reader.refuse(holder[name], message, "use the name that Flink 2 has for it")


def _unfilled(reader: Reader, path: Path) -> str:
    """What to say of a text with a placeholder, which only the platform fills in."""
    text = reader.value(*path)
    if not isinstance(text, str) or not is_opaque(text):
        return ""
    found = _PLACEHOLDER.search(text)
    shown = found.group() if found else text
    return f"`{shown}` is filled in by the platform, and by nobody here"


FLINK_OPERATOR = Target(NAME, build, request)
