"""Only one of the two strategies is written.

## Why
The page says that Upgrade Strategy and Restore Strategy must be used in pairs: the one says how a running
job is taken down when its deployment changes, the other from which state it starts again. The one that is
left out comes from defaults of the platform, which its operators can change: the same file may keep its
state on one installation and lose it on another.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:  # FL205
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
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
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A deployment that writes neither takes both from the platform, which pairs them. Where the defaults given
with `--defaults` have the other one, the pair is whole. The body of a PATCH leaves the other one as it is.
The managed service with Flink 1.12 or later no longer has upgrade strategies, so nothing is paired there.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy, upgrade_strategy
from flinklint.rule import rule


@rule(
    "FL205",
    Severity.WARNING,
    source="statement 8 of the page; docs.ververica.com, deployment upgrades",
)
def strategy_pair(deployment: Deployment) -> Iterator[Finding]:
    if deployment.is_partial or not deployment.profile.upgrades_apply:
        return
    upgrade, restore = upgrade_strategy(deployment), restore_strategy(deployment)
    if upgrade.kind == "STATEFUL" and restore.kind == "NONE":
        return  # the worst of the pairs is reported as such, wherever it comes from
    for name, other, missing in (
        ("restoreStrategy", "upgradeStrategy", restore),
        ("upgradeStrategy", "restoreStrategy", upgrade),
    ):
        node, written = deployment.spec[name], deployment.spec[other]
        if written and not node and not missing.chosen:
            used = f": {missing.kind} is used{missing.remark}" if missing.kind else ""
            finding = node.flag(f"{other} is set, but {name} is not{used}")
            yield finding.because(written, "the two belong together").suggest(f"add {name}")
