"""The address of the JAR stands for one build today and another tomorrow.

## Why
The platform compares specifications. If the JAR is replaced behind the same address, it sees no change: the
running job keeps the old code, and the next restart, perhaps in the night after a failure, takes the new
one, with whatever state there is. A version in the name makes a new build a change, with a savepoint before
it, and an old one can be had back.

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
        jarUri: oss://bucket/orders-1.3-SNAPSHOT.jar  # FL308
        flinkVersion: "1.17"
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
        jarUri: oss://bucket/orders-1.3.jar
        flinkVersion: "1.17"
```

## When it does not apply
Addresses with a placeholder or a query (`?versionId=`), and files within the image (`file:`, `local:`),
which the image's tag fixes. A number or a commit in the name or in its folder counts as a version.
"""

from collections.abc import Iterator

from flinklint.addresses import is_capitals, is_left_over
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_jar import file_name, moving_word, names_a_build
from flinklint.rule import rule


@rule("FL308", Severity.WARNING, source="two of three public lineages; AppManager API, update")
def mutable_jar(deployment: Deployment) -> Iterator[Finding]:
    if deployment.artifact_kind not in (None, "JAR"):
        return
    node = deployment.artifact["jarUri"]
    text = node.text or ""
    if node.is_placeholder:
        return
    if (
        "://" not in text
        or text.startswith(("file:", "local:"))
        or is_left_over(text)
        or is_capitals(text)
    ):
        return
    word = moving_word(text)
    if word is not None:
        finding = node.flag(f"{file_name(text)} may be another build tomorrow: {word}")
    elif file_name(text) and not names_a_build(text):
        finding = node.flag(f"{file_name(text)} names no version: another build looks the same")
    else:
        return
    yield finding.suggest("put the version of the build into the name")
