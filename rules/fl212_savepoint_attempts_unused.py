"""Attempts to take a savepoint are set, but an upgrade takes none.

## Why
Only a STATEFUL upgrade takes a savepoint. With STATELESS or NONE the number of attempts does nothing when
the deployment changes, and whoever reads the file may think that state is kept. It still counts when the
job is suspended by hand, which is why this is no more than an info.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: NONE}
  restoreStrategy: {kind: LATEST_STATE}
  maxSavepointCreationAttempts: 4  # FL212
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
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  maxSavepointCreationAttempts: 4
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
Deployments that are suspended by hand, on a platform whose savepoints often fail. Where the upgrade
strategy is not known, nothing is said, nor where STATELESS is paired with a restore from state, which is
reported as that. On the managed service with Flink 1.12 or later the platform treats
every deployment as NONE.

## Fix
Remove the field. Safe where the number is the default that then applies; unsafe otherwise, since a suspend would be tried that often instead.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy, upgrade_strategy
from flinklint.rewrite import removals
from flinklint.rule import rule

_PATH = ("spec", "maxSavepointCreationAttempts")


@rule("FL212", Severity.INFO, source="statement 10 of the page; docs.ververica.com, suspend")
def savepoint_attempts_unused(deployment: Deployment) -> Iterator[Finding]:
    node, upgrade = deployment.node.find(*_PATH), upgrade_strategy(deployment)
    if not node or upgrade.kind not in ("STATELESS", "NONE"):
        return
    restore = restore_strategy(deployment)
    if upgrade.kind == "STATELESS" and restore.chosen and restore.kind not in (None, "NONE"):
        return  # that pair is reported as such: it says that no savepoint is taken
    finding = node.flag(
        f"no savepoint is taken when the upgrade strategy is {upgrade.kind}{upgrade.remark}"
    )
    finding = finding.because(upgrade.node, "takes no savepoint")
    finding = finding.suggest("make the upgrade STATEFUL, or remove the field")
    default = deployment.profile.defaults.get(".".join(_PATH))
    edits = removals([node])
    if edits:
        safe = default is not None and default.value == node.text
        finding = finding.fix("remove the field", edits, safe=safe)
    yield finding
