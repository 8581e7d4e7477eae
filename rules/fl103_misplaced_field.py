"""A field stands where it has no effect; it belongs elsewhere in the deployment.

## Why
The API ignores keys that it does not know at their place. `flinkVersion` beside the artifact instead
of in it, `parallelism` under `spec`, a logger one level too high: all found in files that were
shipped or deployed, none of them with any effect.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
      flinkVersion: "1.17"  # FL103
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
A key that is a slip of a field that does belong here is FL101's.
"""

from collections.abc import Iterator

from flinklint.deployment import STOP_WITH_DRAIN, Deployment
from flinklint.fields import unknown_fields
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL103", Severity.ERROR, source="vvp2-cli's examples; steadforce/ververica's history")
def misplaced_field(deployment: Deployment) -> Iterator[Finding]:
    for unknown in unknown_fields(deployment.schema_problems):
        if unknown.owner is not None or unknown.home is None:
            continue
        node, home = unknown.node, unknown.home
        shown = ".".join(home) or "the top level"
        key = STOP_WITH_DRAIN if home[:2] == ("metadata", "annotations") else node.name
        finding = node.flag_key(f"`{node.name}` has no effect here: it belongs in {shown}")
        below = deployment.node.at(*home)
        if key in below:
            yield finding.because(below[key], "this one is set").suggest("remove it here")
        else:
            as_key = "" if key == node.name else f', as `{key}: "{node.text}"`'
            yield finding.because(below, "it belongs here").suggest(f"move it to {shown}{as_key}")
