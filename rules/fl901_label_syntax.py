"""Label keys and values have the form that Kubernetes and the platform take.

## Why
Labels of a deployment end up on Kubernetes resources, and label selectors are made of them. A key is
a name of at most 63 letters, digits, `-`, `_` and `.`, that begins and ends with a letter or digit,
with a DNS name and a slash before it or not; a value is such a name or empty. Anything else is
refused, or the pods cannot be created.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels:
    team: web analytics  # FL901
    "cost center": "42"  # FL901
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels:
    team: web-analytics
    example.com/cost-center: "42"
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Annotations may hold any text. A value that is no text at all is FL903's matter.
"""

from collections.abc import Iterator

from flinklint import labels
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL901", Severity.ERROR, source="statement 13 of the page; Kubernetes, labels and selectors")
def label_syntax(deployment: Deployment) -> Iterator[Finding]:
    for mapping in labels.label_maps(deployment):
        if not mapping.is_mapping:
            continue
        for label in mapping:
            fault = None if "{" in label.name else labels.key_fault(label.name)
            if fault is not None:
                yield _suggested(label.flag_key(f"label key {label.name!r} {fault}"), label.name)
            text = label.text
            fault = None if text is None else labels.name_fault(text)
            if text is None or fault is None:
                continue
            if not label.is_placeholder and label.type == "str":
                message = f"value {text!r} of the label {label.name} {fault}"
                yield _suggested(label.flag(message), text)


def _suggested(finding: Finding, text: str) -> Finding:
    prefix, slash, name = text.rpartition("/")
    near = labels.nearest_name(name)
    if near and slash and labels.key_fault(f"{prefix}/{near}") is None:
        near = f"{prefix}/{near}"
    return finding.suggest(f"write {near}") if near else finding
