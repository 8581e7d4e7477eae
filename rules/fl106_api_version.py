"""The apiVersion of a deployment is `v1`.

## Why
Application Manager's deployments are `apiVersion: v1`. With `apps/v1`, as a Kubernetes Deployment has
it, other tools take the file for theirs: `kubectl apply` refuses it, or makes something else of it.

## Bad
```yaml
kind: Deployment
apiVersion: apps/v1  # FL106
metadata: {name: orders}
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
A file with `containers` or a `selector` is a Kubernetes Deployment and passed over.

## Fix
Write `v1`.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import fold
from flinklint.rule import rule


@rule("FL106", Severity.ERROR, source="AppManager API 2.1")
def api_version(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.node["apiVersion"]
    text = node.text or ""
    if node and not node.is_placeholder and fold(text) != "v1":
        finding = node.flag(f"the apiVersion of a deployment is v1, not {text}")
        yield finding.suggest("write v1").fix("write v1", [node.edit("v1")], safe=True)
