"""Resources are set for `jobmanager` and `taskmanager`; any other key sets nothing.

## Why
The keys are case-sensitive, and unknown ones are ignored: with `taskManager` the processes start with
the platform's default sizes, and the job is short of memory or pays for too much. Two of four public
files that were checked had it wrong.

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
      resources:
        taskManager: {cpu: 1, memory: 4Gi}  # FL113
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
      resources:
        taskmanager: {cpu: 1, memory: 4Gi}
```

## When it does not apply
Session clusters have their own resources; there it is FL413 that speaks.

## Fix
Write the key as the platform spells it.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.fields import unknown_fields
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL113", Severity.ERROR, source="steadforce/ververica's history; AppManager API 2.1")
def resources_key(deployment: Deployment) -> Iterator[Finding]:
    for unknown in unknown_fields(deployment.schema_problems):
        if unknown.owner != "FL113":
            continue
        node, meant = unknown.node, unknown.meant
        finding = node.flag_key(f"`{node.name}` is no process: its sizes are not applied")
        if meant is None:
            yield finding.suggest("processes are jobmanager and taskmanager")
        elif meant in deployment.resources:
            there = deployment.resources[meant]
            yield finding.because(there, "this one is applied").suggest("remove one of the two")
        else:
            fix = [node.edit_key(meant)]
            finding = finding.suggest(f"did you mean `{meant}`?")
            yield finding.fix(f"rename the key to {meant}", fix, safe=True)
