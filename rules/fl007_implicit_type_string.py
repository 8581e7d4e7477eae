"""A text without quotes is read as another type by YAML 1.1 readers.

## Why
`on`, `yes`, `1:30`, `010`, `2021-03-04` and numbers are booleans, sexagesimal or octal numbers and
dates to the YAML 1.1 readers that most Java and Python programs use. Where the API wants a text, the
object cannot be decoded, or another text arrives: `010` becomes `8`.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      kubernetes:
        pods:
          envVars:
            - name: FEATURE
              value: on  # FL007
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
      kubernetes:
        pods:
          envVars:
            - name: FEATURE
              value: "on"
```

## When it does not apply
Fields that have a rule of their own (`flinkVersion`, options, labels, log levels, memory) are left to
it. `flinklint compile` writes the text as the source has it in any case.

## Fix
Put the value in quotes.
"""

from collections.abc import Iterator
from functools import cache

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.schema import Shape
from flinklint.secrets import is_secret_name
from flinklint.tree import Node

_OWN_RULES = {"FL301", "FL302", "FL304", "FL406", "FL510", "FL903", "FL910", "FL911"}
_TYPES = {"bool": "a boolean", "int": "a number", "float": "a number", "date": "a date"}


@rule(
    "FL007",
    Severity.WARNING,
    source="kubernetes/kubernetes#23251; flinkk8soperator#33; YAML 1.1 types",
)
def implicit_type_string(deployment: Deployment) -> Iterator[Finding]:
    for node, _, place in deployment.texts:
        if place is None or not _is_text(place):
            continue
        if node.legacy_type in ("str", "null") or not node.is_plain:
            continue
        secret = is_secret_name(_name(node))
        shown = f"the value of {_name(node)}" if secret else f"`{node.text}`"
        finding = node.flag(f"{shown} is {_TYPES[node.legacy_type]} to YAML 1.1, not a text")
        finding = finding.suggest("put it in quotes" if secret else f'write "{node.text}"')
        yield finding.fix("put it in quotes", node.quote(), safe=True)


@cache
def _is_text(place: Shape) -> bool:
    """Whether the schema wants a text, and no other rule speaks of its type."""
    types = {*place.types}
    return bool(types) and types <= {"string", "null"} and _OWN_RULES.isdisjoint(place.rules)


def _name(node: Node) -> str:
    """What the value is called: the name of an environment variable, else its key."""
    beside = node.parent["name"] if node.parent is not None and node.name == "value" else None
    return (beside.text if beside is not None else None) or node.name
