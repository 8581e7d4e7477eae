"""`kubernetes.pods` and pod templates exclude each other.

## Why
Both describe the same pods. The platform refuses a deployment with both.

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
      kubernetes:
        pods: {labels: {team: risk}}
        taskManagerPodTemplate: {spec: {}}  # FL123
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
      kubernetes:
        taskManagerPodTemplate: {metadata: {labels: {team: risk}}}
```

## When it does not apply
A field written as null is not there.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL123",
    Severity.ERROR,
    source="docs.ververica.com, Kubernetes settings of a deployment, 2.4 on",
)
def pods_and_templates(deployment: Deployment) -> Iterator[Finding]:
    pods = deployment.template_spec.find("kubernetes", "pods")
    if not pods:
        return
    for name in ("jobManagerPodTemplate", "taskManagerPodTemplate"):
        template = deployment.template_spec.find("kubernetes", name)
        if template:
            finding = template.flag_key(f"`{name}` beside `pods` is refused")
            yield finding.because(pods, "the pods are described here").suggest(
                "keep one of the two"
            )
