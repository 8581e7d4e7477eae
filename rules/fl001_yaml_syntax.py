"""The file is not YAML, so nothing of it can be submitted.

## Why
A manifest that does not parse is refused whole. Real repositories hold such files: a placeholder in
braces that was never filled in, a colon in an unquoted value, a quote that is never closed. The rule
names the character to blame; nothing else is said of a file that cannot be read to its end. A file that
is far too large is not read either, and one with more than 50,000 findings not looked at to its end:
split it.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact:
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        flinkImageTag: {rel}-scala_2.12  # FL001
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
      artifact:
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        flinkVersion: "1.17"
        flinkImageTag: "1.17.2-stream1-scala_2.12-java11"
```

## When it does not apply
A file that shows no sign of a deployment, or a template that has to be rendered first, is passed
over.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.manifest import Manifest
from flinklint.rule import rule


@rule("FL001", Severity.ERROR, source="statement 1 of the page; public repositories")
def yaml_syntax(manifest: Manifest) -> Iterator[Finding]:
    problem = manifest.problem
    if problem is not None and problem.code == "FL001":
        yield manifest.flag(problem)
