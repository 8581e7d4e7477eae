"""The deployment has no name.

## Why
`metadata.name` is the deployment's identity: a create request without it is refused, and an update by
name finds nothing.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: ""}  # FL110
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
A body that is sent to the address of an existing deployment needs no name: where the key is not there
at all it is a warning only.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL110", Severity.ERROR, source="statement 2 of the page; AppManager API 2.1")
def missing_name(deployment: Deployment) -> Iterator[Finding]:
    name = deployment.metadata["name"]
    if name.exists:
        if name.kind == "null" or (name.text is not None and not name.text.strip()):
            yield name.flag("the deployment's name is empty").suggest("write metadata.name")
    elif deployment.artifact:
        finding = name.flag("the deployment has no name").warning()
        yield finding.suggest("write metadata.name, unless this is the body of a PATCH")
