"""The number of attempts to take a savepoint cannot be.

## Why
It says how often a savepoint is tried when the job is upgraded or suspended. With none, or less than none,
no savepoint could ever be taken; the API wants 1 or more. A very large number hides that savepoints fail:
the upgrade waits, try after try, and nobody is told.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  maxSavepointCreationAttempts: 0  # FL210
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
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  maxSavepointCreationAttempts: 4
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
More than 100 attempts are only a warning. What is no whole number is the schema's matter, and values with
placeholders are not judged.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import unusual_attempts
from flinklint.rule import rule


@rule(
    "FL210",
    Severity.ERROR,
    source="statement 10 of the page; StreamNative's resource for deployments",
)
def savepoint_attempts(deployment: Deployment) -> Iterator[Finding]:
    yield from unusual_attempts(deployment.spec["maxSavepointCreationAttempts"])
