"""A value is right but for its case, blanks or dashes.

## Why
The API spells its values in capitals, the console shows them otherwise: `Latest State` is
`LATEST_STATE`. Whether another spelling is taken depends on the release; some read an unknown one as
"unspecified" and go on without it.

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
        kind: jar  # FL105
        jarUri: "oss://bucket/orders-1.0.jar"
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Log levels, retention and restart strategies have rules of their own.

## Fix
Write the value as the API spells it.
"""

from collections.abc import Iterator
from functools import cache

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import fold
from flinklint.rule import rule
from flinklint.schema import Shape

_RULES = {"FL105", "FL106"}


@rule("FL105", Severity.WARNING, source="statements 5 to 7 of the page; ververica-common's models")
def enum_case(deployment: Deployment) -> Iterator[Finding]:
    for node, text, place in deployment.texts:
        if place is None or text in place.enum or not _is_ours(place):
            continue
        meant = next((value for value in place.enum if fold(value) == fold(text)), None)
        if meant is not None:
            finding = node.flag(f"`{text}` is spelt `{meant}`")
            yield finding.suggest(f"write {meant}").fix(
                f"write {meant}", [node.edit(meant)], safe=True
            )


@cache
def _is_ours(place: Shape) -> bool:
    """Whether the spelling of the values is judged here."""
    return bool(place.enum) and not _RULES.isdisjoint(place.rules)
