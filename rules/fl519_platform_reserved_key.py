"""The platform writes this option itself.

## Why
The platform starts the pods, gives them names and ports and connects them; it writes the options for that
when it does. A value of the deployment's own is overwritten, so it changes nothing; where it is not, the
processes look for each other at the wrong place and the job does not come up.

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
        rest.port: "9999"  # FL519
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
        taskmanager.numberOfTaskSlots: "1"
```

## When it does not apply
Options for which the platform has only a default (`execution.checkpointing.interval`, `state.backend`,
`metrics.reporters`, the directories of checkpoints and savepoints, high availability) are yours to set.
`parallelism.default` is FL515's, the memory of a process FL409's.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.knowledge import managed_key
from flinklint.rule import rule


@rule(
    "FL519",
    Severity.WARNING,
    source="a start log of the managed service; docs.ververica.com, deployment configuration",
)
def platform_reserved_key(deployment: Deployment) -> Iterator[Finding]:
    for node in deployment.flink_configuration:
        reserved = deployment.option_names.find(node.name).reserved
        if not reserved or (node.name.endswith(".memory.process.size") and deployment.resources):
            continue  # the size of a process is said beside the one that it contradicts
        finding = node.flag_key(f"the platform writes `{node.name}` itself")
        managed = managed_key(node.name)
        field = managed.field if managed is not None else None
        yield finding.suggest(f"write {field} instead" if field else "remove the key")
