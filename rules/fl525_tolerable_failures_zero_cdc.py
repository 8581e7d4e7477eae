"""A CDC source reads a snapshot, and the first checkpoint that fails restarts the job.

## Why
While it reads the snapshot with one reader, a CDC source can take no checkpoint: each of them waits until
it expires. With `execution.checkpointing.tolerable-failed-checkpoints` at its default of 0 the first one
that expires restarts the job, which reads the snapshot from the start again, without end.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
            'connector' = 'mysql-cdc',  -- FL525
            'hostname' = 'db', 'username' = 'u', 'password' = '${pw}', 'server-id' = '5401',
            'database-name' = 'shop', 'table-name' = 'orders',
            'scan.incremental.snapshot.enabled' = 'false'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id FROM orders;
      flinkConfiguration:
        execution.checkpointing.interval: 60s
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
            'connector' = 'mysql-cdc',
            'hostname' = 'db', 'username' = 'u', 'password' = '${pw}', 'server-id' = '5401',
            'database-name' = 'shop', 'table-name' = 'orders',
            'scan.incremental.snapshot.enabled' = 'false'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id FROM orders;
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.tolerable-failed-checkpoints: "100"
```

## When it does not apply
A source that reads its snapshot in chunks takes checkpoints meanwhile, and one that starts at the latest
change reads none. Silent without checkpoints, and where the platform sets the option itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from flinklint.checkpointing import INTERVAL, checkpointing
from flinklint.configuration import value
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow, written_option, written_options
from flinklint.script_options import script_options
from flinklint.streams import is_of, reads_in_parallel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Table

_TOLERABLE = "execution.checkpointing.tolerable-failed-checkpoints"
_WITH_SNAPSHOT = ("initial", "snapshot", "initial_only")


@rule("FL525", Severity.WARNING, source="apache/flink-cdc#273; the managed service's CDC page")
def tolerable_failures_zero_cdc(script: Script) -> Iterator[Finding]:
    deployment, options = script.deployment, script_options(script)
    if deployment is None or deployment.in_session or deployment.is_partial:
        return
    effective = value(deployment, _TOLERABLE)
    written = any(setting.key == _TOLERABLE for setting in options.settings)
    if written or effective.text is not None or effective.node.exists:
        return
    interval = options.get(INTERVAL).setting
    if interval is None and checkpointing(deployment).state != "on":
        return
    places = [place for table in script_flow(script).tables if (place := _blocks(script, table))]
    if not places:
        return
    message = "no checkpoint succeeds while the snapshot is read, and the first that fails restarts"
    finding = script.flag(*places[0], message)
    for place in places[1:]:
        finding = finding.label(script.label(*place, "this source too"))
    yield finding.suggest(f"set {_TOLERABLE}, to 100 for instance")


def _blocks(script: Script, table: Table) -> tuple[int, int] | None:
    """Where a table names its connector, if that reads a snapshot and takes no checkpoint then."""
    option = table.option("connector")
    if option is None or not is_of(table, "blocking-snapshot"):
        return None
    if not script_flow(script).reads_of(table) or not table.options_complete:
        return None
    if reads_in_parallel(script, table):
        return None
    mode = "scan.startup.mode"
    if mode in written_options(script, table):
        text = written_option(script, table, mode)
        if text is None or text.lower() not in _WITH_SNAPSHOT:
            return None
    return option.value_span
