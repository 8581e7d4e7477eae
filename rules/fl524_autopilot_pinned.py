"""A number is fixed that Autopilot is to choose.

## Why
Autopilot of the managed service changes the parallelism and the number of task managers with the load. With
the number of task managers or of slots fixed in the deployment it cannot, and stays off without a word.

## Bad
```yaml autopilot=true
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      numberOfTaskManagers: 4  # FL524
      flinkConfiguration:
        execution.checkpointing.interval: 60s
```

## Good
```yaml autopilot=true
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
```

## When it does not apply
Whether Autopilot is on is not in the file: the rule speaks only with its option `autopilot = "true"`.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL524",
    Severity.INFO,
    source="the managed service's pages on Autopilot and on SQL practice, 2021",
    options={"autopilot": "false"},
)
def autopilot_pinned(deployment: Deployment) -> Iterator[Finding]:
    if deployment.settings.rule_option("FL524", "autopilot", "false").lower() != "true":
        return
    slots = deployment.flink_configuration["taskmanager.numberOfTaskSlots"]
    for node in (deployment.template_spec["numberOfTaskManagers"], slots):
        if node and not node.is_placeholder:
            finding = node.flag(
                f"{node.name} is fixed to {node.text}, so Autopilot cannot change it"
            )
            yield finding.suggest("leave it out where Autopilot is on")
