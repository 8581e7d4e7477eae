"""Parallelism and the number of task managers are at least 1, and within the maximum parallelism.

## Why
The server refuses a number of zero or less. A parallelism above `pipeline.max-parallelism`, or above
32768 in any case, is accepted, and the start of the job then fails: Flink shares out state in that
many groups, and an instance without a group cannot exist. The maximum cannot simply be raised
later, since a savepoint remembers it.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 0  # FL401
```

```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      parallelism: 200  # FL401
      flinkConfiguration:
        pipeline.max-parallelism: "128"
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
      parallelism: 128
      flinkConfiguration:
        pipeline.max-parallelism: "128"
```

## When it does not apply
Text that is no whole number is another rule's matter (FL102). In session mode the number of task
managers is the session cluster's. A maximum of zero or less means that Flink chooses one.
"""

from collections.abc import Iterator

from flinklint import knowledge, sizing
from flinklint.deployment import TEMPLATE, Deployment, Effective
from flinklint.finding import Finding, Severity
from flinklint.rule import rule

_LARGEST = 2**31 - 1  # beyond it is no int32: the schema's matter


@rule(
    "FL401",
    Severity.ERROR,
    source="statement 4 of the page; AppManager API 2.1; Flink, KeyGroupRangeAssignment",
)
def parallelism_positive(deployment: Deployment) -> Iterator[Finding]:
    parallelism = _said(deployment, "parallelism")
    managers = None if deployment.in_session else _said(deployment, "numberOfTaskManagers")
    for name, value in (("parallelism", parallelism), ("numberOfTaskManagers", managers)):
        number = sizing.whole(value) if value is not None else None
        if value is not None and number is not None and number < 1:
            finding = value.flag(f"{name} is {value.text}{value.remark}, less than 1")
            yield finding.suggest("write 1 or more")
    if parallelism is not None:
        yield from _above_maximum(deployment, parallelism)


def _said(deployment: Deployment, field: str) -> Effective | None:
    """The value that the deployment, or its defaults, say; not the platform's own."""
    value = deployment.effective(*TEMPLATE, field)
    by_defaults = value.origin == "defaults" and not deployment.is_partial
    return value if value.written or by_defaults else None


def _above_maximum(deployment: Deployment, parallelism: Effective) -> Iterator[Finding]:
    number = sizing.whole(parallelism)
    if number is None or not 1 <= number <= _LARGEST:
        return
    option = deployment.option("pipeline.max-parallelism")
    maximum, bound = sizing.whole(option), knowledge.limit("max-parallelism")
    said = f"parallelism is {parallelism.text}{parallelism.remark}"
    if maximum is not None and 0 < maximum < number and maximum <= bound:
        finding = parallelism.flag(f"{said}, more than the maximum of {maximum}{option.remark}")
        yield finding.because(option.node, "the maximum is set here")
    elif number > bound:
        yield parallelism.flag(f"{said}, more than the {bound} that Flink can run")
