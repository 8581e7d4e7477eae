"""The image or the engine is of another Flink than flinkVersion says.

## Why
The platform talks to the cluster as to the version that is written, and the image runs another one. The
job then fails with missing methods or classes, or the platform gives up on it: "Invalid Flink cluster
version", after which it cannot be recovered. Both fields have to be raised together. An engine that is
named (`versionName`) has a Flink of its own, and each release of VVR is of one Flink: there is no
`vvr-6.0.7-flink-1.17`.

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
What contradicts the name of an engine is a warning, as the platform goes by the name. An image of your own
(another `flinkImageRegistry` or `flinkImageRepository` than the platform's) is a warning too, and only where
its tag has a mark of Flink's tags, such as `vvr` or `scala_2.12`: other tags may be your own version
numbers. Values with placeholders are not judged.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault, is_custom, tag_of, written_version
from flinklint.knowledge import vvr_flink
from flinklint.python_job import sign
from flinklint.rule import rule
from flinklint.tree import Node
from flinklint.units import EngineVersion


@rule(
    "FL305",
    Severity.ERROR,
    source="ververica/ververica-platform-playground#21; apache/iceberg#3187, #12021",
)
def version_tag_mismatch(deployment: Deployment) -> Iterator[Finding]:
    if fault(deployment, is_python=sign(deployment) is not None) is Fault.MISMATCH:
        yield from _image(deployment)
        return
    for name in ("versionName", "flinkVersion"):
        node = deployment.artifact[name]
        engine = EngineVersion.parse(node.text or "")
        if engine is not None:
            yield from _engine(deployment, node, engine)
            return


def _image(deployment: Deployment) -> Iterator[Finding]:
    tag, version = tag_of(deployment), written_version(deployment)
    assert tag is not None  # or there is no mismatch
    assert version is not None
    finding = deployment.artifact["flinkImageTag"].flag(
        f"the image {tag} is of Flink {tag.version.minor_text}, but flinkVersion is "
        f"{version.minor_text}"
    )
    finding = finding.because(deployment.artifact["flinkVersion"], "the version asked for")
    finding = finding.suggest("make both the version that the job was built for")
    yield finding.warning() if is_custom(deployment) else finding


def _engine(deployment: Deployment, node: Node, engine: EngineVersion) -> Iterator[Finding]:
    flink, within = engine.flink.minor_text, vvr_flink(engine.vvr)
    if within is not None and within != engine.flink:
        vvr = engine.text.removeprefix("vvr-").partition("-")[0]
        finding = node.flag(
            f"there is no engine {engine}: VVR {vvr} is of Flink {within.minor_text}"
        )
        yield finding.warning().suggest("name an engine that the console offers")
        return
    tag, version = tag_of(deployment), written_version(deployment)
    if version is not None and version != engine.flink:
        other, says = deployment.artifact["flinkVersion"], version.minor_text
    elif version is None and tag is not None and tag.version != engine.flink:
        other, says = deployment.artifact["flinkImageTag"], f"that of {tag}"
    else:
        return
    finding = node.flag(
        f"the engine {engine} has Flink {flink}, and the version beside it is {says}"
    )
    finding = finding.because(other, "is another Flink").warning()
    yield finding.suggest("make both the version that the job was built for, or leave one out")
