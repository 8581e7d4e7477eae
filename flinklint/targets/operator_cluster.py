"""The cluster of a job as the operator has it: image, version, sizes, pods and logging."""

from __future__ import annotations

from flinklint.targets import facts
from flinklint.targets.log4j import properties
from flinklint.targets.operator_parts import ARTIFACT, NAME, TEMPLATE, to_set
from flinklint.targets.pods import pod_template
from flinklint.targets.sizes import flink, take_task_managers
from flinklint.targets.target import Body, Path, Reader, flink_version, without_empty
from flinklint.units import ImageTag


def cluster(reader: Reader) -> Body:
    """The cluster of a job: image, version, sizes, pods and logging."""
    version = flink_version(reader.deployment)
    known = facts.versions(NAME)
    reader.take(*ARTIFACT, "flinkVersion")
    if version is None:
        node = reader.deployment.artifact["flinkVersion"]
        reader.refuse(node, f"{NAME} needs a Flink version", "write flinkVersion")
    take_task_managers(reader)
    manager: Body = {"resource": _resource(reader, "jobmanager")}
    worker: Body = {"resource": _resource(reader, "taskmanager")}
    kubernetes = (*TEMPLATE, "kubernetes")
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
    names = ("flinkImageRegistry", "flinkImageRepository")
    parts = [reader.take_text(*ARTIFACT, name) for name in names]
    tag = reader.take_text(*ARTIFACT, "flinkImageTag")
    reader.take(*ARTIFACT, "imageUserDefined")
    is_sql = reader.deployment.artifact_kind == "SQLSCRIPT"
    image = (reader.setting("runner-image") if is_sql else None) or reader.setting("image")
    if image:
        return _image_set(reader, image)
    if all(parts) and tag:
        return f"{parts[0]}/{parts[1]}:{tag}"
    version = flink_version(reader.deployment)
    refused = version is not None and version not in facts.versions(NAME)
    for name, value in zip((*names, "flinkImageTag"), [*parts, tag], strict=True):
        if value is not None and not refused:
            says = f"`{value}` is no whole image"
            reader.lose((*ARTIFACT, name), says, to_set("image"), changes_job=True)
    if reader.deployment.is_python:
        node = reader.deployment.artifact["kind"]
        reader.refuse(node, f"{NAME} needs an image with PyFlink in it", to_set("image"))
    return f"flink:{version.minor_text}" if version is not None else None


def _image_set(reader: Reader, image: str) -> str:
    """An image of the settings; `{flink}` in it stands for the Flink version."""
    version = flink_version(reader.deployment)
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
    path = (*TEMPLATE, "resources", process)
    memory = reader.take_text(*path, "memory") or reader.effective(*path, "memory").text
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
    path = (*TEMPLATE, "logging")
    loggers = reader.take_map(*path, "log4jLoggers")
    profile = reader.take_text(*path, "loggingProfile")
    if profile is not None and profile != "default":
        says = f"a profile such as `{profile}` is the platform's own"
        reader.lose((*path, "loggingProfile"), says, changes_job=False)
    if not loggers or loggers == {"": "INFO"}:  # which is what Flink's image has
        return {}
    levels = {name: str(level) for name, level in loggers.items()}
    return {"log4j-console.properties": properties(levels)}
