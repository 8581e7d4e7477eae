"""A value was never filled in: it still says what should stand there.

## Why
Examples and templates carry `<replace_me>`, `TODO` or a word in capitals where an id or an address
belongs. The API takes it; the deployment then refers to a target, a JAR or a host that is not there.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: <replace_me>  # FL004
  template:
    spec:
      artifact: {kind: JAR, jarUri: JARURI, flinkVersion: "1.11"}  # FL004
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: ${TARGET_ID}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
```

## When it does not apply
`${NAME}` and `{{name}}` are filled in by the platform or by a tool on the way.
"""

from collections.abc import Iterator

from flinklint.addresses import artifact_addresses, is_capitals, is_left_over
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.tree import Node


@rule("FL004", Severity.WARNING, source="public repositories: one deployment in nine")
def unresolved_placeholder(deployment: Deployment) -> Iterator[Finding]:
    nodes = [node for node, text, _ in deployment.texts if is_left_over(text)]
    for node in (deployment.spec["deploymentTargetId"], *artifact_addresses(deployment)):
        text = node.text
        if text is not None and is_capitals(text) and not is_left_over(text):
            nodes.append(node)
    for node in nodes:
        if not node.is_placeholder and node.name != "log4j2ConfigurationTemplate":
            finding = node.flag(
                f"`{(node.text or '').strip()}` stands where a value has to be filled in"
            )
            yield finding.suggest(_wanted(node))


def _wanted(node: Node) -> str:
    if node.name == "deploymentTargetId":
        return "write the id of a deployment target, or use deploymentTargetName"
    return "write the value, or `${NAME}` for one that is filled in later"
