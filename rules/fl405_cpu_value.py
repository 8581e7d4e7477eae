"""CPU is a decimal number of cores, at least 0.1.

## Why
The API wants a number, not a Kubernetes quantity: `500m` is refused, or read as no number at all.
Less than a tenth of a core was not checked by early platforms, and such processes never got their
heartbeats out in time.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        jobmanager: {cpu: 500m, memory: 1Gi}  # FL405
        taskmanager: {cpu: 0.05, memory: 2Gi}  # FL405
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
        jobmanager: {cpu: 0.5, memory: 1Gi}
        taskmanager: {cpu: 0.1, memory: 2Gi}
```

## When it does not apply
A number in quotes is accepted by the server and sent as a number by the compiler, so nothing is
said of it. In session mode the session cluster has the CPUs.

## Fix
Write thousandths of a core as a decimal number: `500m` as `0.5`.
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import TEMPLATE, Deployment
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.units import Cpu, plain_decimal

_NEGATIVE = regex(r"-([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_JSON_LACKS = ("NaN", "Infinity", "-Infinity")


@rule(
    "FL405",
    Severity.ERROR,
    source="statement 27 of the page; docs.ververica.com, resources (cpu from 0.1, platform 2.3.1)",
)
def cpu_value(deployment: Deployment) -> Iterator[Finding]:
    if deployment.in_session:
        return
    minimum = deployment.profile.cpu_minimum
    for process, resources in deployment.processes():
        written = resources["cpu"]
        if written.kind in ("mapping", "sequence"):
            yield written.flag(f"{process} cpu is no number").suggest("write cores, as in 0.5")
            continue
        value = deployment.effective(*TEMPLATE, "resources", process, "cpu")
        text = sizing.text_of(value)
        if text is None or not (value.written or value.origin == "defaults"):
            continue
        if value.origin == "defaults" and deployment.is_partial:
            continue
        if text in _JSON_LACKS and written.source.name.lower().endswith(".json"):
            continue  # FL009
        if sizing.is_enough_cpu(deployment.profile.name, text):
            continue
        cpu, said = Cpu.parse(text), f"{process} cpu {text}{value.remark}"
        least = f"less than the minimum of {plain_decimal(minimum)}"
        if cpu is None and _NEGATIVE.fullmatch(text):
            yield value.flag(f"{said} is {least}")
        elif cpu is None:
            hint = f"write {text.replace(',', '.')}" if Cpu.parse(text.replace(",", ".")) else ""
            yield value.flag(f"{said} is no number").suggest(hint or "write cores, as in 0.5")
        elif cpu.milli:
            finding = value.flag(f"{said} is a Kubernetes quantity, not a number of cores")
            if cpu.cores >= minimum:
                finding = finding.suggest(f"write {cpu.plain}")
                if value.written:
                    edit = value.node.edit(cpu.plain)
                    finding = finding.fix(f"write {cpu.plain}", [edit], safe=True)
            yield finding
        else:
            yield value.flag(f"{said} is {least}")
