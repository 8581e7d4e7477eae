"""Flink cannot read the value of an option.

## Why
The platform takes any text. Flink reads it when the job starts, and refuses what is no duration, size,
number, boolean or name as that option wants it: the job fails before it has read a record, and the
platform tries again until it gives up. Durations, sizes and names are judged as the deployment's own Flink
version reads them: `1m` is a minute from Flink 1.15 on and nothing before, `1.5g` is never a size.

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
        execution.checkpointing.interval: 10 sec onds  # FL514
        execution.checkpointing.unaligned: "yes"  # FL514
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
        execution.checkpointing.interval: 10 s
```

## When it does not apply
Where the version is not known, only what every version refuses is reported. A value with a placeholder is
filled in before Flink reads it. Names of state backends and of high availability that are like no known one
are a warning, since a platform may bring its own. FL505 and FL520 speak of checkpoint retention and of the
restart strategy.

## Fix
Where the meaning is clear, writes it in a form that Flink reads (unsafe).
"""

from collections.abc import Iterator

from flinklint.configuration import Written, faults
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.knowledge import named_values
from flinklint.named_fix import with_meant_value
from flinklint.rewrite import replacement
from flinklint.rule import rule
from flinklint.values import repaired


@rule(
    "FL514",
    Severity.ERROR,
    source="the parsers of Flink 1.10 to 2.3, asked; statement 25 of the page",
)
def config_value_invalid(deployment: Deployment) -> Iterator[Finding]:
    for option, found in faults(deployment):
        if found.rule != "FL514" or option.name.reserved:
            continue
        finding = option.node.flag(f"{option.key} {found.reason}")
        finding = _repaired(deployment, option, finding)
        yield finding if found.certain else finding.warning()


def _repaired(deployment: Deployment, option: Written, finding: Finding) -> Finding:
    text, known = option.node.text, option.option
    assert text is not None
    assert known is not None
    names = named_values(option.key)
    if names is not None:
        version = deployment.flink_version
        usable = [name.name for name in names.names if name.known_in(version)]
        return with_meant_value(finding, option.node, option.key, usable)
    better = repaired(text, known, deployment.flink_version)
    edit = replacement(option.node, better) if better is not None else None
    if better is None or better == text or edit is None:
        return finding
    finding = finding.suggest(f"did you mean `{better}`?")
    return finding.fix(f"write {better}", [edit], safe=False)
