"""A field that the target of a payload cannot carry.

## Why
`compile --target` writes a deployment for another API than the one it was written for. What that API
has no place for would be left out, and the job would run without it: without its environment, on other
machines, with another image. Nothing is left out without being named here.

## Bad
```yaml target=alibaba-2022-07-18
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default-queue
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkImageTag: 1.17-vvr-8.0.11}
      kubernetes:
        pods:
          envVars:  # FL130
            - {name: REGION, value: eu}
```

## Good
```yaml target=alibaba-2022-07-18
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default-queue
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", mainArgs: --region eu, flinkVersion: "1.17", flinkImageTag: 1.17-vvr-8.0.11}
```

## When it does not apply
To `check`, and to `compile` for the target `v1`, which carries everything. It is an error where the job
would do something else without the field, and a warning elsewhere. `--allow-lossy FIELD`, with the path
of the field, a part of it or `all`, accepts that it is left out; suppressions and `--ignore` do not.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL130", Severity.ERROR, source="the APIs of the targets: schemas/targets.json")
def lossy_target_field(deployment: Deployment) -> Iterator[Finding]:
    if deployment.settings.target == "v1":
        return
    from flinklint.targets import TARGETS  # only where a payload for another API is written

    for loss in TARGETS[deployment.settings.target].build(deployment).lost():
        finding = loss.node.flag(loss.message).suggest(loss.hint)
        yield finding if loss.changes_job else finding.warning()
