"""The same key stands twice in one mapping, and readers do not agree which one counts.

## Why
Most readers take the last value in silence, so the first one is dead text that somebody still
believes in. From Flink 1.19 on a repeated key in the configuration is refused and the job ends in a
crash loop; before, the last one won.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 2
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      parallelism: 4  # FL002
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 4
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
```

## When it does not apply
A key that overrides a merged one (`<<`) is not a duplicate.

## Fix
Remove one of the two; the label shows the first.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Label, Severity
from flinklint.rule import rule
from flinklint.tree import key_name


@rule("FL002", Severity.ERROR, source="bitnami/charts#25457; YAML 1.2.2, 3.2.1.1")
def duplicate_key(deployment: Deployment) -> Iterator[Finding]:
    if not deployment.node.document.disputed:
        return
    seen: set[int] = set()
    for node in deployment.node.walk():
        if id(node.value) in seen:
            continue
        seen.add(id(node.value))
        for first, again in node.duplicates():
            name = key_name(again) or ""
            finding = node[name].flag(f"the key `{name}` is there twice").at(again.value.span)
            first_place = Label(node.source, first.value.span, "first written here")
            yield finding.label(first_place).suggest("keep one of the two")
