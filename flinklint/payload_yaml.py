"""A payload as YAML, with the comments of the manifest that it was made from."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from flinklint.deployment import Deployment
from flinklint.payload import Payload
from flinklint.schema import JsonValue
from flinklint.tree import Comment, Node, Tree


def to_yaml(deployment: Deployment, payload: Payload, tree: Tree) -> str:
    """YAML text of a payload. Strings that could be read as another type are quoted.

    A comment on a line of its own stays before the field that follows it, one at the end of a line
    with the field of that line; comments of fields that were left out go with them.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 4096
    yaml.version = (1, 1)  # so that what YAML 1.1 would read as another type is quoted too
    data = _ruamel(payload.body)
    last = _attach(deployment, data, tree)
    stream = io.StringIO()
    yaml.dump(data, stream)
    text = stream.getvalue().removeprefix("%YAML 1.1\n---\n")
    return text + "".join(f"{comment.text}\n" for comment in last)


def _ruamel(value: JsonValue) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, dict):
        return CommentedMap((key, _ruamel(item)) for key, item in value.items())
    if isinstance(value, list):
        return CommentedSeq(_ruamel(item) for item in value)
    if not isinstance(value, str) or not any(mark in value for mark in "\n\r\t\x85\u2028\u2029"):
        return value
    lines = value.split("\n")
    literal = value.isascii() or all(line.isprintable() for line in lines)
    first = next((line for line in lines if line), "")
    if literal and len(lines) > 1 and "\r" not in value and not first.startswith((" ", "\t")):
        return LiteralScalarString(value)
    return DoubleQuotedScalarString(value)


def _attach(deployment: Deployment, data: Any, tree: Tree) -> list[Comment]:
    """Hang the manifest's comments on the fields they belong to; those after the last are left."""
    source = deployment.node.source
    root = deployment.node.path
    nodes = sorted(_own_fields(deployment.node), key=lambda node: node.key_span.start)
    starts = [node.key_span.start for node in nodes]
    before: dict[tuple[str, ...], list[str]] = {}
    left: list[Comment] = []
    for comment in _comments(deployment, tree):
        if comment.own_line:
            index = bisect_left(starts, comment.span.end)
            if index == len(nodes):
                left.append(comment)
            else:
                before.setdefault(nodes[index].path, []).append(comment.text)
            continue
        node = nodes[max(bisect_right(starts, comment.span.start) - 1, 0)]
        line = source.position(comment.span.start).line
        while node.key is None and node.parent is not None:
            node = node.parent
        if source.position(node.key_span.start).line > line:
            continue
        holder, name = _holder(data, node.path[len(root) :])
        if holder is not None:
            holder.yaml_add_eol_comment(comment.text, name)
    for path, texts in before.items():
        holder, name = _holder(data, path[len(root) :])
        if holder is not None:
            indent = 2 * (len(path) - len(root) - 1)
            text = "\n".join(text.removeprefix("#").removeprefix(" ") for text in texts)
            holder.yaml_set_comment_before_after_key(name, before=text, indent=indent)
    return left


def _own_fields(root: Node) -> Iterator[Node]:
    """The fields that stand in this document's own text, not behind an alias."""
    for node in root.walk():
        if node is not root and node.entry is not None and node.entry.alias is None:
            yield node


def _comments(deployment: Deployment, tree: Tree) -> Iterator[Comment]:
    """The comments from the end of the document before to the end of this one."""
    documents = [document.root.whole_span for document in tree.documents if document.content]
    index = [document for document in tree.documents if document.content].index(
        deployment.node.document
    )
    start = documents[index - 1].end if index else 0
    end = documents[index + 1].start if index + 1 < len(documents) else len(tree.source.text)
    for comment in tree.comments:
        if start <= comment.span.start < end:
            yield comment


def _holder(data: Any, path: tuple[str, ...]) -> tuple[Any, Any]:
    """The ruamel collection that holds the last step of a path, and the key or index there."""
    from ruamel.yaml.comments import CommentedSeq

    name: Any = None
    holder: Any = None
    for step in path:
        holder = data
        name = int(step) if isinstance(holder, CommentedSeq) else step
        try:
            data = holder[name]
        except (KeyError, IndexError, TypeError):
            return None, None
    return holder, name
