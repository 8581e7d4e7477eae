"""A STATEFUL upgrade takes a savepoint that restoreStrategy NONE throws away.

## Why
The upgrade stops the job with a savepoint; the restore strategy then starts it empty, with its
sources at their configured start. Nothing fails, but all state is gone after the next change to
the deployment, and what was read since the start is read again.

The page of the managed service says: "If you set Upgrade Strategy to Stateful, set Restore Strategy
to None. In this case, after a job is restored from a savepoint, the job is restarted from the
initial start time instead of the savepoint." That is a translation gone wrong. The Chinese original
is conditional: *if* Stateful is combined with None, *then* the job starts again from its start time,
although a savepoint was taken. The self-managed platform's documentation says the same in every
version: STATEFUL works only together with LATEST_SAVEPOINT or LATEST_STATE. This rule follows the
original.

A team that has to follow the English sentence to the letter sets `reading = "literal"` for this rule:
then STATEFUL with anything but NONE is what it reports. It costs them the state of every job at
every upgrade.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: NONE}  # FL206
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
A job without state loses nothing: say so with `upgradeStrategy: {kind: STATELESS}`. Values that are
not written count as the defaults that will apply: those given with `--defaults`, else the platform's.
In the body of a PATCH they count as unknown, since the server keeps what it has. The managed service with
Flink 1.12 or later takes no savepoint at an upgrade; there the pair is still a contradiction, for every
start is from empty state.

## Fix
Restore from LATEST_STATE (unsafe: the job then starts from other data than it did before).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import restore_strategy, upgrade_strategy
from flinklint.rule import rule


@rule(
    "FL206",
    Severity.ERROR,
    source="statement 9 of the page, in the Chinese original's reading; docs.ververica.com, deployment upgrades",
    options={"reading": "conditional"},
)
def stateful_restore_none(deployment: Deployment) -> Iterator[Finding]:
    upgrade, restore = upgrade_strategy(deployment), restore_strategy(deployment)
    written = upgrade.value.written or restore.value.written
    if upgrade.kind != "STATEFUL" or restore.kind is None or not written:
        return
    reading = deployment.settings.rule_option("FL206", "reading", "conditional")
    if reading == "literal":
        if restore.kind != "NONE":
            message = (
                f"a STATEFUL upgrade is to be used with NONE, not {restore.kind}{restore.remark}"
            )
            yield restore.value.flag(message).because(upgrade.node, "the upgrade is STATEFUL")
    elif restore.kind == "NONE":
        taken = deployment.profile.upgrades_apply
        finding = restore.value.flag(
            f"the savepoint of a STATEFUL upgrade{upgrade.remark} is never restored"
            if taken
            else "every start is from empty state, although the upgrade is STATEFUL"
        ).suggest("restore from LATEST_STATE, or make the upgrade STATELESS")
        reason = "takes a savepoint at every upgrade" if taken else "keeps state"
        finding = upgrade.value.explain(finding, reason)
        if restore.value.written:
            fix = [restore.node.edit("LATEST_STATE")]
            finding = finding.fix("restore from LATEST_STATE", fix, safe=False)
        yield finding
