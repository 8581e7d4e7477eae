"""The task managers offer at least as many slots as the parallelism needs.

## Why
Each parallel instance of a job takes one slot. With fewer slots than the parallelism the job is
accepted, starts, waits for the missing slots until the slot request times out (five minutes), fails
with `NoResourceAvailableException`, and begins again. It never processes a row.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 4
      numberOfTaskManagers: 1  # FL410
```

```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 8
      numberOfTaskManagers: 3  # FL410
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "2"
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
      parallelism: 8
      numberOfTaskManagers: 4
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "2"
```

## When it does not apply
Without `numberOfTaskManagers` the platform starts as many as the parallelism needs. Nothing is said
in session mode, where others share the slots; with Autopilot, the adaptive scheduler or reactive
mode, which adapt the parallelism; with fine-grained or expert resources; and for batch jobs, which
run stage by stage. A program that sets its own parallelism, or slot sharing groups of its own, may
need fewer or more slots than this rule counts.
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL410",
    Severity.ERROR,
    source="statements 25 and 26 of the page; FLINK-10883, FLINK-12763; alibaba/Alink#87",
)
def slots_below_parallelism(deployment: Deployment) -> Iterator[Finding]:
    sized = sizing.slots_of(deployment)
    if sized is None or sized.offered >= sized.needed:
        return
    values = (sized.task_managers, sized.slots, sized.parallelism)
    written = [value.written for value in values]
    if not any(written) or (deployment.is_partial and not all(written)):
        return
    managers = "1 task manager" if sized.managers == 1 else f"{sized.managers} task managers"
    slots = "1 slot" if sized.per_manager == 1 else f"{sized.per_manager} slots"
    message = (
        f"{managers}{sized.task_managers.remark} with {slots}{sized.slots.remark} cannot run a "
        f"parallelism of {sized.needed}{sized.parallelism.remark}"
    )
    place = next(value for value in values if value.written)
    finding = place.flag(message)
    if place is not sized.parallelism and sized.parallelism.written:
        finding = finding.because(sized.parallelism.node, f"needs {sized.needed} slots")
    if place is not sized.slots and sized.slots.written:
        finding = finding.because(sized.slots.node, f"{slots} in each")
    enough = -(-sized.needed // sized.per_manager)
    yield finding.suggest(f"start {enough} task managers, or give each more slots")
