"""The number of attempts to start the job cannot be.

## Why
It says how often the platform tries to start the job before it gives up. With none, or less than none, it
could never be started; the API wants 1 or more. A very large number hides that the start fails: each try
takes minutes, and the deployment does not get to FAILED, which somebody would see.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  maxJobCreationAttempts: 0  # FL211
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
  maxJobCreationAttempts: 4
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
    "FL211",
    Severity.ERROR,
    source="statement 11 of the page; StreamNative's resource for deployments",
)
def job_attempts(deployment: Deployment) -> Iterator[Finding]:
    yield from unusual_attempts(deployment.spec["maxJobCreationAttempts"])
