"""Unaligned checkpoints are larger.

## Why
Under backpressure an unaligned checkpoint is much faster, because it overtakes the records on their way;
it stores them instead, so each checkpoint grows by what is in flight, and a restart has to read it back.
Without backpressure it brings nothing. An aligned timeout gives both: a checkpoint starts aligned, and
becomes unaligned only if that takes too long.

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
        execution.checkpointing.unaligned: "true"  # FL508
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
        execution.checkpointing.aligned-checkpoint-timeout: 30s
```

## When it does not apply
A note only. Silent with an aligned timeout, and where FL509 says that unaligned checkpoints are not
possible at all.
"""

from collections.abc import Iterator

from flinklint.checkpointing import UNALIGNED, aligned_timeout, unaligned_obstacle
from flinklint.configuration import is_true, value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL508", Severity.INFO, source="statement 22 of the page")
def unaligned_size_note(deployment: Deployment) -> Iterator[Finding]:
    unaligned = value(deployment, UNALIGNED)
    if not unaligned.written or not is_true(deployment, UNALIGNED):
        return
    if unaligned_obstacle(deployment) is None and not aligned_timeout(deployment):
        finding = unaligned.flag("unaligned checkpoints are larger: they store what is in flight")
        yield finding.suggest("worth it under backpressure; an aligned timeout limits it to that")
