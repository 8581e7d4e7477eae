"""Two deployments of a run have the same name in the same namespace.

## Why
The name is unique in its namespace: the second file updates the job of the first instead of making one
of its own, or is refused.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
---
kind: Deployment
apiVersion: v1
metadata: {name: orders}  # FL111
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
---
kind: Deployment
apiVersion: v1
metadata: {name: orders-v2}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Names in different namespaces, and names with placeholders. It is a warning, not an error: each
file may be posted to a platform or, where none is written, a namespace of its own, as the copies of one
job for test and production are.
"""

from collections.abc import Iterator

from flinklint.check import Project
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL111", Severity.WARNING, source="statement 2 of the page; the managed service's documentation"
)
def duplicate_name(project: Project) -> Iterator[Finding]:
    first: dict[tuple[str, str], Deployment] = {}
    for deployment in project.deployments:
        name = deployment.metadata["name"]
        if not name.text or name.is_placeholder:
            continue
        key = (deployment.metadata["namespace"].text or "", name.text)
        if key not in first:
            first[key] = deployment
            continue
        finding = name.flag(f"another deployment of this run is called `{name.text}`")
        other = first[key].metadata["name"]
        yield finding.because(other, "the first one").suggest("give it a name of its own")
