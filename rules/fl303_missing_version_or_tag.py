"""The deployment leaves its Flink version to the platform.

## Why
Without `flinkVersion` the job runs on whatever the platform takes as its default, and that moves when the
platform is upgraded: a job built for one Flink is then started on another and fails with missing methods,
or cannot be restored. The platform's own playground had to be repaired after exactly this. A missing image
tag only leaves the patch open, which is an info.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:  # FL303
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
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
        flinkVersion: "1.17"
        flinkImageTag: 1.17.2-stream1-scala_2.12-java11
```

## When it does not apply
On a session cluster the cluster decides. The body of a PATCH may leave both out, and defaults given with
`--defaults` count. An engine version (`versionName`) names both. An artifact without a kind lacks more than
its version, and FL121 says so.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule

_ARTIFACT = ("spec", "template", "spec", "artifact")


@rule(
    "FL303",
    Severity.WARNING,
    source="statement 17 of the page; ververica/ververica-platform-playground#21",
)
def missing_version_or_tag(deployment: Deployment) -> Iterator[Finding]:
    artifact = deployment.artifact
    if artifact["flinkVersion"] and artifact["flinkImageTag"]:
        return
    if deployment.is_partial or deployment.in_session or not artifact["kind"]:
        return
    if deployment.effective(*_ARTIFACT, "versionName").text is not None:
        return
    version, tag = (
        deployment.effective(*_ARTIFACT, name) for name in ("flinkVersion", "flinkImageTag")
    )
    if version.text is None and not version.node:
        finding = version.node.flag(
            "no flinkVersion: the platform's default moves with its upgrades"
        )
        yield finding.suggest("write the version that the job was built for, in quotes")
    elif tag.text is None and not tag.node:
        finding = tag.node.flag(f"no flinkImageTag: any image of Flink {version.text} may be taken")
        yield finding.info().suggest("write the tag of the image that the job was tested with")
