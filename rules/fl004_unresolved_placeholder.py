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

import re
from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.tree import Node

_LEFT_OVER = re.compile(
    r"<[^<>\n]{0,80}>|TODO|TBD|FIXME|X{3,}|(?i:change|replace|fill|insert)[-_ ]?(?i:me|this|here|it)"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]{2,}")
_ADDRESSES = ("jarUri", "pythonArtifactUri")


@rule("FL004", Severity.WARNING, source="public repositories: one deployment in nine")
def unresolved_placeholder(deployment: Deployment) -> Iterator[Finding]:
    targets = (deployment.spec["deploymentTargetId"],)
    addresses = (*(deployment.artifact[name] for name in _ADDRESSES),
                 *deployment.artifact["additionalDependencies"])  # fmt: skip
    wants_id = {node.pointer for node in (*targets, *addresses) if node}
    for node in deployment.node.walk():
        text = node.text
        if text is None or node.is_placeholder or node.kind != "scalar":
            continue
        if _LEFT_OVER.fullmatch(text.strip()) or (
            node.pointer in wants_id and _CAPITALS.fullmatch(text)
        ):
            finding = node.flag(f"`{text.strip()}` stands where a value has to be filled in")
            yield finding.suggest(_wanted(node))


def _wanted(node: Node) -> str:
    if node.name == "deploymentTargetId":
        return "write the id of a deployment target, or use deploymentTargetName"
    return "write the value, or `${NAME}` for one that is filled in later"
