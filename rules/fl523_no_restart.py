"""The first failure ends the job.

## Why
With the strategy `none`, or with Flink's default while checkpointing is off, nothing restarts a job that
fails: "Recovery is suppressed by NoRestartBackoffTimeStrategy" stands in the log, and one lost connection is
enough. A streaming job is down until a person sees it.

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
        restart-strategy: none  # FL523
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
        restart-strategy: failure-rate
        restart-strategy.failure-rate.max-failures-per-interval: "3"
        restart-strategy.failure-rate.failure-rate-interval: 10 min
        restart-strategy.failure-rate.delay: 15 s
```

## When it does not apply
Where neither a strategy nor checkpointing is set it is an info: the platform, a default or the program may
set either. Where FL501 warns that checkpointing is off, it speaks for both. Silent for batch jobs and, with
nothing written, in session mode. A job that something else watches and restarts may well say `none`:
suppress the finding there.
"""

from collections.abc import Iterator

from flinklint.checkpointing import checkpointing, wants_state
from flinklint.configuration import RESTART_STRATEGY, runs_in
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.restart import restart, written_parameters
from flinklint.rule import rule


@rule(
    "FL523",
    Severity.WARNING,
    source="statement 24 of the page; Flink documentation; apache/flink-cdc#1748, bitnami/charts#22225",
)
def no_restart(deployment: Deployment) -> Iterator[Finding]:
    chosen = restart(deployment)
    hint = "write failure-rate or fixed-delay, with its options"
    if chosen.name == "disable" and runs_in(deployment) != "batch":
        message = f"with the restart strategy {chosen.value.text} the first failure ends the job"
        finding = chosen.value.flag(message).suggest(hint)
        for nodes in written_parameters(deployment).values():
            for node in nodes:
                finding = finding.because(node, "has no effect")
        yield finding
        return
    if chosen.is_set or wants_state(deployment):
        return  # it restarts, or FL501 speaks for both
    if checkpointing(deployment).state == "absent":
        message = "neither restart-strategy nor checkpointing is set: the first failure is the end"
        node = deployment.flink_configuration[RESTART_STRATEGY]
        yield node.flag(message).info().suggest(hint)
