"""A JAR of Flink is of another version than the Flink that runs it.

## Why
Parts of Flink, and connectors that are released with it, fit the version that they came with. One of
another version fails when its first changed method is called: NoSuchMethodError, often only after hours, or
a job that does not start. It is left behind when the version is raised in one place only.

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
        additionalDependencies:
          - oss://bucket/flink-connector-kafka_2.12-1.13.1.jar  # FL306
        flinkVersion: "1.14"
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
        additionalDependencies:
          - oss://bucket/flink-connector-kafka_2.12-1.14.6.jar
        flinkVersion: "1.14"
```

## When it does not apply
Only names of Flink's own modules are read, and connectors whose name ends in the Flink version, such as
`flink-connector-kafka-3.1.0-1.18.jar`; a connector's own version tells nothing. The patch may differ. Where
flinkVersion itself is wrong or does not fit the image, that is reported instead.
"""

from collections.abc import Iterator

from flinklint.addresses import artifact_addresses
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import fault, flink_version
from flinklint.flink_jar import file_name, flink_of
from flinklint.python_job import sign
from flinklint.rule import rule


@rule(
    "FL306",
    Severity.WARNING,
    source="apache/iceberg#3187, #12021; ververica/ververica-platform-playground#21",
)
def jar_version_mismatch(deployment: Deployment) -> Iterator[Finding]:
    addresses = artifact_addresses(deployment)
    running, artifact = flink_version(deployment), deployment.artifact
    if not addresses or running is None:
        return
    if fault(deployment, is_python=sign(deployment) is not None) is not None:
        return
    for node in addresses:
        built = None if node.is_placeholder else flink_of(node.text or "")
        if built is not None and built != running:
            finding = node.flag(
                f"{file_name(node.text or '')} is of Flink {built.minor_text}, "
                f"but the job runs on {running.minor_text}"
            )
            reason = artifact["flinkVersion"] or artifact["flinkImageTag"]
            finding = finding.because(reason, "the Flink that runs it")
            yield finding.suggest(f"take the JAR that was released for Flink {running.minor_text}")
