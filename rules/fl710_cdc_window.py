"""A window groups the changes of a database table.

## Why
A window is closed when the time is over, and takes only new rows. A CDC source also gives updates and
deletes: the planner refuses the job ("doesn't support consuming update and delete changes"). Windows by
table function take them from Flink 1.19 on.

## Bad
```sql flink=1.17
CREATE TABLE orders (
  id BIGINT, ts TIMESTAMP(3), PRIMARY KEY (id) NOT ENFORCED, WATERMARK FOR ts AS ts
) WITH (
  'connector' = 'mysql-cdc', 'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
  'database-name' = 'shop', 'table-name' = 'orders', 'server-id' = '5401-5404'
);
CREATE TABLE snk (n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT COUNT(*) FROM orders
GROUP BY TUMBLE(ts, INTERVAL '1' DAY);  -- FL710
```

## Good
```sql flink=1.17
CREATE TABLE orders (
  id BIGINT, ts TIMESTAMP(3), PRIMARY KEY (id) NOT ENFORCED, WATERMARK FOR ts AS ts
) WITH (
  'connector' = 'mysql-cdc', 'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
  'database-name' = 'shop', 'table-name' = 'orders', 'server-id' = '5401-5404'
);
CREATE TABLE snk (n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT COUNT(*) FROM orders GROUP BY DATE_FORMAT(ts, 'yyyy-MM-dd');
```

## When it does not apply
A warning on the managed service, whose engine may take more. Only a window right over a CDC table (or a
view of one) is judged, not what other queries have made of its changes.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options
from flinklint.streams import has_changes, is_of

_WINDOW_FUNCTIONS_TAKE_CHANGES = (1, 19)


@rule("FL710", Severity.ERROR, source="apache/flink-cdc#262; the managed service's CDC page")
def cdc_window(script: Script) -> Iterator[Finding]:
    if not script_options(script).is_streaming:
        return
    flow, version = script_flow(script), script.flink_version
    for window in flow.windows:
        newer = version is None or version >= _WINDOW_FUNCTIONS_TAKE_CHANGES
        if not window.is_old and newer:
            continue
        for read in flow.direct_sources(window.source):
            if is_of(read.table, "cdc") and has_changes(script, read.table):
                message = f"a window takes no updates, which `{read.name}` gives"
                finding = script.flag(*window.place, message)
                finding = finding.label(script.label(*read.span, "the changes of a table"))
                finding = finding.suggest("group by the truncated time instead")
                yield finding.warning() if script.vendor else finding
