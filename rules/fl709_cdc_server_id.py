"""A MySQL CDC source has no server id of its own, or fewer than it needs.

## Why
Each reader of MySQL's log is a replica with an id. Two readers with one id throw each other out: the job
fails again and again, or loses changes. A source that reads its snapshot in parallel needs one id for each
parallel reader; with fewer it does not start.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 4
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
            'connector' = 'mysql-cdc', 'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
            'database-name' = 'shop', 'table-name' = 'orders',
            'server-id' = '5401-5402'  -- FL709
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id FROM orders;
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
      parallelism: 4
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
            'connector' = 'mysql-cdc', 'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
            'database-name' = 'shop', 'table-name' = 'orders',
            'server-id' = '5401-5404'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id FROM orders;
```

## When it does not apply
Without an id the connector draws one at random: an info where it is the only such source of a bare script.
A source that reads the snapshot with one reader (`scan.incremental.snapshot.enabled` = false, or the
connectors of Flink 1.11 and 1.12) needs a single id, whatever the parallelism. An id that two sources
share is a warning, since both may run as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import is_opaque, script_flow, written_option, written_options
from flinklint.streams import parallelism, reads_in_parallel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Table

_KEY = "server-id"
_PORT = "3306"  # where none is written
_IDS = regex(r"\s*([0-9]{1,18})\s*(?:-\s*([0-9]{1,18})\s*)?")


@rule("FL709", Severity.WARNING, source="apache/flink-cdc#709, #75; the connector's page")
def cdc_server_id(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    sources = [table for table in flow.tables if table.connector == "mysql-cdc"]
    read = [table for table in sources if flow.reads_of(table)]
    seen: list[tuple[int, int, Table]] = []
    for table in read:
        option = table.option("connector")
        if option is None or not table.options_complete:
            continue
        if _KEY not in written_options(script, table):
            message = "no 'server-id': the source draws one that another reader may have"
            finding = script.flag(*option.value_span, message).suggest(
                "give it a range of its own, one id for each parallel reader"
            )
            alone = len(read) == 1 and script.deployment is None
            yield finding.info() if alone or table.like is not None else finding
            continue
        found = _ids(written_option(script, table, _KEY))
        if found is None:
            continue
        yield from _too_few(script, table, found)
        yield from _shared(script, table, found, seen)
        seen.append((*found, table))


def _ids(text: str | None) -> tuple[int, int] | None:
    match = None if is_opaque(text) else _IDS.fullmatch(text or "")
    if match is None:
        return None
    first = int(match[1])
    return first, int(match[2]) if match[2] else first


def _too_few(script: Script, table: Table, ids: tuple[int, int]) -> Iterator[Finding]:
    wanted, option = parallelism(script), table.option(_KEY)
    count = ids[1] - ids[0] + 1
    if option is None or wanted is None or count >= wanted or not reads_in_parallel(script, table):
        return
    message = f"{count} server id{'s' * (count != 1)} for {wanted} parallel readers"
    finding = script.flag(*option.value_span, message)
    finding = finding.suggest(f"give a range such as {ids[0]}-{ids[0] + wanted - 1}")
    yield finding.error() if count > 1 and not script.vendor else finding


def _shared(
    script: Script, table: Table, ids: tuple[int, int], seen: list[tuple[int, int, Table]]
) -> Iterator[Finding]:
    option = table.option(_KEY)
    for first, last, other in seen:
        before = other.option(_KEY)
        if option is None or before is None or ids[1] < first or last < ids[0]:
            continue
        if _server(script, table) != _server(script, other):
            continue
        if _is_same(script, table, other):
            continue
        finding = script.flag(*option.value_span, f"`{other.name}` has the same server ids")
        finding = finding.label(script.label(*before.value_span, "here"))
        yield finding.suggest("give each source a range of its own")
        return


def _server(script: Script, table: Table) -> tuple[str | None, str]:
    """The host and the port of the database that a table is read from."""
    options = written_options(script, table)
    return options.get("hostname"), options.get("port") or _PORT


def _is_same(script: Script, table: Table, other: Table) -> bool:
    """Whether both read the same with the same options, so that they are one source."""
    return written_options(script, table) == written_options(script, other)
