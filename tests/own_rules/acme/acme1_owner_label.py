"""Every job says who owns it.

## Why
Who is called at night is looked up by the label `owner`.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {tier: gold}  # ACME1
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {owner: payments}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

```yaml label=team
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {team: payments}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("ACME1", Severity.WARNING, source="acme's handbook", options={"label": "owner"})
def owner_label(deployment: Deployment) -> Iterator[Finding]:
    wanted = deployment.settings.rule_option("ACME1", "label", "owner")
    labels = deployment.metadata["labels"]
    if not labels[wanted] and not deployment.is_partial:
        yield labels.flag_key(f"nobody owns the job: the label {wanted} is missing")
