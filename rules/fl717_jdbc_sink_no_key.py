"""Updates are written to a database table that declares no PRIMARY KEY.

## Why
Without the key the connector can only insert. A query that updates its rows (a GROUP BY without window, a
regular outer join, the changes of a table) is refused when the job is put together.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, n BIGINT) WITH (
  'connector' = 'jdbc',  -- FL717
  'url' = 'jdbc:mysql://db/shop', 'table-name' = 'counts'
);
INSERT INTO snk SELECT id, COUNT(*) FROM src GROUP BY id;
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, n BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'jdbc', 'url' = 'jdbc:mysql://db/shop', 'table-name' = 'counts'
);
INSERT INTO snk SELECT id, COUNT(*) FROM src GROUP BY id;
```

## When it does not apply
Rows that are only added need no key, though with one a restart writes none of them twice.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options
from flinklint.streams import has_changes, is_of


@rule("FL717", Severity.WARNING, source="the JDBC connector's page and its sink; Taier#563")
def jdbc_sink_no_key(script: Script) -> Iterator[Finding]:
    if not script_options(script).is_streaming:
        return
    flow = script_flow(script)
    for table in flow.tables:
        option = table.option("connector")
        if option is None or not is_of(table, "database") or table.keys or table.like is not None:
            continue
        if table.columns is None or not table.is_complete:
            continue
        for write in flow.writes_of(table):
            place = flow.updates(write, lambda read: has_changes(script, read.table))
            if place is None:
                continue
            finding = script.flag(*option.value_span, f"`{table.name}` gets updates and has no key")
            finding = finding.label(script.label(*place, "this updates rows"))
            yield finding.suggest("declare PRIMARY KEY (...) NOT ENFORCED")
            break
