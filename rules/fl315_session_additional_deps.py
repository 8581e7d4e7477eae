"""Additional dependencies do not reach a session cluster.

## Why
The platform puts additional dependencies into the containers of a job's own cluster when it creates them. A
session cluster is running already: the managed service's page says that its jobs cannot have any. The job
starts, and fails with a missing file or class.

## Bad
```yaml platform=managed-2021
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  sessionClusterName: shared
  template:
    spec:
      artifact:
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        additionalDependencies: [oss://bucket/rules-1.0.csv]  # FL315
```

## Good
```yaml platform=managed-2021
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        additionalDependencies: [oss://bucket/rules-1.0.csv]
```

## When it does not apply
SQL jobs, whose functions the session cluster fetches itself, and Python jobs, which cannot run there at all.
For the self-managed platform nothing is documented; there this is an info.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import facts
from flinklint.python_job import sign
from flinklint.rule import rule


@rule(
    "FL315",
    Severity.WARNING,
    source="the managed service's page on publishing DataStream jobs, 2021",
)
def session_additional_deps(deployment: Deployment) -> Iterator[Finding]:
    cluster = deployment.session_cluster
    if not cluster.text or cluster.is_placeholder or sign(deployment) is not None:
        return
    node = deployment.artifact["additionalDependencies"]
    if deployment.artifact_kind != "JAR" or node.kind != "sequence" or not node.children:
        return
    severity = Severity(facts()["session_dependencies"]["values"][deployment.profile.name])
    finding = node.flag(f"additional dependencies do not reach the session cluster {cluster.text}")
    finding = finding.because(cluster, "a cluster that is running already")
    yield finding.rated(severity).suggest("pack them into the JAR, or name a deployment target")
