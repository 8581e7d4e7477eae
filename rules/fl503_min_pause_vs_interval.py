"""The pause between checkpoints is longer than their interval.

## Why
The interval says how often a checkpoint is started, the pause how long after the end of one the next may
start. If the pause is longer, it is the real period: Flink raises the interval to it without a word, and
the job checkpoints less often than the file seems to say.

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
        execution.checkpointing.interval: 10s
        execution.checkpointing.min-pause: 60s  # FL503
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
        execution.checkpointing.min-pause: 30s
```

## When it does not apply
Equal values are fine: many files have them, and they mean "no more often than this". A negative pause is
no duration to Flink; FL514 says so.
"""

from collections.abc import Iterator

from flinklint.checkpointing import MIN_PAUSE, checkpointing
from flinklint.configuration import duration
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL503",
    Severity.WARNING,
    source="statement 20 of the page; the managed service's FAQ on checkpoints; Flink's CheckpointCoordinator",
)
def min_pause_vs_interval(deployment: Deployment) -> Iterator[Finding]:
    found = checkpointing(deployment)
    if found.state != "on" or found.interval is None:
        return
    pause, length = duration(deployment, MIN_PAUSE)
    if length is not None and pause.written and found.interval < length:
        interval = f"{found.value.text}{found.value.remark}"
        message = f"a pause of {pause.text} is longer than the interval of {interval}"
        finding = pause.flag(message).because(found.value.node, "never reached")
        yield finding.suggest(
            f"write a pause of at most {found.value.text}, or {pause.text} as the interval"
        )
