"""A JAR was built for another Scala than the image has.

## Why
Scala 2.11 and 2.12 are not compatible: code that was built with one fails with missing methods on the
other. The suffix `_2.11` or `_2.12` of a JAR's name says which one it was built with, and the tag of the
image which one is there.

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
        jarUri: oss://bucket/orders_2.11-1.0.jar  # FL307
        flinkVersion: "1.12"
        flinkImageTag: 1.12.5-stream1-scala_2.12
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
        jarUri: oss://bucket/orders_2.12-1.0.jar
        flinkVersion: "1.12"
        flinkImageTag: 1.12.5-stream1-scala_2.12
```

## When it does not apply
Programs in Java that use no Scala API run on either; hence an info. Tags that name no Scala, such as those
of the managed service, are not compared.
"""

from collections.abc import Iterator

from flinklint.addresses import artifact_addresses
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import tag_of
from flinklint.flink_jar import file_name, scala_of
from flinklint.rule import rule


@rule("FL307", Severity.INFO, source="Scala's rules of compatibility; docs.ververica.com, images")
def scala_java_mismatch(deployment: Deployment) -> Iterator[Finding]:
    tag = tag_of(deployment)
    if tag is None or tag.scala is None:
        return
    for node in artifact_addresses(deployment):
        built = None if node.is_placeholder else scala_of(node.text or "")
        if built is not None and built != tag.scala:
            finding = node.flag(
                f"{file_name(node.text or '')} was built for Scala {built}, "
                f"but the image has {tag.scala}"
            )
            finding = finding.because(deployment.artifact["flinkImageTag"], "the image")
            yield finding.suggest(f"take the JAR for Scala {tag.scala}, or the image for {built}")
