"""A suppression is older than the day that it was good until.

## Why
Someone promised to repair this by that day. What the suppression silenced is reported again.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 0  # flinklint: ignore[FL401] until=2021-06-30 until the release  # FL012
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
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
      parallelism: 0  # flinklint: ignore[FL401] until=2999-12-31 until the release
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A suppression holds on the day it names, and expires when that day is over. It cannot be silenced
itself.

## Fix
The comment is removed (unsafe: the reason that stands in it goes too).
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.suppress import Suppressions


@rule("FL012", Severity.ERROR, source="the form of suppressions")
def expired_suppression(suppressions: Suppressions) -> Iterator[Finding]:
    for suppression in suppressions.found:
        if not suppressions.is_expired(suppression):
            continue
        names = ", ".join(name.text for name in suppression.names)
        message = f"the suppression of {names} expired on {suppression.until}"
        finding = suppression.flag(message, suppression.until_span)
        finding = finding.suggest("repair what it silenced, or agree on a later day")
        if suppression.removal:
            finding = finding.fix("remove the suppression", suppression.removal, safe=False)
        yield finding
