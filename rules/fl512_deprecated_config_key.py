"""An option goes by a newer name, or is gone.

## Why
Flink goes on reading the old name of a renamed option for some releases, then drops it: from that version on
the key changes nothing, without a word. Old and new name side by side are the usual way for a change to
have no effect.

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
        state.backend: rocksdb  # FL512
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
An info while Flink reads the old name; a warning from the version on that no longer does and has another
name for it. Nothing is said where the Flink version is not known. With different values under both names,
FL513 speaks.

## Fix
Writes the new name (unsafe: an older Flink does not know it).
"""

from collections.abc import Iterator

from flinklint.configuration import Written, clashes, speaks_elsewhere, table, written
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.knowledge import Option
from flinklint.rule import rule


@rule("FL512", Severity.INFO, source="deprecated keys of the options of Flink 1.10 to 2.3")
def deprecated_config_key(deployment: Deployment) -> Iterator[Finding]:
    version = deployment.flink_version
    if version is None:
        return
    for option in written(deployment):
        known = option.option
        if known is None or known.state == "later":
            continue
        newer = _newer(deployment, known)
        if (newer is None and known.state == "here") or speaks_elsewhere(option):
            continue
        if any(clash.node is option.node for clash in clashes(deployment)):
            continue
        if known.state == "gone":
            message = f"Flink {version.minor_text} no longer reads `{option.key}`"
            finding = _rename(deployment, option, newer, message)
            yield finding.warning() if newer is not None else finding
        else:
            message = f"`{option.key}` is the old name of `{newer}`"
            yield _rename(deployment, option, newer, message)


def _newer(deployment: Deployment, option: Option) -> str | None:
    """The newer name of an option, if the deployment's Flink has it."""
    found = table(deployment).find(option.replaced_by) if option.replaced_by else None
    return option.replaced_by if found is not None and found.state == "here" else None


def _rename(deployment: Deployment, option: Written, newer: str | None, message: str) -> Finding:
    finding = option.node.flag_key(message)
    if newer is None:
        return finding.suggest("remove the key")
    there = deployment.flink_configuration[newer]
    if there.exists:
        return finding.because(there, "the new name is set too").suggest("remove the old one")
    finding = finding.suggest(f"write `{newer}`")
    return finding.fix(f"write {newer}", [option.node.edit_key(newer)], safe=False)
