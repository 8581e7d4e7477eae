"""A job on a session cluster does not size, place or log its processes itself.

## Why
On a session cluster the processes are the cluster's: `resources`, `numberOfTaskManagers`, `kubernetes`
and `logging` of the deployment are taken and have no effect. The job runs with other sizes than its
file says, and without the variables and volumes that it names.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  sessionClusterName: shared
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
      resources:  # FL413
        taskmanager: {cpu: 1, memory: 2Gi}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  sessionClusterName: shared
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
      parallelism: 2
```

## When it does not apply
When a deployment target is named as well, which is a mistake of its own (FL109), and for a Python job,
which needs a target of its own (FL312). `logging` is a remark only, since the console writes it into
every file. Empty fields are not spoken of.

## Fix
Drop the field.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.python_job import sign
from flinklint.rewrite import removals
from flinklint.rule import rule
from flinklint.tree import Node

_FIELDS = ("numberOfTaskManagers", "resources", "logging", "kubernetes")


@rule(
    "FL413",
    Severity.WARNING,
    source="docs.ververica.com, resources and session clusters",
)
def session_resources_ignored(deployment: Deployment) -> Iterator[Finding]:
    if not deployment.in_session:
        return
    targets = (deployment.spec["deploymentTargetId"], deployment.spec["deploymentTargetName"])
    if any(targets) or sign(deployment) is not None:
        return
    for field in _FIELDS:
        node = deployment.template_spec[field]
        if not _says_something(node):
            continue
        place = node.flag_key if node.kind in ("mapping", "sequence") else node.flag
        finding = place(f"{field} has no effect on the session cluster").because(
            deployment.session_cluster, "owns the processes"
        )
        finding = finding.info() if field == "logging" else finding
        edits = removals([node])
        yield finding.fix(f"drop {field}", edits, safe=True) if edits else finding


def _says_something(node: Node) -> bool:
    """Whether there is a value at or below the node that is not null."""
    return any(below and below.kind == "scalar" for below in node.walk())
