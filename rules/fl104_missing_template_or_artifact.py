"""The deployment has no artifact: nothing says what to run.

## Why
`spec.template.spec.artifact` names the script, JAR or Python file. A deployment without it is refused,
whatever else it says.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template: {}  # FL104
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
```

## When it does not apply
The body of a PATCH, which has no `metadata.name`, may change anything else and leave the artifact
out.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.tree import Node


@rule("FL104", Severity.ERROR, source="AppManager API 2.1")
def missing_template_or_artifact(deployment: Deployment) -> Iterator[Finding]:
    if deployment.is_partial or deployment.artifact.kind not in ("absent", "null"):
        return
    steps = ("spec", "template", "spec", "artifact")
    there, number = deployment.node, 0
    while there[steps[number]].is_mapping:
        there, number = there[steps[number]], number + 1
    node = there[steps[number]]
    if node.kind in ("absent", "null") and not _misnamed(there):
        missing = ".".join(steps[number:])
        message = f"the deployment has no {missing}: nothing says what to run"
        yield node.flag(message).suggest("add an artifact: SQLSCRIPT, JAR or PYTHON")


def _misnamed(parent: Node) -> bool:
    """Whether an unknown key here is the missing one misspelt, which another rule says."""
    wanted = {"spec", "template", "artifact"}
    return any(nearest(name, wanted) for name in parent.children if name not in wanted)
