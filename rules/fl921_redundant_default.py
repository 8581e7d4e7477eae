"""A field is written only where it says something.

## Why
Exports hold every default and every null. They hide the few lines that somebody chose, and a default
that is written stays when the platform's changes. Some write defaults on purpose, and so this rule is
off.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: null  # FL921
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
      resources:
        taskmanager:
          cpu: 1  # FL921
          memory: 4Gi
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      resources:
        taskmanager:
          cpu: 2
          memory: 4Gi
```

## When it does not apply
To defaults that are not documented, only seen; they may differ in each installation. To fields that a
defaults file sets otherwise. In the body of a patch null may mean something.

## Fix
Drop the field.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rewrite import removals
from flinklint.rule import rule
from flinklint.schema import shape_at
from flinklint.tree import Node

_OPTIONS = "spec.template.spec.flinkConfiguration."


@rule("FL921", Severity.INFO, source="style", enabled=False)
def redundant_default(deployment: Deployment) -> Iterator[Finding]:
    if deployment.is_partial:
        return
    for node in _nulls(deployment):
        yield _drop(node.flag(f"{node.name} is null, which says nothing"), node)
    for path, default in deployment.profile.defaults.items():
        steps = (*_OPTIONS[:-1].split("."), path.removeprefix(_OPTIONS))
        keys = steps if path.startswith(_OPTIONS) else tuple(path.split("."))
        node = deployment.node.at(*keys)
        if not node or default.observed or _set_by_defaults(deployment, keys):
            continue
        value = default.value
        if default.same_as is not None:
            value = deployment.effective(*default.same_as.split(".")).text
        if value is not None and node.text == value and not node.is_placeholder:
            yield _drop(node.flag(f"{node.name} is {value}, the default"), node)


def _nulls(deployment: Deployment) -> Iterator[Node]:
    """Fields of the deployment's own that are null; keys that authors make up are not meant."""
    depth = len(deployment.node.path)
    for node in deployment.node.walk():
        if not node.is_null or node.key is None:
            continue
        *parents, name = node.path[depth:]
        place = shape_at(*parents)
        field = place.child(name) if place is not None and name in place.fields else None
        if place is not None and place.closed and field is not None and not field.server_managed:
            yield node


def _set_by_defaults(deployment: Deployment, keys: tuple[str, ...]) -> bool:
    return any(document.root.at(*keys) for document in deployment.settings.defaults)


def _drop(finding: Finding, node: Node) -> Finding:
    edits = removals([node])
    return finding.fix(f"drop {node.name}", edits, safe=True) if edits else finding
