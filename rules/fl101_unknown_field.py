"""A key is no field of a deployment at this place.

## Why
The API takes unknown keys and ignores them, so a misspelt field is a field that is not set: the job
runs with the default instead. Public examples that people copy carry `mainClass`,
`maxJobCreationTime` and the like; none of them has any effect.

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
      paralelism: 4  # FL101
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
      parallelism: 4
```

## When it does not apply
Labels, annotations, `flinkConfiguration` and loggers have keys of the author's own; only an annotation that
is nearly one of the platform's switches is a warning, since the platform does not read it. A key that is
known elsewhere in a deployment is FL103's, one under `resources` FL113's.

## Fix
Rename the key to the nearest field (unsafe: the field then takes effect).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.fields import unknown_fields
from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.schema import shape_at


@rule(
    "FL101",
    Severity.ERROR,
    source="AppManager API 2.1; vvp2-cli's examples; steadforce/ververica's history",
)
def unknown_field(deployment: Deployment) -> Iterator[Finding]:
    for unknown in unknown_fields(deployment.schema_problems):
        if unknown.owner is not None or unknown.home is not None:
            continue
        node, meant = unknown.node, unknown.meant
        place = ".".join(node.path[:-1])
        finding = node.flag_key(f"`{node.name}` is not a field of {place or 'a deployment'}")
        if meant is None:
            known = ", ".join(unknown.candidates)
            yield finding.suggest(f"fields are {known}" if known else "")
        elif node.parent is not None and meant in node.parent:
            there = node.parent[meant]
            yield finding.because(there, "this one is set").suggest(f"remove it, or `{meant}`")
        else:
            finding = finding.suggest(f"did you mean `{meant}`?")
            yield finding.fix(f"rename the key to {meant}", [node.edit_key(meant)], safe=False)
    yield from _misspelt_annotations(deployment)


def _misspelt_annotations(deployment: Deployment) -> Iterator[Finding]:
    """Annotations are free, but one that is nearly the platform's own is not read as that."""
    for path in (("metadata",), ("spec", "template", "metadata")):
        annotations = deployment.node.find(*path, "annotations")
        if annotations is None:
            continue
        shape = shape_at(*path, "annotations")
        known = shape.fields if shape is not None else {}
        for node in annotations:
            meant = nearest(node.name, known)
            if meant is None or node.name in known:
                continue
            finding = node.flag_key(f"the platform does not know the annotation `{node.name}`")
            finding = finding.warning().suggest(f"did you mean `{meant}`?")
            yield finding.fix(f"rename the key to {meant}", [node.edit_key(meant)], safe=False)
