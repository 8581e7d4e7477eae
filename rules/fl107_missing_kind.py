"""The document does not say that it is a deployment.

## Why
The API takes a body without `kind` and `apiVersion`, and some clients leave them out. Other tools that
read the folder cannot tell what the file is.

## Bad
```yaml
metadata:  # FL107
  name: orders
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
The body of a PATCH. `flinklint compile` writes both in any case.

## Fix
Write the missing line at the top of the document.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.rule import rule
from flinklint.source import Span

_FIELDS = {"kind": "Deployment", "apiVersion": "v1"}


@rule("FL107", Severity.INFO, source="public repositories: five of 23 lineages leave it out")
def missing_kind(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.node
    missing = [name for name in _FIELDS if not node[name].exists]
    if not missing or deployment.is_partial or node.path:
        return
    names = " and ".join(f"`{name}`" for name in missing)
    finding = node.flag(f"{names} {'are' if len(missing) > 1 else 'is'} not written")
    source, start = node.source, node.span.start
    lines = "".join(f"{name}: {_FIELDS[name]}\n" for name in missing)
    hint = lines.strip().replace("\n", ", ")
    finding = finding.suggest(f"add {hint}")
    if source.line_span(start).start == start:
        edit = Edit(source, Span(start, start), lines)
        finding = finding.fix(f"write {hint}", [edit], safe=True)
    yield finding
