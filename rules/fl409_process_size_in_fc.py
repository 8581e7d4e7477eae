"""The size of a process is written in one place: in `resources`, not in `flinkConfiguration` too.

## Why
The platform makes `taskmanager.memory.process.size` and `jobmanager.memory.process.size` out of
`resources`. A second value in `flinkConfiguration` either has no effect, or Flink divides memory that
the container does not have and the container is killed.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        taskmanager: {cpu: 1, memory: 2Gi}
      flinkConfiguration:
        taskmanager.memory.process.size: 4g  # FL409
        taskmanager.numberOfTaskSlots: "2"
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      resources:
        taskmanager: {cpu: 1, memory: 2Gi}
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "2"
```

## When it does not apply
When `resources` do not set the memory of that process.

## Fix
Leave the size to `resources` (unsafe: which of the two was meant is not known).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rewrite import removals
from flinklint.rule import rule


@rule(
    "FL409",
    Severity.WARNING,
    source="docs.ververica.com, resources; start log of a managed job manager",
)
def process_size_in_fc(deployment: Deployment) -> Iterator[Finding]:
    if deployment.in_session:
        return
    for process, resources in deployment.processes():
        size = deployment.flink_configuration.find(f"{process}.memory.process.size")
        memory = resources["memory"]
        if not size or not memory:
            continue
        message = f"{process} memory is {size.text} here and {memory.text} in resources"
        finding = size.flag(message).because(memory, "the platform makes the process size of this")
        finding = finding.suggest("set the size in resources only")
        edits = removals([size])
        yield finding.fix("leave it to resources", edits, safe=False) if edits else finding
