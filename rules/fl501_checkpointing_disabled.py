"""The job takes no checkpoints.

## Why
Flink takes checkpoints only where an interval is set: the page says that an empty interval switches
checkpointing off. Without checkpoints a failure costs the job all its state, a start from the latest
state finds nothing newer than a savepoint, and with the default restart strategy the first failure
ends the job. Ververica Platform forced checkpointing on by its own defaults until 2.15.2; since then
it is off unless somebody switches it on.

An interval below 10 ms is an error: Flink (1.13 to 2.3 were asked) refuses it, and the job does not
start. `0` therefore does not switch checkpointing off; leaving the key out does.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_SAVEPOINT}
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:  # FL501
        state.backend: rocksdb
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_SAVEPOINT}
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        state.backend: rocksdb
```

## When it does not apply
A warning where a STATEFUL upgrade is written, or the interval is written and empty; an info otherwise,
since the job may have no state. Of a restore from LATEST_STATE without an interval FL214 speaks. Silent for batch jobs, session
clusters (whose configuration we do not see), where the platform is known to set an interval, and where
the SQL script or the program's arguments speak of checkpoints. A program that enables checkpointing in
its own code needs no key: suppress the finding there. An empty text in quotes, or one that is no
duration, is FL514's; with no restart strategy either, FL523 speaks.
"""

from collections.abc import Iterator

from flinklint.checkpointing import INTERVAL, RETENTION, checkpointing, least_interval, wants_state
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import fold
from flinklint.restart import restart
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options


@rule(
    "FL501",
    Severity.WARNING,
    source="statement 19 of the page; kb.ververica.com, always restore from the latest state; Flink 1.13 to 2.3 asked",
)
def checkpointing_disabled(deployment: Deployment) -> Iterator[Finding]:
    found = checkpointing(deployment)
    value = found.value
    if found.state == "refused":
        message = f"Flink refuses the interval {value.text}, which is less than {least_interval()}"
        yield (
            value.flag(message)
            .error()
            .suggest("write a longer one, or leave the key out for no checkpoints")
        )
    elif found.state == "empty":
        yield value.flag(
            "the checkpointing interval is empty: the job takes no checkpoints"
        ).suggest("write a duration such as 60s, or leave the key out")
    elif found.state == "absent":
        yield from _absent(deployment)


def _absent(deployment: Deployment) -> Iterator[Finding]:
    configuration = deployment.flink_configuration
    wanting = wants_state(deployment)
    retention = configuration[RETENTION]
    if any(fold(strategy.text or "") == fold("LATEST_STATE") for strategy in wanting):
        return  # FL214 speaks
    if not wanting and (retention or not restart(deployment).is_set):
        return  # FL506 or FL523 speaks
    finding = configuration[INTERVAL].flag(f"{INTERVAL} is not set: the job takes no checkpoints")
    for strategy in wanting:
        finding = finding.because(strategy.node, "state is to be kept")
    if retention:
        finding = finding.because(retention, "a checkpoint is to be kept")
    script = Script.of(deployment)
    if script is not None and not script_options(script).is_streaming:
        return
    state = None if script is None else script_flow(script).kept_state
    if script is not None and state is not None:
        finding = finding.label(script.label(*state, "this keeps state"))
    finding = finding.suggest(f"write `{INTERVAL}: 60s`, or what the job can afford")
    yield finding if wanting or state is not None else finding.info()
