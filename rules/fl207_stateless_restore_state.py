"""A STATELESS upgrade takes no savepoint, and the job starts from an older one.

## Why
STATELESS cancels the running job without a savepoint, but the restore strategy is asked at every start.
With LATEST_SAVEPOINT the job goes back to the newest savepoint there happens to be, perhaps from weeks
ago, and reads everything since then again; with LATEST_STATE to the last checkpoint, if the cancelled job
kept it. That is not a stateless job, and it may not be what was meant. Operators of the Flink Kubernetes
Operator lost state in the same way when they changed the upgrade mode.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: LATEST_SAVEPOINT}  # FL207
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: NONE}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Teams that take savepoints themselves, before each change, use this pair on purpose. The managed service
with Flink 1.12 or later no longer has upgrade strategies; nothing is said there.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy, upgrade_strategy
from flinklint.rule import rule

_FROM = {
    "LATEST_SAVEPOINT": "the job goes back to an older one",
    "LATEST_STATE": "the job goes back to the last retained checkpoint or an older savepoint",
}


@rule(
    "FL207",
    Severity.INFO,
    source="statement 5 of the page; apache/flink-kubernetes-operator#109, #365, #855",
)
def stateless_restore_state(deployment: Deployment) -> Iterator[Finding]:
    upgrade, restore = upgrade_strategy(deployment), restore_strategy(deployment)
    if upgrade.kind != "STATELESS" or not deployment.profile.upgrades_apply:
        return
    if restore.kind in _FROM and restore.chosen:
        finding = restore.value.flag(
            f"a STATELESS upgrade takes no savepoint: with {restore.kind}{restore.remark} "
            f"{_FROM[restore.kind]}"
        )
        finding = finding.because(upgrade.node, "cancels the job without a savepoint")
        yield finding.suggest("make the upgrade STATEFUL, or the restore strategy NONE")
