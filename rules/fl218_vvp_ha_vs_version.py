"""The high availability is none that this Flink image has, or has no place for its data.

## Why
`vvp-kubernetes` is the platform's own high availability, in its Flink images up to 1.17; since platform
2.10 it gives way to Flink's own `kubernetes`. An image that does not have it cannot start the job. Flink's
own one keeps its data in `high-availability.storageDir`, which the platform fills in only where it has blob
storage: set the option `blob-storage = false` for this rule where there is none.

## Bad
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.18"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        high-availability.type: vvp-kubernetes  # FL218
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.18"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        high-availability.type: kubernetes
```

## When it does not apply
Where the Flink version is not known. The managed service and session clusters have their own high
availability.

## Fix
Write `kubernetes` (unsafe: the job then no longer finds what the other one recorded).
"""

from collections.abc import Iterator

from flinklint.configuration import value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import own_cluster, vvp_kubernetes_until
from flinklint.rule import rule


@rule(
    "FL218",
    Severity.WARNING,
    source="kb.ververica.com, always restore from the latest state; release notes of platform 2.10",
    options={"blob-storage": "true"},
)
def vvp_ha_vs_version(deployment: Deployment) -> Iterator[Finding]:
    mode, version = value(deployment, "high-availability"), deployment.flink_version
    if mode.text is None or not own_cluster(deployment):
        return
    last = vvp_kubernetes_until()
    if mode.text.lower() == "vvp-kubernetes" and version is not None and version > last:
        finding = mode.flag(
            f"images of Flink {version.minor_text} do not have {mode.text}{mode.remark}, "
            f"which ended with {last}"
        )
        finding = finding.suggest("write kubernetes")
        if mode.written:
            finding = finding.fix("write kubernetes", [mode.node.edit("kubernetes")], safe=False)
        yield finding
    storage = deployment.settings.rule_option("FL218", "blob-storage", "true")
    folder = value(deployment, "high-availability.storageDir")
    nowhere = folder.origin == "unknown" and not folder.node.exists
    if mode.text.lower() == "kubernetes" and storage.lower() == "false" and nowhere:
        finding = mode.flag(f"{mode.text} has no place for its data without blob storage")
        yield finding.suggest("write high-availability.storageDir")
