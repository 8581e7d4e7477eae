"""A checkpoint has little time before it is given up.

## Why
A checkpoint that is not done within the timeout is thrown away; Flink then counts a failure, and by
default it tolerates none: the job restarts, reads on from the last checkpoint, meets the same load and
times out again. That was reported for a CDC job with an interval of 5 min and a timeout of 3 min: the
first snapshot of the table never got through.

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
        execution.checkpointing.interval: 5min
        execution.checkpointing.timeout: 3min  # FL507
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
        execution.checkpointing.interval: 5min
        execution.checkpointing.timeout: 15min
```

## When it does not apply
Silent for a timeout of Flink's own default (10 min) or more, whatever the interval: long intervals are
common and harmless. The shortest timeout that passes is an option of the rule: `least = "60 s"`. A timeout
below 10 ms is refused by Flink: FL514.
"""

from collections.abc import Iterator

from flinklint.checkpointing import TIMEOUT, checkpointing, given, least_interval
from flinklint.configuration import duration, table
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import FlinkDuration


@rule(
    "FL507",
    Severity.WARNING,
    source="apache/flink-cdc#273, apache/hudi#8276: a checkpoint expires, the job restarts, and again",
    options={"least": "60 s"},
)
def timeout_vs_interval(deployment: Deployment) -> Iterator[Finding]:
    timeout, length = duration(deployment, TIMEOUT)
    if length is None or not timeout.written or length < least_interval():
        return
    found = checkpointing(deployment)
    least = given(deployment, "FL507", "least", "60 s")
    if found.state == "on" and found.interval is not None and length < found.interval:
        if length < _default_timeout(deployment):
            message = f"a checkpoint is given up after {timeout.text}, before the next is due"
            finding = timeout.flag(message).because(found.value.node, "the interval")
            yield finding.suggest(f"write at least {found.value.text}")
    elif length < least:
        message = f"a checkpoint is given up after {timeout.text}, which is less than {least}"
        yield timeout.flag(message).suggest(f"write {least} or more")


def _default_timeout(deployment: Deployment) -> FlinkDuration:
    option = table(deployment).find(TIMEOUT)
    assert option is not None
    found = FlinkDuration.parse(option.default or "", option.versions()[-1])
    assert found is not None
    return found
