"""A payload as YAML, with the comments of the manifest that it was made from."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from flinklint.dataclass import dataclass, field
from flinklint.deployment import Deployment
from flinklint.payload import Payload
from flinklint.regex import regex
from flinklint.schema import JsonValue
from flinklint.source import Span
from flinklint.tree import Comment, Node, Scalar, Tree, legacy_type

Path = tuple[str, ...]

_LIKE_A_NUMBER = regex(r"[-+]?[.0-9][0-9_.:]*(?:[eE][-+]?[0-9]*)?")
_NOT_PLAIN = regex(r"[-?:,\[\]{}#&*!|>'\"%@`=<\s]|\.\.\.|.*(?::(?:\s|$)|\s#|\s$)", re.S)
_LONGEST_KEY = 1000


def to_yaml(deployment: Deployment, payload: Payload, tree: Tree) -> str:
    """YAML text of a payload. Strings that could be read as another type are quoted.

    A comment on a line of its own stays before the field that follows it, one at the end of a line
    with the field of that line; comments of fields that were left out go with them.
    """
    comments = _place_comments(deployment, payload, tree)
    lines = list(_collection(payload.body, (), 0, comments))
    return "".join(f"{line}\n" for line in [*lines, *comments.last])


def plain_yaml(body: dict[str, JsonValue]) -> str:
    """YAML text of a body that is no deployment of ours, and has no comments."""
    return "".join(f"{line}\n" for line in _collection(body, (), 0, _Comments()))


@dataclass
class _Comments:
    """Comments by the path of the field that they stand before or behind, and those at the end."""

    before: dict[Path, list[str]] = field(default_factory=dict)
    behind: dict[Path, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)


def _place_comments(deployment: Deployment, payload: Payload, tree: Tree) -> _Comments:
    source, root = deployment.written.source, deployment.written
    nodes = sorted(_own_fields(root), key=lambda node: node.key_span.start)
    starts = [node.key_span.start for node in nodes]
    dropped = {node.path for node in payload.dropped}
    placed = _Comments()

    def kept(node: Node) -> Path | None:
        path = node.path
        gone = any(path[:length] in dropped for length in range(1, len(path) + 1))
        return None if gone else path[len(root.path) :]

    def stand_before(comment: Comment) -> None:
        index = bisect_left(starts, comment.span.end)
        if index == len(nodes):
            placed.last.append(comment.text)
            return
        path = kept(nodes[index])
        if path is not None:
            placed.before.setdefault(path, []).append(comment.text)

    for comment in _comments(deployment, tree):
        index = bisect_right(starts, comment.span.start) - 1
        if comment.own_line or index < 0:
            stand_before(comment)
            continue
        first = bisect_left(starts, source.line_span(comment.span.start).start)
        node = nodes[min(first, index)]
        path = kept(node)
        if path is None:
            continue
        if path in placed.behind or (first > index and node.kind not in ("scalar", "null")):
            stand_before(comment)
        else:
            placed.behind[path] = comment.text
    return placed


def _own_fields(node: Node) -> Iterator[Node]:
    """The fields that stand in this document's own text, not behind an alias or a merge."""
    whole = node.whole_span
    for child in node:
        if child.entry is not None and whole.start <= child.key_span.start <= whole.end:
            yield child
            if child.entry.alias is None:
                yield from _own_fields(child)


def _comments(deployment: Deployment, tree: Tree) -> Iterator[Comment]:
    """The comments from the end of the document before to the end of this one."""
    documents = [document for document in tree.documents if document.content]
    index = documents.index(deployment.written.document)
    spans = [document.root.whole_span for document in documents]
    start = spans[index - 1].end if index else 0
    end = spans[index + 1].start if index + 1 < len(spans) else len(tree.source.text)
    for comment in tree.comments:
        if start <= comment.span.start < end:
            yield comment


def _collection(value: JsonValue, path: Path, indent: int, comments: _Comments) -> Iterator[str]:
    """The lines of a mapping or list that is not empty."""
    blanks = " " * indent
    items = value.items() if isinstance(value, dict) else enumerate(value or ())  # type: ignore[arg-type]
    for name, item in items:
        below = (*path, str(name))
        for text in comments.before.get(below, ()):
            yield blanks + text
        behind = comments.behind.get(below, "")
        if isinstance(value, dict):
            key = _scalar(str(name))
            head = f"{blanks}{key}:"
            if len(key) > _LONGEST_KEY:
                yield f"{blanks}? {key}"
                head = f"{blanks}:"
        else:
            head = f"{blanks}-"
        if isinstance(item, (dict, list)) and item:
            inner = _collection(item, below, indent + 2, comments)
            if isinstance(value, dict):
                yield _with_comment(head, behind)
            else:
                if behind:
                    yield blanks + behind
                yield from _item(blanks, inner)
                continue
            yield from inner
        elif isinstance(item, str) and _is_literal(item):
            header, *lines = _literal(item, blanks + "  ")
            yield _with_comment(f"{head} {header}", behind)
            yield from lines
        else:
            yield _with_comment(f"{head} {_scalar(item)}", behind)


def _item(blanks: str, inner: Iterator[str]) -> Iterator[str]:
    """The lines of a collection in a list: the dash stands before its first field."""
    dash = False
    for line in inner:
        if dash or line.lstrip().startswith("#"):
            yield line
        else:
            yield f"{blanks}- {line[len(blanks) + 2 :]}"
            dash = True


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _is_literal(text: str) -> bool:
    """Whether a text is written as a literal block: several lines that can be printed."""
    lines = text.split("\n")
    return len(lines) > 1 and bool(text.strip("\n")) and all(map(_is_printable, lines))


def _is_printable(text: str) -> bool:
    return text.replace("\t", " ").isprintable()


def _literal(text: str, blanks: str) -> Iterator[str]:
    """The header of a literal block, then its lines."""
    body = text.rstrip("\n")
    breaks = len(text) - len(body)
    first = next(line for line in body.split("\n") if line)
    indicator = "2" if first.startswith((" ", "\t")) else ""
    yield f"|{indicator}{'-' if not breaks else '' if breaks == 1 else '+'}"
    for line in body.split("\n") + [""] * (breaks - 1):
        yield blanks + line if line else ""


def _scalar(value: JsonValue) -> str:
    """A value on one line; a text without quotes only where every reader sees a text."""
    if not isinstance(value, str):
        return json.dumps(value)
    plain = (
        value.isprintable()
        and not _NOT_PLAIN.match(value)
        and not _LIKE_A_NUMBER.fullmatch(value)
        and legacy_type(Scalar(Span(0, 0), value, "", None)) == "str"
    )
    if plain and value:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escape(ord(c)) for c in quoted)


def _escape(code: int) -> str:
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
