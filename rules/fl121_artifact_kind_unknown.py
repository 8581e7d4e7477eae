"""The kind of the artifact is none that the platform runs.

## Why
`SQLSCRIPT`, `JAR` and `PYTHON` are the kinds. Early models read an unknown one as "unknown" and went on;
the job then fails when it is started.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: FLINK, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}  # FL121
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
Other spellings of a known kind (`jar`) are FL105's.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import fold, nearest
from flinklint.rule import rule
from flinklint.schema import shape_at


@rule("FL121", Severity.ERROR, source="statement 3 of the page; AppManager API 2.1")
def artifact_kind_unknown(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.artifact["kind"]
    shape = shape_at("spec", "template", "spec", "artifact", "kind")
    kinds = shape.enum if shape is not None else ()
    listed = ", ".join(kinds)
    if not node:
        if deployment.artifact.is_mapping and not deployment.is_partial:
            yield node.flag("the artifact has no kind").suggest(f"kinds are {listed}")
        return
    text = node.text
    if text is None or node.is_placeholder or any(fold(text) == fold(kind) for kind in kinds):
        return
    near = nearest(text, kinds)
    message = f"`{text}` is no kind of artifact"
    if near is None:
        yield node.flag(message).suggest(f"kinds are {listed}")
    else:
        yield node.flag(f"{message}: there are {listed}").suggest(f"did you mean {near}?")
