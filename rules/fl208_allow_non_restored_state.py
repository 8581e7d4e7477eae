"""State that no operator takes over is dropped without an error.

## Why
With `allowNonRestoredState: true` the job starts although the savepoint holds state that nothing in the
new job belongs to. After an edit of a SQL script or of operator ids that is often most of the state: the
job runs, and its counts, joins and windows begin at zero. Without it, the start fails and somebody can
look. Public reports tell of wrong results found days later, and of state attached to other operators.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy:
    kind: LATEST_STATE
    allowNonRestoredState: true  # FL208
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
  restoreStrategy:
    kind: LATEST_STATE
    allowNonRestoredState: false
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
For one start after an operator was removed on purpose: set it, start, and take it out again. With the
restore strategy NONE the field does nothing; then this is only an info.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy
from flinklint.rule import rule
from flinklint.schema import json_value, shape_at

_PATH = ("spec", "restoreStrategy", "allowNonRestoredState")


@rule(
    "FL208",
    Severity.WARNING,
    source="apache/streampark#2172, #1838; FLINK-34352; examples of vvp2-cli",
)
def allow_non_restored_state(deployment: Deployment) -> Iterator[Finding]:
    value = deployment.effective(*_PATH)
    place = value.default or value.node
    if json_value(place, shape_at(*_PATH)) is not True:
        return
    restore = restore_strategy(deployment)
    if restore.kind == "NONE":
        finding = value.flag(f"{value.node.name} does nothing where no state is restored").info()
        yield finding.because(restore.node, "restores nothing").suggest("remove it")
        return
    finding = value.flag(
        f"state that no operator of the new job takes over is dropped in silence{value.remark}"
    )
    yield finding.suggest("write false, and true only for the one start that needs it")
