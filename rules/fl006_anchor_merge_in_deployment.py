"""The manifest uses an alias or a merge key, which the platform's upload may not expand.

## Why
YAML aliases (`*name`) and merge keys (`<<`) are this file's own shorthand. The console's YAML editor
and the upload API are not documented to expand merges, and a copy of a part of the file loses what
the anchor stood for. `flinklint compile` writes them out.

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
      resources:
        jobmanager: &size {cpu: 1, memory: 2g}
        taskmanager: *size  # FL006
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
        jobmanager: {cpu: 1, memory: 2g}
        taskmanager: {cpu: 1, memory: 2g}
```

## When it does not apply
If only the compiled payload is ever submitted, ignore the rule in settings.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL006", Severity.INFO, source="the upload API does not document that it expands them")
def anchor_merge_in_deployment(deployment: Deployment) -> Iterator[Finding]:
    for span in deployment.node.document.aliases:
        text = deployment.node.source.slice(span)
        finding = deployment.node.flag(f"the alias `{text}` may not be expanded by the upload")
        yield finding.at(span).suggest("write the value out, or submit what `compile` writes")
