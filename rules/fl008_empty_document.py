"""The file holds no document, or only comments.

## Why
An empty manifest deploys nothing, and nothing says so: a check of it passes.

## Bad
```yaml lines=1
# orders: to be written
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}}}
```

## When it does not apply
Said only of a file that a person named: one found in a folder or passed by a hook may be anything.
"""

from collections.abc import Iterator

from flinklint.files import SUFFIXES
from flinklint.finding import Finding, Severity
from flinklint.manifest import PassedOver
from flinklint.rule import rule
from flinklint.source import Span


@rule("FL008", Severity.WARNING, source="statement 1 of the page")
def empty_document(file: PassedOver) -> Iterator[Finding]:
    manifest = file.manifest
    if not manifest.named or not manifest.source.name.lower().endswith(SUFFIXES):
        return
    if manifest.tree.problem is None and all(r.verdict == "empty" for r in manifest.recognitions):
        message = "the file holds no deployment: it is empty" + (
            " but for comments" if manifest.tree.comments else ""
        )
        yield Finding(message, manifest.source, Span(0, 0))
