"""The retention of checkpoints is none of Flink's words for it.

## Why
The console's form says Always, Only when FAILED and Never. In `flinkConfiguration` these words mean
nothing: the platform takes any text, and Flink then refuses it when the job starts.

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
        execution.checkpointing.externalized-checkpoint-retention: Always  # FL505
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
Flink reads its words in either case. NO_EXTERNALIZED_CHECKPOINTS is known from Flink 1.13 on; before, the
key is left out. A value with a placeholder is not judged, nor are versions before Flink 1.10.

## Fix
Safe for the words of the form: Always is RETAIN_ON_CANCELLATION, Only when FAILED is
DELETE_ON_CANCELLATION, and for Never the key is removed. Unsafe for a word that is nearly right.
"""

from collections.abc import Iterator

from flinklint.configuration import RETENTION, faults, spellings
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.named_fix import with_meant_value
from flinklint.rule import rule


@rule(
    "FL505",
    Severity.ERROR,
    source="statement 21 of the page; Flink's CheckpointConfig, 1.10 to 2.3",
)
def retention_enum(deployment: Deployment) -> Iterator[Finding]:
    for option, found in faults(deployment):
        known = option.option
        if known is not None and option.key in spellings(deployment, RETENTION):
            finding = option.node.flag(f"the retention of checkpoints {found.reason}")
            yield with_meant_value(finding, option.node, RETENTION, known.enum)
