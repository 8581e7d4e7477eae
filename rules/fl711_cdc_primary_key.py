"""A CDC source that reads its snapshot in parallel has no PRIMARY KEY to split the table by.

## Why
The connector cuts the table into chunks by its key, reads them side by side, and merges the changes of
the meantime by key. Without one the job does not start, unless another column is named for the chunks.

## Bad
```sql flink=1.17
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'mysql-cdc',  -- FL711
  'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
  'database-name' = 'shop', 'table-name' = 'orders', 'server-id' = '5401-5404'
);
```

## Good
```sql flink=1.17
CREATE TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'mysql-cdc',
  'hostname' = 'db', 'username' = 'u', 'password' = '${pw}',
  'database-name' = 'shop', 'table-name' = 'orders', 'server-id' = '5401-5404'
);
```

## When it does not apply
The connectors of Flink 1.11 and 1.12 read the snapshot with one reader; so does one with
`scan.incremental.snapshot.enabled` = false. A table with `scan.incremental.snapshot.chunk.key-column` is
cut by that column.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow, written_options
from flinklint.streams import reads_in_parallel


@rule("FL711", Severity.WARNING, source="the MySQL CDC connector's page, incremental snapshot")
def cdc_primary_key(script: Script) -> Iterator[Finding]:
    for table in script_flow(script).tables:
        option = table.option("connector")
        if option is None or option.value != "mysql-cdc" or table.keys or table.like is not None:
            continue
        if table.columns is None or not table.is_complete or table.query is not None:
            continue
        chunks = "scan.incremental.snapshot.chunk.key-column"
        if chunks in written_options(script, table) or not reads_in_parallel(script, table):
            continue
        finding = script.flag(*option.value_span, "without PRIMARY KEY the snapshot has no chunks")
        yield finding.suggest("declare the table's PRIMARY KEY (...) NOT ENFORCED")
