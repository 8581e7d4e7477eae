"""The job starts as soon as the deployment is created.

## Why
With `state: RUNNING` nobody looks at the deployment before its job reads and writes. Teams that start
their jobs by hand, or by another tool, keep `CANCELLED` in their files. This is a rule for such teams, and
off unless it is selected.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  state: RUNNING  # FL209
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
  state: CANCELLED
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
It is a matter of how a team works: the rule runs only where it is selected by its code or name.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import spelling_of
from flinklint.rule import rule


@rule("FL209", Severity.WARNING, source="statement 6 of the page", enabled=False)
def starts_immediately(deployment: Deployment) -> Iterator[Finding]:
    state = deployment.effective("spec", "state")
    if spelling_of(state.text or "", ("RUNNING",)) is not None:
        finding = state.flag(f"the job starts as soon as it is created{state.remark}")
        yield finding.suggest("write CANCELLED, and start it by hand")
