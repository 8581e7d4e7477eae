"""`--set path=value`: one value laid over a deployment from the command line."""

from __future__ import annotations

from flinklint.refusal import Refusal
from flinklint.schema import Shape, shape
from flinklint.secrets import is_secret_name
from flinklint.source import Source, Span
from flinklint.tree import Document, Entry, Mapping, Node, Scalar, Value
from flinklint.tree import read as read_tree
from flinklint.written_secrets import masked, without_parts


def read(text: str) -> Node:
    """The patch that an assignment stands for. Raises `Refusal` on what is none.

    The path is of keys with dots between them, or a JSON Pointer; below a field whose keys are the
    author's own, such as `flinkConfiguration`, the rest is one key. The value is read as YAML, and
    null takes the key away.
    """
    path, equals, value = text.partition("=")
    steps = _steps(path)
    if not equals or not steps or not all(steps):
        shown = f"{path}{equals}" if is_secret_name(path) else without_parts(text)
        raise Refusal(f"`{shown}` is no assignment; write PATH=VALUE, such as spec.state=RUNNING")
    source = Source(f"--set {path}", value)
    tree = read_tree(source)
    if tree.problem is not None or len(tree.documents) > 1:
        why = masked(tree.problem.message, value) if tree.problem else "several documents"
        raise Refusal(f"--set {path}: the value is no YAML: {why}")
    written = tree.documents[0].content if tree.documents else None
    content = written or Entry(Scalar(Span(0, 0), "", '"', None))
    for step in reversed(steps):
        key = Entry(Scalar(Span(0, 0), step, "", None))
        holder: Value = Mapping(Span(0, len(value)), [(key, content)])
        content = Entry(holder)
    return Document(source, 1, content, [], 0).root


def _steps(path: str) -> list[str]:
    if path.startswith("/"):
        return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]
    steps: list[str] = []
    words = path.split(".")
    place: Shape | None = shape()
    while words:
        if place is not None and place.is_map:
            return [*steps, ".".join(words)]
        steps.append(words.pop(0))
        place = place.child(steps[-1]) if place is not None else None
    return steps
