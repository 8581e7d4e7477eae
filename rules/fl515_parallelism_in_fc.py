"""The parallelism is set twice, to different values.

## Why
The platform writes `parallelism.default` itself, from the deployment's `parallelism`. Another value under
`flinkConfiguration` is overwritten or, in a form that is not, gives the job a parallelism that neither the
console nor the number of task managers goes by.

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
      parallelism: 2
      flinkConfiguration:
        parallelism.default: "8"  # FL515
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
      parallelism: 2
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "1"
```

## When it does not apply
Equal values are not reported, nor is `parallelism.default` alone.

## Fix
Removes the key (unsafe: it may have been the one that counted).
"""

from collections.abc import Iterator

from flinklint.configuration import number
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rewrite import removals
from flinklint.rule import rule


@rule(
    "FL515",
    Severity.WARNING,
    source="statement 4 of the page; a start log of the managed service (parallelism.default comes from the deployment)",
)
def parallelism_in_fc(deployment: Deployment) -> Iterator[Finding]:
    other, count = number(deployment, "parallelism.default")
    parallelism = deployment.template_spec["parallelism"]
    text = (parallelism.text or "").strip()
    if count is None or count < 1 or not other.written or not text.isdecimal():
        return
    if count != int(text):
        message = f"parallelism.default is {other.text}, and the deployment's parallelism {text}"
        finding = other.flag(message).because(parallelism, "the deployment's own")
        finding = finding.suggest(f"keep one: remove the option, or write {count} there")
        edits = removals([other.node])
        yield finding.fix("remove the option", edits, safe=False) if edits else finding
