"""Values of labels and annotations are texts, in quotes where YAML reads them as something else.

## Why
`true`, `1.0` and `~` without quotes are a boolean, a number and nothing. The API and Kubernetes have
texts there: strict readers refuse the whole object ("cannot unmarshal bool into Go value of type
string"), lenient ones turn `1.10` into `1.1`. The switch that stops a job with drain is such an
annotation: unquoted, it fails or does nothing.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels:
    version: 1.10  # FL903
  annotations:
    com.dataartisans.appmanager.controller.deployment.stop-with-drain: true  # FL903
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels:
    version: "1.10"
  annotations:
    com.dataartisans.appmanager.controller.deployment.stop-with-drain: "false"
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
What only YAML 1.1 reads otherwise (`on`, `2021-03-04`) is a warning: the platform's own reader takes
it as a text. The compiler writes the text as the source has it in any case.

## Fix
Put the value in quotes, as written. For a value that is missing an empty text is offered (unsafe).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.labels import annotation_maps, label_maps
from flinklint.rewrite import quoted
from flinklint.rule import rule
from flinklint.tree import Node

_TYPES = {
    "null": "nothing",
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "date": "a date",
}


@rule(
    "FL903",
    Severity.ERROR,
    source="statement 14 of the page; kubernetes/kubernetes#23251; argoproj/argo-workflows#3518",
)
def label_value_not_string(deployment: Deployment) -> Iterator[Finding]:
    for kind, mappings in (
        ("label", label_maps(deployment)),
        ("annotation", annotation_maps(deployment)),
    ):
        for mapping in mappings:
            for value in mapping if mapping.is_mapping else ():
                finding = _finding(kind, value)
                if finding is not None:
                    yield finding


def _finding(kind: str, value: Node) -> Finding | None:
    if value.kind == "scalar" and (value.legacy_type == "str" or value.is_placeholder):
        return None
    said = f"{kind} {value.name}"
    if value.kind in ("mapping", "sequence"):
        return value.flag_key(f"{said} is a {value.kind}, not a text")
    aliased = value.entry is None or value.entry.alias is not None
    if value.kind == "null":
        finding = value.flag_key(f"{said} has no value").suggest('write "" for an empty one')
        if aliased or value.span == value.key_span:
            return finding
        text = '""' if value.whole_span else ' ""'
        return finding.fix("make it an empty text", [value.edit(text)], safe=False)
    text = value.text or ""
    if value.type == "str":
        message = f"{said} is `{text}`, {_TYPES[value.legacy_type]} to YAML 1.1"
        finding = value.flag(message).warning()
    else:
        finding = value.flag(f"{said} is `{text}`, {_TYPES[value.type]} and not a text")
    finding = finding.suggest(f"write {quoted(text)}")
    if aliased:
        return finding
    return finding.fix("put it in quotes", [value.edit(quoted(text))], safe=True)
