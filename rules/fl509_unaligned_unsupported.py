"""Unaligned checkpoints are asked for where they cannot be.

## Why
They came with Flink 1.11: 1.10 does not read the key. They need exactly-once checkpoints: with
AT_LEAST_ONCE Flink logs a warning and takes aligned ones. And they cannot run at the same time as another
checkpoint: with more than one allowed, Flink refuses the configuration and the job does not start. In no
case the job gets what the file asks for, which is noticed when backpressure holds up its checkpoints.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.unaligned: "true"  # FL509
        execution.checkpointing.max-concurrent-checkpoints: "2"
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.unaligned: "true"
```

## When it does not apply
Nothing is said where the version, the mode or the number is not known.
"""

from collections.abc import Iterator

from flinklint.checkpointing import UNALIGNED, unaligned_obstacle
from flinklint.configuration import is_true, value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL509",
    Severity.ERROR,
    source="statement 22 of the page; FLINK-18403; Flink's CheckpointCoordinatorConfiguration",
)
def unaligned_unsupported(deployment: Deployment) -> Iterator[Finding]:
    unaligned = value(deployment, UNALIGNED)
    if not unaligned.written or not is_true(deployment, UNALIGNED):
        return
    obstacle = unaligned_obstacle(deployment)
    if obstacle is not None:
        finding = unaligned.flag(f"unaligned checkpoints are not possible {obstacle.reason}")
        finding = finding.because(obstacle.node, obstacle.label)
        yield finding.suggest(obstacle.hint)
