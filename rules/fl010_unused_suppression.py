"""A suppression silences nothing: what it was written for is gone, or it never was on that line.

## Why
A suppression that is left behind hides the same mistake when it is made again, and makes readers
believe that something is wrong where nothing is.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 4  # flinklint: ignore[FL401] for the backfill  # FL010
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
      parallelism: 0  # flinklint: ignore[FL401] the release script fills it in
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Only rules that ran are counted: with `--select`, or for a rule that is off, nothing is said of the
others. A suppression that has expired, or that has a fault of its own, is reported as that. In a
file that cannot be read nothing is.

## Fix
The comment is removed, or the one name where others in its brackets are still needed (safe).
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.suppress import Suppressions


@rule("FL010", Severity.WARNING, source="the form of suppressions")
def unused_suppression(suppressions: Suppressions) -> Iterator[Finding]:
    for suppression in suppressions.found:
        unused = suppressions.unused(suppression)
        if not unused:
            continue
        if len(unused) == len(suppression.names):
            names = ", ".join(name.text for name in unused)
            finding = suppression.flag(f"nothing of {names} is found here")
            if suppression.removal:
                finding = finding.fix("remove the suppression", suppression.removal, safe=True)
            yield finding
            continue
        for name in unused:
            finding = suppression.flag(f"nothing of {name.text} is found here", name.span)
            if name.removal is not None:
                finding = finding.fix(f"remove {name.text}", [name.removal], safe=True)
            yield finding
