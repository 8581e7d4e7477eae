"""The addresses of artifacts: the fields that hold them, what stands for one, known schemes."""

from __future__ import annotations

import re
from functools import cache

from flinklint import facts
from flinklint.deployment import Deployment
from flinklint.memo import memo
from flinklint.regex import regex
from flinklint.tree import Node

_FIELDS = ("jarUri", "pythonArtifactUri")
_LISTS = ("additionalDependencies", "additionalPythonLibraries", "additionalPythonArchives")
_LEFT_OVER = regex(
    r"<[^<>\n]{0,80}>|TODO|TBD|FIXME|X{3,}"
    r"|(?i:change|replace|fill|insert)[-_ ]?(?i:me|this|here|it)"
)
_BEGINS_LEFT_OVER = frozenset("<TFXCcRrIi\u0131f")
"""The letters that the pattern above begins with; few texts do."""
_CAPITALS = regex(r"[A-Z][A-Z0-9_]{2,}")


@cache
def known_schemes() -> tuple[str, ...]:
    """The URI schemes that a platform is known to fetch artifacts from, in small letters."""
    return tuple(facts.read("uri-schemes")["schemes"])


def lacks_bucket(text: str) -> bool:
    """Whether an address of object storage has no bucket: `oss:/path`, `s3:///path`."""
    scheme, colon, rest = text.strip().partition(":")
    if not colon or scheme.lower() not in facts.read("uri-schemes")["buckets"]:
        return False
    return not re.match("//[^/]", rest)


@memo
def artifact_addresses(deployment: Deployment) -> tuple[Node, ...]:
    """The scalars that hold the address of a JAR, a Python file or a dependency."""
    artifact = deployment.artifact
    nodes = [artifact.find(name) for name in _FIELDS]
    for name in _LISTS:
        nodes += artifact.find(name) or ()
    return tuple([node for node in nodes if node is not None and node.kind == "scalar"])


def is_left_over(text: str) -> bool:
    """Whether a text says that a value has to be filled in: `<id>`, `TODO`, `REPLACE_ME`."""
    text = text.strip()
    return text[:1] in _BEGINS_LEFT_OVER and _LEFT_OVER.fullmatch(text) is not None


def is_capitals(text: str) -> bool:
    """Whether a text is a single word in capitals, which stands for an address or an id."""
    return _CAPITALS.fullmatch(text.strip()) is not None
