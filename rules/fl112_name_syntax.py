"""The name is not one that the platform takes from release 2.4 on.

## Why
From release 2.4 on a deployment's name is made of small letters, digits and dashes, at most 63, with a
letter or digit at each end. Earlier releases took free text, so old files carry names such as
`TopSpeedWindowing`. What people read goes into `metadata.displayName`.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: Orders By Minute}  # FL112
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders-by-minute, displayName: Orders By Minute}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A deployment that exists keeps its name: it is its identity, and another name makes another deployment
without the state of the first. Names with placeholders are not judged.

## Fix
Never renamed by itself; the hint shows a name that would fit.
"""

import re
from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.schema import shape_at


@rule(
    "FL112",
    Severity.WARNING,
    source="statement 2 of the page; the vendor's knowledge base on names",
)
def name_syntax(deployment: Deployment) -> Iterator[Finding]:
    node, place = deployment.metadata["name"], shape_at("metadata", "name")
    text = node.text
    if not text or not text.strip() or node.is_placeholder or place is None:
        return
    limit = int(place.schema["maxLength"])
    if len(text) > limit:
        message = f"the name has {len(text)} characters, more than the {limit} that it may have"
        yield node.flag(message).suggest("shorten it; displayName takes longer text")
    elif not re.search(place.schema["pattern"], text):
        fitting = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text).lower())
        finding = node.flag(
            f"`{text}` is no name from release 2.4 on: small letters, digits and `-`"
        )
        fitting = fitting.strip("-")
        yield finding.suggest(f"call a new deployment `{fitting}`" if fitting else "")
