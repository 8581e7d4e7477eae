"""The top-level keys are in the usual order: kind, apiVersion, metadata, spec.

## Why
People look for the kind in the first lines, and two files that differ in order only make differences
that mean nothing. It is a matter of taste, and so this rule is off.

## Bad
```yaml
spec:  # FL920
  state: CANCELLED
kind: Deployment
apiVersion: v1
metadata: {name: orders}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Other keys may stand anywhere. kind and apiVersion may stand in either order: Kubernetes' own files
begin with apiVersion.

## Fix
Put the keys in order, each with the comments above it. Not offered in flow style, in JSON, or where
anchors tie the parts together.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.source import Span
from flinklint.tree import Mapping, Node

_RANKS = {"kind": 0, "apiVersion": 0, "metadata": 1, "spec": 2, "status": 3}
_COMMENTS = regex(r"(?:[ \t]*#[^\n]*\n)+\Z")


@rule("FL920", Severity.INFO, source="style of the platform's own files", enabled=False)
def key_order(deployment: Deployment) -> Iterator[Finding]:
    keys = [node for node in deployment.node if node.name in _RANKS]
    ordered = sorted(keys, key=lambda node: _RANKS[node.name])
    if keys == ordered:
        return
    first = next(node for node, wanted in zip(keys, ordered, strict=True) if node is not wanted)
    wanted = ", ".join(node.name for node in ordered)
    finding = first.flag_key(f"{first.name} is out of the usual order: {wanted}")
    edit = _in_order(deployment.node)
    yield finding.fix("put the keys in order", [edit], safe=True) if edit else finding


def _in_order(root: Node) -> Edit | None:
    """One edit that puts the entries of a block mapping in order; None where that is not safe."""
    mapping, text = root.value, root.source.text
    if not isinstance(mapping, Mapping) or root.document.anchors or root.document.aliases:
        return None
    if text[mapping.span.start : mapping.span.start + 1] == "{":
        return None
    starts: list[int] = []
    for key, _ in mapping.entries:
        line = root.source.line_span(key.value.span.start)
        if text[line.start : key.value.span.start].strip(" "):
            return None
        comments = _COMMENTS.search(text[: line.start]) if starts else None
        starts.append(comments.start() if comments else line.start)
    end = root.source.line_span(max(mapping.span.end - 1, 0)).end
    names = [node.name for node in root]
    if len(names) != len(starts):
        return None
    parts = [text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    pairs = sorted(zip(names, parts, strict=True), key=lambda pair: _RANKS.get(pair[0], 4))
    whole = "".join(part if part.endswith("\n") else f"{part}\n" for _, part in pairs)
    return Edit(
        root.source, Span(starts[0], end), whole if text[:end].endswith("\n") else whole[:-1]
    )
