"""Which Flink a deployment runs on: its version, its image, and which of them is wrong."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from flinklint import knowledge
from flinklint.deployment import Deployment
from flinklint.facts import read
from flinklint.memo import memo, memo_of_each
from flinklint.units import EngineVersion, FlinkVersion, ImageTag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Fault(Enum):
    """What is wrong with version and tag together; one deployment has at most one of these."""

    UNREADABLE = "the version is no version"
    PATCH = "the version names a patch"
    PYTHON = "Python jobs need a later version"
    UNKNOWN = "the platform does not have the version"
    MISMATCH = "the image is of another version"


def facts() -> dict[str, Any]:
    """What `schemas/flink-images.json` says."""
    return read("flink-images")


@memo
def is_custom(deployment: Deployment) -> bool:
    """Whether the image is, or may be, one of the team's own, whose tag is theirs too."""
    artifact = deployment.artifact
    if (artifact["imageUserDefined"].text or "").lower() == "true":
        return True
    for field, known in (
        ("flinkImageRegistry", "registries"),
        ("flinkImageRepository", "repositories"),
    ):
        text, patterns = artifact[field].text, facts()[known]["values"]
        if text and not any(re.fullmatch(pattern, text.rstrip("/")) for pattern in patterns):
            return True
    return False


def example_tag(deployment: Deployment, kind: str | None = None) -> str:
    """A tag as the platform has them: of the Flink that is asked for, or of one near it.

    `kind` is `vvr` or `stream`; the platform's own when it is not given.
    """
    texts = facts()["tags"]["values"][kind or deployment.profile.tag_kinds[0]]
    asked = flink_version(deployment) or deployment.profile.flink_versions[-1]
    tags = [tag for text in texts if (tag := ImageTag.parse(text)) is not None]
    return max((tag for tag in tags if tag.version <= asked), default=min(tags)).text


def names_no_patch(tag: ImageTag) -> bool:
    """Whether a tag leaves open which patch of Flink it is; a later release of VVR implies it."""
    if tag.patch_written or tag.kind != "vvr":
        return not tag.patch_written
    until = FlinkVersion.parse(facts()["tags"]["vvr_patch_until"])
    return until is not None and tag.version <= until


def tag_of(deployment: Deployment) -> ImageTag | None:
    """The image tag, where it can be relied on to begin with the Flink version.

    The tag of a custom image only where it also has a mark of Flink's tags, such as `scala_2.12`.
    """
    tag = deployment.image_tag
    if tag is None or deployment.artifact["flinkImageTag"].is_placeholder:
        return None
    marked = tag.kind != "plain" or tag.scala is not None or tag.java is not None
    return tag if marked or not is_custom(deployment) else None


@memo
def written_version(deployment: Deployment) -> FlinkVersion | None:
    """The version in flinkVersion, from the text as written."""
    node = deployment.artifact["flinkVersion"]
    text = "" if node.is_disputed else node.text or ""
    engine = EngineVersion.parse(text)
    return engine.flink if engine is not None else FlinkVersion.parse(text)


def flink_version(deployment: Deployment) -> FlinkVersion | None:
    """The Flink version as written, else that of the image tag."""
    written = written_version(deployment)
    if written is not None or deployment.artifact["flinkVersion"].is_placeholder:
        return written
    tag = tag_of(deployment)
    return tag.version if tag is not None else None


@memo_of_each
def fault(deployment: Deployment, *, is_python: bool) -> Fault | None:
    """The one thing to report of version and tag, so that one mistake is one finding.

    A Python job below its minimum is told so, not that its image is of another version. A version
    that the service has at all, though not with this image, is a mismatch; one that it never had
    is unknown.
    """
    node = deployment.artifact["flinkVersion"]
    if node.is_placeholder:
        return None
    version, tag, profile = written_version(deployment), tag_of(deployment), deployment.profile
    if node.text is not None and version is None:
        return Fault.UNREADABLE
    asked = flink_version(deployment)
    if asked is None:
        return None
    there = asked in _family_versions(profile.name)
    if is_python and asked < profile.python_flink and there:
        return Fault.PYTHON
    if version is None:
        return None
    if version.patch is not None and EngineVersion.parse(node.text or "") is None:
        return Fault.PATCH
    differs = tag is not None and tag.version != version
    if version not in profile.flink_versions and not (differs and there):
        return Fault.UNKNOWN
    return Fault.MISMATCH if differs else None


@cache
def _family_versions(platform: str) -> set[FlinkVersion]:
    """The Flink versions that platforms with the same kind of images have or had."""
    kinds = set(knowledge.profile(platform).tag_kinds)
    return {
        version
        for name in knowledge.profiles()
        if kinds & set(knowledge.profile(name).tag_kinds)
        for version in knowledge.profile(name).flink_versions
    }
