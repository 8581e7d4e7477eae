"""A pause between checkpoints undoes that several may run at once.

## Why
A pause counts from the end of one checkpoint to the start of the next, so with a pause above zero there is
never more than one: Flink ignores the number of concurrent checkpoints. One of the two settings does not
do what it says.

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
        execution.checkpointing.min-pause: 5s
        execution.checkpointing.max-concurrent-checkpoints: "2"  # FL504
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
        execution.checkpointing.min-pause: 5s
        execution.checkpointing.max-concurrent-checkpoints: "1"
```

## When it does not apply
With `execution.checkpointing.min-pause: 0` several checkpoints may overlap, and nothing is said.
"""

from collections.abc import Iterator

from flinklint.checkpointing import CONCURRENT, MIN_PAUSE
from flinklint.configuration import duration, number
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL504",
    Severity.WARNING,
    source="statement 20 of the page; Flink's CheckpointConfig.setMinPauseBetweenCheckpoints",
)
def min_pause_with_concurrency(deployment: Deployment) -> Iterator[Finding]:
    concurrent, count = number(deployment, CONCURRENT)
    if count is None or count <= 1 or concurrent.origin == "platform":
        return
    pause, length = duration(deployment, MIN_PAUSE)
    written = pause.written or concurrent.written
    if written and length is not None and length.nanoseconds > 0:
        message = f"{concurrent.text} checkpoints at once never happen with a pause of {pause.text}"
        finding = concurrent.flag(f"{message}{pause.remark}").because(pause.node, "the pause")
        yield finding.suggest("allow one checkpoint at a time, or write a pause of 0")
