"""The job is to start from its latest state, but takes no checkpoints.

## Why
LATEST_STATE starts from the newest savepoint or checkpoint. Without an interval no checkpoint is ever
taken: after a failure or a cancel the job goes back to its last savepoint, or to nothing, and reads
everything since then again. Ververica's own knowledge base names the interval as the first of three
conditions of LATEST_STATE; its platform set one by default until 2.15.2, and no longer does.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}  # FL214
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
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        high-availability: kubernetes
```

## When it does not apply
On a session cluster, whose own configuration may have an interval, this is an info. The managed service with
Flink 1.12 or later is known to set one itself. A program that switches checkpointing on in its own code
needs no key. An interval that is empty or refused by Flink is reported as that. Nothing is said of batch
jobs, of Flink before 1.10 (which knows no such key), and where the script or the arguments speak of
checkpoints.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import latest_state
from flinklint.rule import rule


@rule(
    "FL214",
    Severity.WARNING,
    source="kb.ververica.com, always restore from the latest state; two of nine public lineages",
)
def latest_state_needs_checkpoints(deployment: Deployment) -> Iterator[Finding]:
    found = latest_state(deployment)
    if found is None or found.lacks != "interval":
        return
    finding = found.strategy.value.flag(
        f"LATEST_STATE{found.strategy.remark} finds no checkpoint: no interval is set"
    )
    finding = finding.suggest("write execution.checkpointing.interval: 60s, or what fits the job")
    severity = deployment.profile.severities["FL214"]
    yield finding.rated(Severity.INFO if deployment.in_session else severity)
