"""A deployment has the labels that its team asks for.

## Why
The list of jobs is searched by label; a job without the label of its team or its cost centre is
found by nobody when it fails, and billed to nobody. Which labels are wanted is a team's own choice,
so this rule is off until it has a list: `labels = "team, env"` in the rule's settings.

## Bad
```yaml labels=team,env
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {team: core}  # FL902
```

## Good
```yaml labels=team,env
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {team: core, env: prod}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
To the body of a patch, which may leave the labels as they are; and without a list.
"""

import re
from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule(
    "FL902",
    Severity.WARNING,
    source="statements 13 and 34 of the page",
    enabled=False,
    options={"labels": ""},
)
def required_labels(deployment: Deployment) -> Iterator[Finding]:
    wanted = re.findall(
        r"[^\s,'\"\[\]]+", deployment.settings.rule_option("FL902", "labels", "")
    )  # a text with commas, or a list
    labels = deployment.metadata["labels"]
    missing = [name for name in wanted if not labels[name]]
    if missing and not deployment.is_partial:
        said = "label" if len(missing) == 1 else "labels"
        place = labels.flag_key if labels.exists else deployment.metadata["name"].flag
        yield place(
            f"the {said} {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        )
