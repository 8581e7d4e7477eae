"""Where each value of a payload was written: a source map from payload to files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment
from flinklint.schema import JsonValue
from flinklint.source import Source, Span
from flinklint.tree import Node

VERSION = "1"
DIGEST = "flinklint/sources-sha256"
"""The annotation that carries the digest of the sources."""


@dataclass(frozen=True)
class Origin:
    """The file and the place that a value of a payload was written at."""

    pointer: str
    source: Source
    span: Span


def origins(deployment: Deployment, body: JsonValue) -> Iterator[Origin]:
    """The origin of every value of a v1 payload that holds no others, in its order.

    What was filled in, such as `apiVersion`, has none.
    """
    yield from _origins(deployment.node, body, "")


def _origins(node: Node, value: JsonValue, pointer: str) -> Iterator[Origin]:
    if not node.exists:
        return
    items: Iterable[tuple[str, JsonValue]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = ((str(number), item) for number, item in enumerate(value))
    empty = True
    for name, item in items:
        empty = False
        child = node.children.get(name)
        if child is not None:
            step = name.replace("~", "~0").replace("/", "~1")
            yield from _origins(child, item, f"{pointer}/{step}")
    if empty:
        yield Origin(pointer, node.source, node.whole_span)


def sources(deployment: Deployment) -> list[Source]:
    """The sources that a deployment was put together from: its manifest, overlays, script file."""
    found = dict.fromkeys([deployment.written.source])
    found.update(dict.fromkeys(node.source for node in deployment.node.walk()))
    return list(found)


def digest(deployment: Deployment) -> str:
    """A SHA-256 over the text of all sources of a deployment, wherever they lie."""
    whole = hashlib.sha256()
    for source in sources(deployment):
        text = source.text.encode("utf-8", "surrogatepass")
        whole.update(f"{len(text)}\n".encode() + text)
    return whole.hexdigest()


def with_digest(deployment: Deployment, body: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """A v1 payload with the digest of its sources as an annotation."""
    metadata = body.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    annotations = metadata.get("annotations")
    annotations = annotations if isinstance(annotations, dict) else {}
    annotations = {**annotations, DIGEST: digest(deployment)}
    return {**body, "metadata": {**metadata, "annotations": annotations}}


def to_json(payloads: Mapping[str, Iterable[Origin]]) -> str:
    """The source map of payloads by name: of each path file, line and column, from 1."""
    found = {
        name: {origin.pointer: _place(origin) for origin in each} for name, each in payloads.items()
    }
    document = {"version": VERSION, "payloads": found}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _place(origin: Origin) -> dict[str, JsonValue]:
    at = origin.source.position(origin.span.start)
    return {"file": origin.source.name, "line": at.line, "column": at.column}
