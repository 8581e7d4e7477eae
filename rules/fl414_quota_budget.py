"""The job stays within the CPU that its team may use.

## Why
A job whose job manager and task managers together ask for more CPU than the queue or the namespace
has is accepted, and then does not start: its pods stay pending with "exceeded quota". The quota is
not in the file, so this rule is off until a team gives its own: `cpu = "8"` in the rule's settings.

## Bad
```yaml cpu=8
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 5
      resources:
        jobmanager: {cpu: 1, memory: 1Gi}
        taskmanager: {cpu: 16, memory: 32Gi}  # FL414
```

## Good
```yaml cpu=8
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      parallelism: 2
      resources:
        jobmanager: {cpu: 1, memory: 1Gi}
        taskmanager: {cpu: 2, memory: 4Gi}
```

## When it does not apply
Without a configured budget, in session mode, and where something else sizes the job (Autopilot, the
adaptive scheduler, batch). Several jobs of one queue are not added up.
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import PROCESSES, Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import Cpu, plain_decimal


@rule(
    "FL414",
    Severity.WARNING,
    source="the managed service's FAQ, exceeded quota",
    enabled=False,
    options={"cpu": ""},
)
def quota_budget(deployment: Deployment) -> Iterator[Finding]:
    budget = Cpu.parse(deployment.settings.rule_option("FL414", "cpu", ""))
    sized = sizing.slots_of(deployment)
    one, each = (sizing.cpu_of(deployment, name) for name in PROCESSES)
    if budget is None or sized is None or one is None or each is None or deployment.is_partial:
        return
    managers = sized.managers
    if not sized.task_managers.written:
        managers = -(-sized.needed // sized.per_manager)
    total = one[1].cores + managers * each[1].cores
    if total <= budget.cores:
        return
    message = (
        f"1 x {one[1]} and {managers} x {each[1]} CPU are {plain_decimal(total)}, more than the "
        f"budget of {budget}"
    )
    yield each[0].flag(message).because(sized.task_managers.node, "so many task managers")
