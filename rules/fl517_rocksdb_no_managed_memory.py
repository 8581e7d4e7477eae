"""The state backend is left without memory.

## Why
RocksDB (and its relatives) keep their caches in Flink's managed memory. With a share of zero there is none:
the job starts, and the first task with state fails with an IllegalArgumentException, again after every
restart.

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
        state.backend: rocksdb
        taskmanager.memory.managed.fraction: "0.0"  # FL517
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
        state.backend: rocksdb
        taskmanager.memory.managed.fraction: "0.4"
```

## When it does not apply
Zero is right for the backends that live on the heap (`hashmap`, `filesystem`), and where the backend is given
memory of its own (`state.backend.rocksdb.memory.fixed-per-slot`, or `state.backend.rocksdb.memory.managed:
false`). Only a backend that is written counts. In session mode the memory is the cluster's.
"""

from collections.abc import Iterator

from flinklint.configuration import number, value
from flinklint.deployment import Deployment, Effective
from flinklint.finding import Finding, Severity
from flinklint.knowledge import managed_memory_of
from flinklint.rule import rule
from flinklint.units import FlinkMemory, FlinkVersion


@rule(
    "FL517",
    Severity.ERROR,
    source="apache/paimon#4232; Flink's MemoryManager, which refuses a share of nothing",
)
def rocksdb_no_managed_memory(deployment: Deployment) -> Iterator[Finding]:
    backend = value(deployment, "state.backend")
    needs = managed_memory_of((backend.text or "").strip())
    if needs is None or deployment.in_session:
        return
    switches, instead = needs
    if any(_set_to_more_than_true(deployment, key) for key in (*switches, *instead)):
        return
    nothing = _nothing(deployment)
    if nothing is not None and (nothing.written or backend.written):
        message = f"{backend.text} lives on managed memory, and {nothing.text} leaves it none"
        finding = nothing.flag(f"{message}{nothing.remark}").because(backend.node, "the backend")
        yield finding.suggest("give it a share, such as 0.4, or take a backend on the heap")


def _set_to_more_than_true(deployment: Deployment, key: str) -> bool:
    """Whether a key takes the backend off managed memory, or may do so."""
    found = value(deployment, key)
    return found.origin != "unknown" and (found.text or "").lower() != "true"


def _nothing(deployment: Deployment) -> Effective | None:
    """The option that leaves no managed memory; a size counts before a fraction."""
    size = value(deployment, "taskmanager.memory.managed.size")
    if size.origin != "unknown":
        version = deployment.flink_version or FlinkVersion(1, 10)
        memory = FlinkMemory.parse(size.text or "", version)
        return size if memory is not None and memory.bytes == 0 else None
    fraction, share = number(deployment, "taskmanager.memory.managed.fraction")
    return fraction if share == 0 else None
