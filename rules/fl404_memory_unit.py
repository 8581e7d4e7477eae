"""Memory is written in Gi or Mi, whose size nobody disputes.

## Why
`1g` is 1,000,000,000 bytes to Ververica Platform and 1,073,741,824 to Flink itself and to most
people; the managed service's page recommends `Gi` and `Mi` for that reason. The difference is 7%,
enough to fall below a minimum or to have containers killed after a move from one platform to
another. Other tools that read such sizes have changed the meaning of `2g` between two releases, or
have read `m` as thousandths and given a process one byte.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        jobmanager: {cpu: 1, memory: 1g}  # FL404
        taskmanager: {cpu: 1, memory: 2G}  # FL404
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.11"}
      resources:
        jobmanager: {cpu: 1, memory: 1Gi}
        taskmanager: {cpu: 1, memory: 2048Mi}
```

## When it does not apply
On Ververica Platform, whose own unit is `g`, this is a remark only. Where the size is below the
minimum under one reading of the unit, FL402 or FL403 say that already. In session mode the session
cluster has the memory.

## Fix
The same number in `Gi` or `Mi` (unsafe: read as a power of ten, the size grows).
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import size_text


@rule(
    "FL404",
    Severity.WARNING,
    source="statement 30 of the page; docs.ververica.com, resources; FLINK-31871; karmada-io/karmada#7537",
)
def memory_unit(deployment: Deployment) -> Iterator[Finding]:
    profile = deployment.profile
    for asked in sizing.asked_memory(deployment):
        size = asked.size
        if size is None or asked.malformed or sizing.below_minimum(deployment, asked):
            continue
        value = asked.value
        if size.ambiguous:
            decimal = profile.minimum_memory[asked.process].decimal_only
            readings = f"{size_text(size.decimal)} or {size_text(size.binary)}"
            if decimal:
                readings = f"{size_text(size.decimal)} here, not {size_text(size.binary)}"
            finding = value.flag(f"{_said(asked)} means {readings}").rated(
                profile.severities["FL404"]
            )
        elif size.unit not in profile.memory_units and size.unit not in ("Mi", "Gi"):
            unit = f"has the unit {size.unit}" if size.unit else "has no unit and means bytes"
            finding = value.flag(f"{_said(asked)} {unit}").info()
        else:
            continue
        if "Gi" in profile.memory_units:
            binary = size.in_binary_unit().text
            finding = finding.suggest(f"write {binary}")
            edits = sizing.rewritten(value, binary)
            if edits:
                finding = finding.fix(f"write {binary}", edits, safe=False)
        yield finding


def _said(asked: sizing.Asked) -> str:
    return f"{asked.process} memory {asked.text}{asked.value.remark}"
