"""The target of a payload would refuse it.

## Why
Targets have versions and names of their own: an operator that knows Flink from 1.13 on cannot run a job
of 1.11, whatever is left out. Such a payload comes back when it is sent, or the job never starts.

## Bad
```yaml target=flink-operator
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: NONE}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "local:///opt/flink/usrlib/orders-1.0.jar", flinkVersion: "1.11"}  # FL131
```

## Good
```yaml target=flink-operator
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: NONE}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "local:///opt/flink/usrlib/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
To `check`, and to `compile` for the target `v1`. It is a warning where the target may have what is
missing in a configuration of its own. Nothing lifts the error: neither `--allow-lossy` nor settings.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL131", Severity.ERROR, source="the APIs of the targets: schemas/targets.json")
def target_refuses(deployment: Deployment) -> Iterator[Finding]:
    if deployment.settings.target == "v1":
        return
    from flinklint.targets import TARGETS  # only where a payload for another API is written

    for obstacle in TARGETS[deployment.settings.target].build(deployment).obstacles:
        finding = obstacle.node.flag(obstacle.message).suggest(obstacle.hint)
        yield finding if obstacle.certain else finding.warning()
