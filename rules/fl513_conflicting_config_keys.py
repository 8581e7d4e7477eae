"""Two keys contradict each other.

## Why
Under an option's old and new name stand different values: Flink takes the one under the new name, whatever
order they are written in, and the other is dead text that somebody will edit in vain.

The other conflict: from Flink 1.19 on the configuration is standard YAML. Flink 1.20 and 2.3 read a key that
is also the parent of another (`restart-strategy` beside `restart-strategy.fixed-delay.delay`) as long as the
file is flat, but fail on it with a ClassCastException where they write the file in nested form. Which of the
two happens is the platform's choice, and most files with such a pair run, so that is a note; since Flink 1.17
such parents have a name that ends in `.type`, which is right in either form.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.20"}
      flinkConfiguration:
        state.backend: hashmap  # FL513
        state.backend.type: rocksdb
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.20"}
      flinkConfiguration:
        state.backend.type: rocksdb
```

## When it does not apply
Equal values under both names are FL512's. A parent beside its child is reported only where Flink 1.19 or
later is known. With the version unknown, two names with different values are a warning: an older Flink
ignores the new one, a newer the old one.

## Fix
Of a parent: writes the name that ends in `.type` (unsafe). Of two values only you know which is right.
"""

from collections.abc import Iterator

from flinklint.configuration import clashes
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL513",
    Severity.ERROR,
    source="bitnami/charts#25457, DataLinkDC/dinky#4295, FLINK-29372; Flink 1.20 and 2.3 asked",
)
def conflicting_config_keys(deployment: Deployment) -> Iterator[Finding]:
    for clash in clashes(deployment):
        node, other = clash.node, clash.other
        if clash.kind == "two-names":
            message = f"`{node.name}` says {node.text}, and `{other.name}` says {other.text}"
            finding = node.flag(message).because(other, "Flink takes this one")
            finding = finding.suggest(f"keep one of them, best `{other.name}`")
            yield finding if deployment.flink_version is not None else finding.warning()
            continue
        message = f"`{node.name}` is a value and the parent of `{other.name}`"
        finding = node.flag_key(message).info().because(other, "the child")
        if clash.newer is not None:
            finding = finding.suggest(f"write `{clash.newer}`")
            edits = [node.edit_key(clash.newer)]
            finding = finding.fix(f"write {clash.newer}", edits, safe=False)
        yield finding
