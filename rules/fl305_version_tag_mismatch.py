"""The image is of another Flink than flinkVersion says.

## Why
The platform talks to the cluster as to the version that is written, and the image runs another one. The
job then fails with missing methods or classes, or the platform gives up on it: "Invalid Flink cluster
version", after which it cannot be recovered. Both fields have to be raised together.

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
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        flinkVersion: "1.12"
        flinkImageTag: 1.11.2-vvr-2.1.1  # FL305
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
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        flinkVersion: "1.11"
        flinkImageTag: 1.11.2-vvr-2.1.1
```

## When it does not apply
An image of your own (another `flinkImageRegistry` or `flinkImageRepository` than the platform's) is a
warning, and only where its tag has a mark of Flink's tags, such as `vvr` or `scala_2.12`: other tags may be
your own version numbers. Values with placeholders are not judged.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault, is_custom, tag_of, written_version
from flinklint.python_job import sign
from flinklint.rule import rule


@rule(
    "FL305",
    Severity.ERROR,
    source="ververica/ververica-platform-playground#21; apache/iceberg#3187, #12021",
)
def version_tag_mismatch(deployment: Deployment) -> Iterator[Finding]:
    if fault(deployment, is_python=sign(deployment) is not None) is not Fault.MISMATCH:
        return
    tag, version = tag_of(deployment), written_version(deployment)
    assert tag is not None
    assert version is not None
    finding = deployment.artifact["flinkImageTag"].flag(
        f"the image {tag} is of Flink {tag.version.minor_text}, but flinkVersion is "
        f"{version.minor_text}"
    )
    finding = finding.because(deployment.artifact["flinkVersion"], "the version asked for")
    finding = finding.suggest("make both the version that the job was built for")
    yield finding.warning() if is_custom(deployment) else finding
