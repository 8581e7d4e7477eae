"""The parts of a task manager's memory fit into its total.

## Why
Of the memory that a task manager asks for, metaspace (256 MiB) and the JVM's overhead (a tenth, at
least 192 MiB) come off first; the rest is Flink's total. Framework, task, managed and network memory
are shares of that. When sizes that are written, together with what the other parts take, are more
than the total, Flink refuses the configuration: the task manager never comes up, and the job waits
for slots until it fails.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      resources:
        taskmanager: {cpu: 1, memory: 1.5Gi}
      flinkConfiguration:
        taskmanager.memory.framework.heap.size: 1024m  # FL408
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
        taskmanager: {cpu: 1, memory: 4Gi}
      flinkConfiguration:
        taskmanager.memory.framework.heap.size: 1024m
```

## When it does not apply
When the total is not known: in session mode, with a value that is filled in later, or with two
different process sizes (see FL409). Before Flink 1.10 memory was divided otherwise.
"""

from collections.abc import Iterator
from fractions import Fraction

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.task_memory import division
from flinklint.units import size_text


@rule(
    "FL408",
    Severity.ERROR,
    source="DataLinkDC/dinky#844; Flink, TaskExecutorFlinkMemoryUtils",
)
def memory_components_exceed(deployment: Deployment) -> Iterator[Finding]:
    found = division(deployment)
    if found is None or found.needed <= found.total:
        return
    memory = sizing.memory_of(deployment, "taskmanager")
    if memory is not None and sizing.below_minimum(deployment, memory) is not None:
        return
    (largest, _), *others = found.fixed
    if not any(value.written for value, _ in found.fixed) and not found.total_of.written:
        return
    message = (
        f"the parts of the taskmanager's memory need {_shown(found.needed)}, more than the "
        f"{_shown(found.total)} that Flink has in all"
    )
    finding = largest.flag(message).because(
        found.total_of.node, f"leaves {_shown(found.total)} for Flink"
    )
    for value, _ in others:
        finding = finding.because(value.node, "fixed too")
    yield finding.suggest("fix fewer or smaller parts, or ask for more memory")


def _shown(size: Fraction) -> str:
    """A size for people, in whole mebibytes."""
    return size_text(max(size // 2**20, 0) * 2**20)
