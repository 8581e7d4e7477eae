"""The Flink version is a number, not a text.

## Why
Without quotes, YAML reads `1.10` as the number 1.1 and `1.20` as 1.2: another version, or none. Readers in
Go and JavaScript write 2 where they read `2.0`. Other versions come through as they are, and the platform
takes them, as public pipelines show; a client in a strict language refuses a number where a text belongs,
and the next change may be to `1.20`.

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
Where the number is the same text again (`1.17`) this is an info, where it may not be (`2.0`) a warning, and
where it is not (`1.10`) an error. JSON numbers are judged in the same way. `flinklint compile` sends the text as the file has it.

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
    if read != text:
        finding = node.flag(f"Flink version {text} without quotes is read as {read}").error()
    elif text.endswith(".0"):
        short = text.removesuffix(".0")
        finding = node.flag(f"Flink version {text} without quotes may be read as {short}")
    else:
        finding = node.flag(f"Flink version {text} without quotes is a number, not a text").info()
    finding = finding.suggest(f'write "{text}"')
    yield finding.fix("put the version in quotes", [node.edit(f'"{text}"')], safe=True)
