"""The restore strategy is none that the platform has.

## Why
It is asked at every start of the job. The page knows three: Latest Savepoint, Latest State and None; the
managed service later added FROM_SAVEPOINT. The API takes any other word without complaint, and the job
then may start from other state than was meant, or from none.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST}  # FL202
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
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A value that is right but for case, blanks or dashes (`Latest State`) is another rule's matter. A word
that only another platform has is a warning. Values with placeholders are not judged.

## Fix
Write the word that was most likely meant (unsafe: it decides from which state the job starts).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import unknown_word
from flinklint.rule import rule


@rule(
    "FL202",
    Severity.ERROR,
    source="statement 7 of the page; ververica-common's model of the v1 deployment",
)
def restore_strategy_enum(deployment: Deployment) -> Iterator[Finding]:
    profile = deployment.profile
    finding = unknown_word(
        deployment.restore_strategy,
        profile.restore_strategies,
        "restore",
        "restore strategy",
        profile.title,
    )
    if finding is not None:
        yield finding
