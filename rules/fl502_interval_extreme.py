"""Checkpoints are taken very often or very rarely.

## Why
Every checkpoint costs the job time and the storage a set of files; below a second the job does little
else, and small hiccups pile up. At more than an hour, a failure throws away, and reads again, that much
work. Flink accepts both.

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
        execution.checkpointing.interval: 100 ms  # FL502
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
```

## When it does not apply
A short interval (warning) can be meant for a small job with exactly-once output, whose results appear
only with a checkpoint; a long one (info) for a job that is cheap to rerun. The two limits are options of
the rule: `least = "1 s"` and `most = "1 h"`. Below 10 ms Flink refuses the interval: that is FL501. A
longer pause keeps checkpoints apart, and then the short interval says nothing: that is FL503.
"""

from collections.abc import Iterator

from flinklint.checkpointing import MIN_PAUSE, checkpointing, given
from flinklint.configuration import duration
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import FlinkDuration, duration_text


@rule(
    "FL502",
    Severity.INFO,
    source="Apache Flink documentation, tuning checkpoints",
    options={"least": "1 s", "most": "1 h"},
)
def interval_extreme(deployment: Deployment) -> Iterator[Finding]:
    found = checkpointing(deployment)
    interval = found.interval
    if found.state != "on" or interval is None or found.value.origin == "platform":
        return
    least = given(deployment, "FL502", "least", "1 s")
    most = given(deployment, "FL502", "most", "1 h")
    if interval < least and not _pauses(deployment, least):
        length = duration_text(interval.seconds)
        message = f"a checkpoint every {length} leaves the job little time for its work"
        yield found.value.flag(message).warning().suggest(f"write {least} or more")
    elif most < interval:
        length = duration_text(interval.seconds)
        message = f"a checkpoint every {length}: a failure throws away up to that much work"
        yield found.value.flag(message).suggest(f"write {most} or less")


def _pauses(deployment: Deployment, least: FlinkDuration) -> bool:
    """Whether there is a pause between checkpoints that is long enough."""
    _, pause = duration(deployment, MIN_PAUSE)
    return pause is not None and pause >= least
