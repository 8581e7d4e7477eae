"""The upgrade strategy is none that the platform has.

## Why
The page knows three: Stateless, Stateful and None. The API takes anything else without a word, and what
it then does with a changed deployment is not the strategy that was meant: the model of the managed
service files an unknown kind under "unspecified".

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: RESTART}  # FL201
  restoreStrategy: {kind: LATEST_STATE}
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
A value that is right but for case, blanks or dashes (`Stateful`) is another rule's matter. Values with
placeholders are not judged.

## Fix
Write the word that was most likely meant (unsafe: it decides what happens to the job's state).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import unknown_word
from flinklint.rule import rule


@rule(
    "FL201",
    Severity.ERROR,
    source="statement 5 of the page; ververica-common's model of the v1 deployment",
)
def upgrade_strategy_enum(deployment: Deployment) -> Iterator[Finding]:
    profile = deployment.profile
    finding = unknown_word(
        deployment.upgrade_strategy,
        profile.upgrade_strategies,
        "upgrade",
        "upgrade strategy",
        profile.title,
    )
    if finding is not None:
        yield finding
