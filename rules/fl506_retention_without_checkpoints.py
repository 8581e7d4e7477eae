"""A checkpoint is to be kept, but none is ever taken.

## Why
The retention says what becomes of the last checkpoint when the job is cancelled. Without an interval
there is no checkpoint to keep, and a start from the latest state finds nothing.

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
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION  # FL506
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
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
```

## When it does not apply
An info where the artifact is a program, which may switch checkpointing on in its own code. Silent where
FL501 already warns of the missing interval (STATEFUL or LATEST_STATE is written), in session mode, for
batch jobs, and where the platform is known to set an interval.
"""

from collections.abc import Iterator

from flinklint.checkpointing import INTERVAL, RETENTION, checkpointing, wants_state
from flinklint.configuration import fault, written
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL506", Severity.WARNING, source="statements 19 and 21 of the page")
def retention_without_checkpoints(deployment: Deployment) -> Iterator[Finding]:
    if checkpointing(deployment).state != "absent" or wants_state(deployment):
        return
    for option in written(deployment):
        text = option.node.text
        if option.key != RETENTION or text is None or fault(deployment, option) is not None:
            continue
        if text.upper().startswith("NO_") or option.node.is_placeholder:
            continue
        finding = option.node.flag(f"{text} keeps a checkpoint, but {INTERVAL} is not set")
        finding = finding.suggest(f"write `{INTERVAL}: 60s`, or remove the retention")
        yield finding if deployment.artifact_kind == "SQLSCRIPT" else finding.info()
