"""A deployment as the JSON body that Application Manager v1 takes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment
from flinklint.schema import JsonValue, Shape, json_value, shape
from flinklint.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


@dataclass(frozen=True)
class Payload:
    """The body to post, and the nodes that were left out because the server manages them."""

    body: dict[str, JsonValue]
    dropped: tuple[Node, ...]


def build(deployment: Deployment) -> Payload:
    """The payload of a deployment that has no errors, in the order of its keys.

    Values are what the author wrote: map values are strings as in the source, the script is there
    byte for byte, nulls stay. What the server manages is left out, and what only flinklint knows.
    A full deployment that leaves out `apiVersion` or `kind` gets them; the body of a PATCH does
    not.
    """
    body = json_value(deployment.node, shape())
    assert isinstance(body, dict)
    dropped = tuple(server_managed(deployment.node))
    own = _fields(deployment.node, _places("stands_for"))
    for node in (*dropped, *own):
        _remove(body, node.path[len(deployment.node.path) :])
    if not deployment.is_partial:
        missing: dict[str, JsonValue] = {"kind": "Deployment", "apiVersion": "v1"}
        body = {**{key: value for key, value in missing.items() if key not in body}, **body}
    return Payload(body, dropped)


def server_managed(node: Node) -> Iterator[Node]:
    """The fields of a deployment that the server writes, the outermost of each."""
    return _fields(node, _places("server_managed"))


Places = dict[str, "Places | None"]


@cache
def _places(mark: Literal["server_managed", "stands_for"]) -> Places:
    """The named fields that the schema marks so, and as dictionaries those that hold such."""

    def below(place: Shape) -> Places:
        found: Places = {}
        for name in place.fields:
            field = place.child(name)
            if field is None:
                continue
            if getattr(field, mark):
                found[name] = None
            elif inner := below(field):
                found[name] = inner
        return found

    return below(shape())


def _fields(node: Node, places: Places) -> Iterator[Node]:
    for name, child in node.children.items():
        if name in places:
            inner = places[name]
            if inner is None:
                yield child
            elif child.is_mapping:
                yield from _fields(child, inner)


def _remove(body: dict[str, JsonValue], path: tuple[str, ...]) -> None:
    *parents, last = path
    for step in parents:
        below = body[step]
        assert isinstance(below, dict)
        body = below
    body.pop(last, None)


def to_json(body: JsonValue) -> str:
    """JSON text as it is submitted: two blanks of indentation, keys in order, UTF-8 as is."""
    import json  # only what compiles needs it

    text = json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can carry
        text = json.dumps(body, indent=2) + "\n"
    return text
