"""Memory and CPU of a process are in proportion: 1 to 16 GiB for each core.

## Why
The managed service reckons 4 GiB for each core and sells them so; Autopilot keeps to that. A process
with far more memory than its cores can fill pays for what it does not use, and one with far less
spends its cores on garbage collection or is killed.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        taskmanager: {cpu: 1, memory: 64Gi}  # FL407
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
```

## When it does not apply
A job that keeps a large state in memory, or only computes, may well want such a shape. Sizes below
the minimum are another rule's matter; so is session mode, where the session cluster has both.
"""

from collections.abc import Iterator
from functools import lru_cache

from flinklint import knowledge, sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import Cpu, Memory, size_text


@rule("FL407", Severity.INFO, source="the managed service's pages on Autopilot and SQL practice")
def cpu_memory_ratio(deployment: Deployment) -> Iterator[Finding]:
    for process, resources in deployment.processes():
        sizes = sizing.memory_of(deployment, process), sizing.cpu_of(deployment, process)
        memory, cpu = sizes
        if memory is None or cpu is None or not (resources["memory"] or resources["cpu"]):
            continue
        if sizing.below_minimum(deployment, memory) is not None or memory.size is None:
            continue
        if not sizing.is_enough_cpu(deployment.profile.name, cpu[1].text):
            continue
        shape = _unusual(memory.text, cpu[1].text)
        if shape is None:
            continue
        place = memory.value if memory.value.written else cpu[0]
        message = (
            f"{process} asks for {memory.text}{memory.value.remark} with "
            f"{cpu[1]} CPU{cpu[0].remark}, {shape} for each core"
        )
        finding = place.flag(message)
        yield finding.because(cpu[0].node, "the cores") if place is memory.value else finding


@lru_cache(maxsize=1024)
def _unusual(memory: str, cpu: str) -> str | None:
    """How the memory for each core is not usual; None where it is."""
    size, cores = Memory.parse(memory), Cpu.parse(cpu)
    assert size is not None
    assert cores is not None
    least, most = (knowledge.limit(f"{end}-gib-per-core") * 2**30 for end in ("least", "most"))
    if size.binary / cores.cores < least:
        return f"less than {size_text(least)}"
    return f"more than {size_text(most)}" if size.decimal / cores.cores > most else None
