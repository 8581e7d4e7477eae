"""A job that goes on from its state is drained whenever it is stopped.

## Why
Stop with Drain closes every open window when the job is stopped, as if all data had come, and writes what
they hold so far. A STATEFUL upgrade stops the job and starts it again from the savepoint: the same windows
then get their remaining rows and are written again, or are late. Each upgrade leaves partial results behind
that nobody can tell from whole ones. The managed service's pages warn: never for a job that is to go on.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  annotations:
    com.dataartisans.appmanager.controller.deployment.stop-with-drain: "true"  # FL213
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  annotations:
    com.dataartisans.appmanager.controller.deployment.stop-with-drain: "false"
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A job that is stopped for good, or whose restore strategy is NONE, may well be drained. Where the upgrade
strategy is not known, nothing is said.
"""

from collections.abc import Iterator

from flinklint.deployment import STOP_WITH_DRAIN, Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy, upgrade_strategy
from flinklint.rule import rule


@rule(
    "FL213",
    Severity.WARNING,
    source="statement 12 of the page; docs.ververica.com, stop with drain; managed docs of 2021",
)
def stop_with_drain_stateful(deployment: Deployment) -> Iterator[Finding]:
    drain = deployment.metadata.find("annotations", STOP_WITH_DRAIN)
    if drain is None:
        return
    upgrade, restore = upgrade_strategy(deployment), restore_strategy(deployment)
    if (drain.text or "").lower() != "true" or upgrade.kind != "STATEFUL":
        return
    if restore.kind == "NONE":
        return  # nothing goes on from the savepoint; that pair is reported as such
    finding = drain.flag(
        f"every STATEFUL upgrade{upgrade.remark} writes what open windows hold, "
        "and again after the restart"
    )
    finding = finding.because(upgrade.node, "the job goes on from a savepoint")
    yield finding.suggest('write "false", and drain only a job that is stopped for good')
