"""A task manager asks for at least the memory that the platform starts it with.

## Why
Below 1Gi (1g on Ververica Platform) the deployment is refused at best. Of the memory asked for,
Flink takes metaspace, JVM overhead, network buffers and managed memory before the first byte is
left for the job; below the minimum there is nothing left and the task manager fails at its start.

A unit without `i` has two readings: `1g` is 1,000,000,000 bytes or 1 GiB. What is too little under
both (`1000m`) is an error; what is too little under one only (`1g`) is a warning.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        taskmanager: {cpu: 1, memory: 512Mi}  # FL403
```

```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        taskmanager: {cpu: 1, memory: 1g}  # FL403
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
        taskmanager: {cpu: 1, memory: 1Gi}
```

## When it does not apply
In session mode, where the session cluster has the memory. On Ververica Platform units without `i`
are powers of ten, and the minimum is 1g.

## Fix
Ask for the minimum, or write the same number with `Gi` or `Mi` where that is enough (unsafe: the
size of the job changes).
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL403",
    Severity.ERROR,
    source="statement 29 of the page; docs.ververica.com, resources",
)
def tm_memory_min(deployment: Deployment) -> Iterator[Finding]:
    for asked in sizing.asked_memory(deployment):
        if asked.process != "taskmanager":
            continue
        finding = sizing.minimum_finding(deployment, asked)
        if finding is None or asked.size is None:
            continue
        minimum = deployment.profile.minimum_memory[asked.process]
        enough = minimum.text
        if not minimum.decimal_only:
            enough = sizing.enough_for(minimum, asked.size)
        edits = sizing.rewritten(asked.value, enough)
        yield finding.fix(f"ask for {enough}", edits, safe=False) if edits else finding
