"""A lookup join asks the database for every single row.

## Why
Without a cache each row of the stream is one query. The database sets the pace of the whole job, and
a peak in the stream is a peak of load on a database that others use too.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT, p AS PROCTIME()) WITH ('connector' = 'datagen');
CREATE TABLE items (id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'jdbc', 'url' = 'jdbc:mysql://db/shop', 'table-name' = 'items'
);
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT o.id, i.name FROM orders AS o
JOIN items FOR SYSTEM_TIME AS OF o.p AS i ON o.id = i.id;  -- FL714
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT, p AS PROCTIME()) WITH ('connector' = 'datagen');
CREATE TABLE items (id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'jdbc', 'url' = 'jdbc:mysql://db/shop', 'table-name' = 'items',
  'lookup.cache' = 'PARTIAL', 'lookup.partial-cache.max-rows' = '10000',
  'lookup.partial-cache.expire-after-write' = '10 min'
);
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT o.id, i.name FROM orders AS o
JOIN items FOR SYSTEM_TIME AS OF o.p AS i ON o.id = i.id;
```

## When it does not apply
A cache shows old rows: where each lookup must be up to date, there can be none. Connectors that cache by
themselves, or not at all, are passed over.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import connector_of, script_flow, written_options


@rule("FL714", Severity.INFO, source="the JDBC connector's page; the managed service's pages")
def lookup_without_cache(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for read in flow.reads:
        found = connector_of(script, read.table) if read.is_lookup else None
        if found is None or read.table is None or "lookup" not in found.roles:
            continue
        keys = [key for key in found.options if "cache" in key.lower()]
        written = written_options(script, read.table)
        if not keys or not read.table.options_complete or read.table.like is not None:
            continue
        if any("cache" in key.lower() for key in written):
            continue
        default = next((found.options[key].default for key in keys if key == "cache"), None)
        if isinstance(default, str) and default.lower() != "none":
            continue
        finding = script.flag(*read.span, f"every row asks `{read.name}` anew: it has no cache")
        yield finding.suggest(f"set one, such as '{keys[0]}', if rows may be a little old")
