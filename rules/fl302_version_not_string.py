"""The Flink version is a number, not a text.

## Why
Without quotes, YAML reads `1.10` as the number 1.1 and `1.20` as 1.2: another version, or none. Other
versions come through as they are, until a strict client or the API refuses a number where a text belongs.
One public repository went through `1.17` without quotes, a failed submission and a commit "set flink
version in quotes" in a single day.

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
        flinkVersion: 1.10  # FL302
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
        flinkVersion: "1.10"
```

## When it does not apply
Where the number is the same text again (`1.17`) this is a warning, where it is not (`1.10`) an error. JSON
numbers are judged in the same way. `flinklint compile` sends the text as the file has it.

## Fix
Put the version in quotes, as it is written.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import FlinkVersion


@rule(
    "FL302",
    Severity.WARNING,
    source="statement 15 of the page; five of 14 public lineages; flinkk8soperator#33",
)
def version_not_string(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.artifact["flinkVersion"]
    text = node.text or ""
    if not node.is_plain or node.legacy_type != "float" or FlinkVersion.parse(text) is None:
        return
    read = repr(float(text))
    finding = (
        node.flag(f"Flink version {text} without quotes is a number, not a text")
        if read == text
        else node.flag(f"Flink version {text} without quotes is read as {read}").error()
    )
    finding = finding.suggest(f'write "{text}"')
    yield finding.fix("put the version in quotes", [node.edit(f'"{text}"')], safe=True)
