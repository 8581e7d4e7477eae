"""State that grows without end is kept in the memory of the task managers.

## Why
The backends `hashmap`, `filesystem` and `jobmanager` keep all state as objects on the heap. A regular join
or a GROUP BY without a limit on the age of its state fills it until the task managers run out of memory;
before that they spend their time collecting garbage.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id, COUNT(*) FROM src GROUP BY id;
      flinkConfiguration:
        state.backend: hashmap  # FL518
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
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id, COUNT(*) FROM src GROUP BY id;
      flinkConfiguration:
        state.backend: rocksdb
```

## When it does not apply
Said only where the backend is written. A state that is known to stay small is well kept on the heap.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options
from flinklint.streams import is_endless_log, keeps_state_for_ever

_KEY = "state.backend"
_ON_HEAP = ("hashmap", "filesystem", "jobmanager")


@rule("FL518", Severity.INFO, source="the managed service's page on the size of state")
def heap_backend_large_state(script: Script) -> Iterator[Finding]:
    backend = script_options(script).get(_KEY)
    if backend.state != "set" or (backend.text or "").strip().lower() not in _ON_HEAP:
        return
    if not keeps_state_for_ever(script):
        return
    flow = script_flow(script)
    growing = [(join.place, join.select) for join in flow.joins]
    growing += [(grouping.place, grouping.select) for grouping in flow.groupings]
    for (start, end), select in growing:
        if not any(is_endless_log(script, read.table) for read in flow.sources(select)):
            continue
        message = f"{backend.text} keeps state on the heap, and this job's grows without end"
        finding = backend.flag(script, message)
        finding = finding.label(script.label(start, end, "this state grows"))
        yield finding.suggest("take rocksdb, or set 'table.exec.state.ttl'")
        return
