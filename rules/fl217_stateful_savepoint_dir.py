"""A STATEFUL upgrade has no place for its savepoint.

## Why
A STATEFUL upgrade stops the job with a savepoint. Where the platform has blob storage configured, it goes
there; where it has none and the deployment names no folder, the upgrade fails with "job is not configured
with savepoint support", and a suspend ends the job with its state lost. flinklint cannot see the storage:
set the option `blob-storage = false` for this rule where there is none, and it becomes a warning.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}  # FL217
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
      flinkConfiguration:
        state.savepoints.dir: oss://bucket/savepoints
```

## When it does not apply
Platforms with blob storage, which are most. The managed service writes the folder itself, and a session
cluster has its own.
"""

from collections.abc import Iterator

from flinklint.configuration import value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import own_cluster, upgrade_strategy
from flinklint.rule import rule


@rule(
    "FL217",
    Severity.INFO,
    source="docs.ververica.com, savepoints; apache/flink-kubernetes-operator#109, #855",
    options={"blob-storage": "true"},
)
def stateful_savepoint_dir(deployment: Deployment) -> Iterator[Finding]:
    upgrade = upgrade_strategy(deployment)
    if upgrade.kind != "STATEFUL" or not upgrade.chosen or not own_cluster(deployment):
        return
    folder = value(deployment, "state.savepoints.dir")
    if folder.origin != "unknown" or folder.node.exists:
        return
    finding = upgrade.value.flag(
        "the savepoint of a STATEFUL upgrade needs the platform's blob storage: no "
        "state.savepoints.dir is set"
    )
    finding = finding.suggest("write state.savepoints.dir, unless blob storage is configured")
    storage = deployment.settings.rule_option("FL217", "blob-storage", "true")
    yield finding.warning() if storage.lower() == "false" else finding
