"""A field that the server writes stands in the file.

## Why
Exports of the console and the API carry `status`, ids, times and `resourceVersion`. They belong to one
installation and one moment: `resourceVersion` is a lock value, and a stale one makes an update fail
with 409; the rest is noise in every diff.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  resourceVersion: 20  # FL108
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
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
`flinklint compile` leaves these fields out and says so.

## Fix
Remove the field.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.payload import server_managed
from flinklint.rule import rule
from flinklint.source import Span
from flinklint.tree import Node


@rule(
    "FL108",
    Severity.WARNING,
    source="AppManager API 2.1 (read-only fields); eight of 19 public lineages",
)
def server_managed_field(deployment: Deployment) -> Iterator[Finding]:
    for node in server_managed(deployment.node):
        finding = node.flag_key(f"`{'.'.join(node.path)}` is written by the server")
        edit = _removal(node)
        if edit is not None:
            finding = finding.fix("remove the field", [edit], safe=True)
        yield finding.suggest("remove it")


def _removal(node: Node) -> Edit | None:
    """An edit that removes the lines of a field, if it has lines of its own and is not alone."""
    source, parent = node.source, node.parent
    first = source.line_span(node.key_span.start)
    last = source.line_span(max(node.whole_span.end - 1, node.key_span.start))
    before = source.text[first.start : node.key_span.start]
    after = source.text[max(node.whole_span.end, node.key_span.end) : last.end].strip()
    alone = parent is None or len(parent.children) == 1
    if before.strip() or alone or not (after in ("", ":") or after.lstrip(": ").startswith("#")):
        return None
    return Edit(source, Span(first.start, last.end), "")
