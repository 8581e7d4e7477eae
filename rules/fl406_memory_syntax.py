"""Memory is a number and a unit right behind it.

## Why
The platform reads `1024Mi`, `1.5Gi` and, in its older dialect, `1g`. A number alone is bytes, so that
`1024` asks for one kilobyte and not for a gigabyte; a blank, `GB` or `GiB` are no units to it. The
deployment is refused, or the process starts with next to nothing.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      resources:
        jobmanager: {cpu: 1, memory: 1024}  # FL406
        taskmanager: {cpu: 1, memory: 2 GB}  # FL406
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
        jobmanager: {cpu: 1, memory: 1024Mi}
        taskmanager: {cpu: 1, memory: 2Gi}
```

## When it does not apply
A number alone of a mebibyte or more is taken for bytes (see FL404). In session mode the session
cluster has the memory.

## Fix
The same number with the unit that was most likely meant (unsafe: only its author knows).
"""

from collections.abc import Iterator

from flinklint import sizing
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.units import size_text

_MEBIBYTES_FROM = 64  # nobody has given a process 64 GiB and left the unit out


@rule(
    "FL406",
    Severity.ERROR,
    source="statement 30 of the page; docs.ververica.com, resources; lyft/flinkk8soperator#97",
)
def memory_syntax(deployment: Deployment) -> Iterator[Finding]:
    if deployment.in_session:
        return
    for process, resources in deployment.processes():
        if resources["memory"].kind in ("mapping", "sequence"):
            finding = resources["memory"].flag(f"{process} memory is no size")
            yield finding.suggest("write a number and a unit, as in 1Gi")
    for asked in sizing.asked_memory(deployment):
        if not asked.malformed:
            continue
        said = f"{asked.process} memory {asked.text!r}{asked.value.remark}"
        if asked.size is None:
            finding = asked.value.flag(f"{said} is no size")
        elif asked.too_few_bytes:
            meaning = size_text(asked.size.decimal)
            finding = asked.value.flag(f"{said} has no unit and means {meaning}")
        else:
            finding = asked.value.flag(f"{said} is no number with a unit right behind it")
        meant = _meant(deployment, asked)
        if meant is None:
            yield finding.suggest("write a number and a unit, as in 1Gi")
            continue
        finding = finding.suggest(f"write {meant}")
        edits = sizing.rewritten(asked.value, meant)
        yield finding.fix(f"write {meant}", edits, safe=False) if edits else finding


def _meant(deployment: Deployment, asked: sizing.Asked) -> str | None:
    """The size in a unit that the platform documents; None where it cannot be guessed."""
    size = asked.size
    if size is None or not size.number:
        return None
    if asked.too_few_bytes:
        if size.number >= 2**14:
            return None
        unit = "Mi" if size.number >= _MEBIBYTES_FROM else "Gi"
        text = f"{asked.text}{unit}"
    else:
        text = size.in_binary_unit().text
    if "Gi" not in deployment.profile.memory_units:
        text = text.replace("Gi", "g").replace("Mi", "m")
    return text
