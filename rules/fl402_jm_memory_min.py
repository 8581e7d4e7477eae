"""The job manager asks for at least the memory that the platform, and Flink itself, start it with.

## Why
Below 500Mi (500m on Ververica Platform) the deployment is refused, or its default sizes hide the
mistake. From Flink 1.11 on, half a gigabyte is accepted but not enough: metaspace takes 256 MiB and
the JVM's overhead 192 MiB, and what is left is less than the 128 MiB of off-heap memory that the job
manager needs. It then fails at its start, again and again.

A unit without `i` has two readings: `500m` is 500,000,000 bytes or 500 MiB. What is too little under
both is an error; what is too little under one only is a warning.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      resources:
        jobmanager: {cpu: 1, memory: 256Mi}  # FL402
        taskmanager: {cpu: 1, memory: 2Gi}
```

```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      resources:
        jobmanager: {cpu: 1, memory: 512Mi}  # FL402
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
        jobmanager: {cpu: 1, memory: 1Gi}
        taskmanager: {cpu: 1, memory: 2Gi}
```

## When it does not apply
In session mode, where the session cluster has the memory. The warning about a tight job manager is
silent when the Flink version is not known or older than 1.11, and when `jobmanager.memory.` options
divide the memory otherwise. On Ververica Platform units without `i` are powers of ten, and the
minimum is 500m.
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import size_text


@rule(
    "FL402",
    Severity.ERROR,
    source="statement 28 of the page; docs.ververica.com, resources; apache/flink-statefun#157",
)
def jm_memory_min(deployment: Deployment) -> Iterator[Finding]:
    for asked in sizing.asked_memory(deployment):
        if asked.process != "jobmanager":
            continue
        finding = sizing.minimum_finding(deployment, asked) or _tight(deployment, asked)
        if finding is not None:
            yield finding


def _tight(deployment: Deployment, asked: sizing.Asked) -> Finding | None:
    """What is to be said of a size that the platform takes, but Flink does not start with."""
    profile, version = deployment.profile, deployment.flink_version
    if version is None or version < profile.tight_memory_since:
        return None
    if asked.size is None or asked.malformed:
        return None
    if profile.tight_memory.compare(asked.size) != "surely":
        return None
    if any(node.name.startswith("jobmanager.memory.") for node in deployment.flink_configuration):
        return None
    message = (
        f"jobmanager asks for {asked.text}{asked.value.remark}, too little for Flink {version} to "
        f"start: it needs about {size_text(profile.tight_memory.bytes)}"
    )
    return asked.value.flag(message).warning().suggest("ask for 1Gi")
