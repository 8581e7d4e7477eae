"""A connector that writes by key has a table without PRIMARY KEY.

## Why
Such a connector keeps one row for each key, and takes the key from the table's PRIMARY KEY. Without one
the job cannot be put together: it ends before it starts.

## Bad
```sql flink=1.20
CREATE TABLE totals (id BIGINT, total DOUBLE) WITH (
  'connector' = 'upsert-kafka',  -- FL611
  'topic' = 'totals',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json',
  'value.format' = 'json'
);
```

## Good
```sql flink=1.20
CREATE TABLE totals (id BIGINT, total DOUBLE, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'totals',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json',
  'value.format' = 'json'
);
```

## When it does not apply
A table made with LIKE, from a query, or with columns that a placeholder stands for may have a key that
is not seen here.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import connector_of, script_flow


@rule(
    "FL611",
    Severity.ERROR,
    source="the factories of upsert-kafka and upsert-pulsar; DTStack/Taier#563",
)
def upsert_needs_primary_key(script: Script) -> Iterator[Finding]:
    for table in script_flow(script).tables:
        found, option = connector_of(script, table), table.option("connector")
        if found is None or option is None or not found.needs_key or table.keys:
            continue
        if table.columns is None or not table.is_complete or table.like is not None:
            continue
        if table.query is not None:
            continue
        message = f"connector '{found.name}' needs a PRIMARY KEY, which `{table.name}` has not"
        finding = script.flag(*option.value_span, message)
        yield finding.suggest("declare PRIMARY KEY (...) NOT ENFORCED")
