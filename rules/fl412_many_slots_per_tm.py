"""A task manager has few slots, each with memory enough.

## Why
Slots divide the managed memory of a task manager evenly, but not its heap, its cores or its fate: one
task that fails or needs too much takes all others on the task manager with it. The managed service's
own advice is one slot for each task manager.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        taskmanager: {cpu: 4, memory: 16Gi}
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "32"  # FL412
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
        taskmanager: {cpu: 4, memory: 16Gi}
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "4"
```

## When it does not apply
In session mode, where the slots are the session cluster's. Up to 4 slots with 512 MiB each are taken
as fine; light jobs may well share more.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from flinklint import knowledge, sizing
from flinklint.deployment import TEMPLATE, Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import Memory, size_text


@rule("FL412", Severity.INFO, source="the managed service's page on SQL practice")
def many_slots_per_tm(deployment: Deployment) -> Iterator[Finding]:
    slots = deployment.flink_configuration[sizing.SLOTS]
    value = deployment.effective(*TEMPLATE, "flinkConfiguration", sizing.SLOTS)
    number = sizing.whole(value)
    if deployment.in_session or not slots or number is None or number < 2:
        return
    most = knowledge.limit("many-slots")
    memory = sizing.memory_of(deployment, "taskmanager")
    if memory is not None and deployment.is_partial and not memory.value.written:
        memory = None
    if memory is not None and _is_little(memory.text, number):
        message = (
            f"{number} slots share {memory.text}{memory.value.remark}, less than "
            f"{size_text(_least())} for each"
        )
        finding = slots.flag(message).because(memory.value.node, "the memory they share")
        yield finding.suggest("fewer slots, and more task managers")
    elif number > most:
        yield slots.flag(f"{number} slots for each task manager, more than {most}").suggest(
            "fewer slots, and more task managers"
        )


@cache
def _least() -> int:
    """The least memory for a slot that is usual, in bytes."""
    return knowledge.limit("least-mib-per-slot") * 2**20


@lru_cache(maxsize=1024)
def _is_little(memory: str, slots: int) -> bool:
    """Whether so many slots share little memory."""
    size = Memory.parse(memory)
    return size is not None and size.binary < _least() * slots
