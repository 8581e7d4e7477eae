"""The job is to start from its latest state, but nothing keeps track of it.

## Why
High availability records which checkpoint is the newest. Without it the platform finds the newest
checkpoint of a job that ended in an orderly way, but not of one whose JobManager was lost: that job starts
from an older savepoint, or empty. Ververica's knowledge base names it as the third condition of
LATEST_STATE.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}  # FL216
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
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
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        high-availability.type: kubernetes
```

## When it does not apply
The managed service sets up high availability itself, and a session cluster has its own. Where no
checkpoints are taken, that is reported instead. Defaults of an installation may have it; give them with
`--defaults`.
"""

from collections.abc import Iterator

from flinklint.configuration import value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import latest_state, own_cluster
from flinklint.rule import rule


@rule("FL216", Severity.INFO, source="kb.ververica.com, always restore from the latest state")
def latest_state_needs_ha(deployment: Deployment) -> Iterator[Finding]:
    found = latest_state(deployment)
    if found is None or found.checkpointing.state != "on" or not own_cluster(deployment):
        return
    mode = value(deployment, "high-availability")
    if mode.text is not None and mode.text.lower() == "none":
        finding = mode.flag(f"LATEST_STATE is not safe with high availability {mode.text}")
    elif mode.origin == "unknown" and not mode.node.exists:
        finding = found.strategy.value.flag(
            "LATEST_STATE is not safe without high availability: a lost JobManager loses track"
        )
    else:
        return
    yield finding.suggest("write high-availability: kubernetes (high-availability.type from 1.17)")
