"""Flink has no such option.

## Why
The platform takes any key, and Flink reads only those it knows: a misspelt key changes nothing, and nobody
is told. The job runs with the default instead, one slot instead of four, or no limit where one was meant.

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
      flinkConfiguration:
        taskmanager.numberOfTasksSlots: "4"  # FL511
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
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "4"
```

## When it does not apply
A warning where a known option is near, or the key came with a later Flink and this one has an older name for
it; an info otherwise, because platforms, connectors and programs have options of their own. The options of
Flink 1.10 to 2.3, of their open families (`metrics.reporter.<name>.`), and those that the managed service
is known for count as known. Nothing is said of keys with placeholders, and of Flink before 1.10.

## Fix
Writes the option that was probably meant (unsafe: it then takes effect).
"""

from collections.abc import Iterator

from flinklint.configuration import (
    Written,
    speaks_elsewhere,
    table,
    written,
)
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL511",
    Severity.INFO,
    source="statement 25 of the page; the options of Flink 1.10 to 2.3; a log of the managed service",
)
def unknown_config_key(deployment: Deployment) -> Iterator[Finding]:
    for option in written(deployment):
        known = option.option
        if known is not None and known.state != "later":
            continue
        if option.node.kind in ("mapping", "sequence") or speaks_elsewhere(option):
            continue
        if known is None:
            yield _unknown(deployment, option)
        else:
            yield _later(deployment, option)


def _unknown(deployment: Deployment, option: Written) -> Finding:
    finding = option.node.flag_key(f"`{option.key}` is no option that Flink is known to have")
    meant = table(deployment).meant(option.key)
    if meant is None:
        return finding.suggest("check the spelling; an option of your own program is fine")
    return _rename(deployment, option, finding.suggest(f"did you mean `{meant}`?"), meant)


def _later(deployment: Deployment, option: Written) -> Finding:
    version = deployment.flink_version
    since = option.option.since if option.option is not None else version
    message = f"`{option.key}` came with Flink {since}; {version} does not read it"
    finding = option.node.flag_key(message)
    older = table(deployment).older_name(option.key)
    if older is None:
        return finding.suggest(f"take Flink {since} or later, or remove the key")
    return _rename(deployment, option, finding.suggest(f"write `{older}`"), older)


def _rename(deployment: Deployment, option: Written, finding: Finding, name: str) -> Finding:
    if name in deployment.flink_configuration:
        there = deployment.flink_configuration[name]
        return finding.warning().because(there, "this one is set")
    return finding.warning().fix(f"write {name}", [option.node.edit_key(name)], safe=False)
