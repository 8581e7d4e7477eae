"""The task managers do not offer whole task managers more than the parallelism needs.

## Why
A slot that the parallelism does not need stays empty for as long as the job runs, and its task
manager is paid for. (Spare slots on the last task manager cannot be helped and are not counted.)

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 2
      numberOfTaskManagers: 4  # FL411
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
      parallelism: 2
      numberOfTaskManagers: 1
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "2"
```

## When it does not apply
A spare task manager shortens the restart after one is lost; a program may set slot sharing groups
that need more slots. Without `numberOfTaskManagers`, in session mode, with Autopilot and for batch jobs
nothing is said. Where each task manager has very many slots, FL412 speaks of those.
"""

from collections.abc import Iterator

from flinklint import knowledge, sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL411", Severity.INFO, source="statement 26 of the page")
def idle_slots(deployment: Deployment) -> Iterator[Finding]:
    sized = sizing.slots_of(deployment)
    if sized is None or not sized.task_managers.written:
        return
    parts = (sized.parallelism, sized.slots)
    if deployment.is_partial and not all(value.written for value in parts):
        return
    if sized.per_manager > knowledge.limit("many-slots"):
        return  # FL412 speaks of so many slots
    if sized.offered <= sized.needed + sized.per_manager - 1:
        return
    enough = -(-sized.needed // sized.per_manager)
    message = (
        f"{sized.managers} task managers offer {sized.offered} slots, and a parallelism of "
        f"{sized.needed}{sized.parallelism.remark} uses {sized.needed}"
    )
    finding = sized.task_managers.flag(message).because(sized.parallelism.node, "the parallelism")
    yield finding.suggest(f"{enough} would do")
