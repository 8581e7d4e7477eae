"""The job is to start from its latest state, but its checkpoints are deleted.

## Why
Flink deletes the checkpoints of a job when it is cancelled, unless it is told to keep the last one. Then
LATEST_STATE behaves as LATEST_SAVEPOINT, and nobody is told: after a cancel, or a failed upgrade, the job
goes back to a savepoint that may be old, or starts empty. Seven of eight public deployments with
LATEST_STATE and an interval had this gap.

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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: DELETE_ON_CANCELLATION  # FL215
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
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
```

## When it does not apply
Where the platform is known to keep the last checkpoint itself (the managed service with Flink 1.12 or
later). On a session cluster, whose own configuration may say it, a missing key is an info. Jobs that are
never cancelled but by a STATEFUL upgrade lose nothing until one fails.

## Fix
Keep the last checkpoint (unsafe: kept checkpoints have to be deleted by somebody).
"""

import re
from collections.abc import Iterator

from flinklint.checkpointing import RETENTION
from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.lifecycle import latest_state
from flinklint.rule import rule
from flinklint.source import Span
from flinklint.tree import Node

_KEEP = "RETAIN_ON_CANCELLATION"


@rule(
    "FL215",
    Severity.WARNING,
    source="kb.ververica.com, always restore from the latest state; seven of eight public lineages",
)
def latest_state_needs_retention(deployment: Deployment) -> Iterator[Finding]:
    found = latest_state(deployment)
    if found is None or found.lacks != "retention":
        return
    kept = found.retention
    if kept.text is None:
        finding = kept.node.flag("LATEST_STATE finds no checkpoint after a cancel: none is kept")
        edit = _added_after(found.checkpointing.value.node)
    else:
        finding = kept.flag(
            f"LATEST_STATE finds no checkpoint after a cancel: {kept.text}{kept.remark}"
        )
        edit = kept.node.edit(_KEEP) if kept.written else None
    finding = finding.because(found.strategy.node, "asks for the latest checkpoint")
    finding = finding.suggest(f"write {RETENTION}: {_KEEP}")
    if edit is not None:
        finding = finding.fix("keep the last checkpoint", [edit], safe=False)
    yield finding.info() if kept.text is None and deployment.in_session else finding


def _added_after(node: Node) -> Edit | None:
    """An edit that adds the retention below the interval, where that is a line of its own."""
    source = node.source
    line = source.line_span(node.key_span.start)
    whole = re.fullmatch(r"( *)(?:[^{}\r\n]*)(\r?\n?)", source.text[line.start : line.end])
    if not node or whole is None or source.text[line.start : node.key_span.start].strip():
        return None
    if node.whole_span.end > line.end or not whole[2]:
        return None
    if source.text.startswith("{", (node.parent or node).whole_span.start):
        return None
    return Edit(source, Span(line.end, line.end), f"{whole[1]}{RETENTION}: {_KEEP}{whole[2]}")
