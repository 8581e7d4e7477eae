"""A Kafka source does not say where to start, and starts at offsets that nobody has committed.

## Why
Without `scan.startup.mode` the source starts at the offsets that its consumer group has committed. At
the first start there are none: from Flink 1.14 on the job then fails, unless
`properties.auto.offset.reset` says what to do.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'kafka',  -- FL705
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'orders',
  'format' = 'json'
);
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id FROM orders;
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'orders',
  'scan.startup.mode' = 'latest-offset',
  'format' = 'json'
);
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id FROM orders;
```

## When it does not apply
An info up to Flink 1.13, whose source falls back to the newest rows and thus skips the ones that are
there. A table that is only written has no start.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow, written_options
from flinklint.streams import is_of

_NEW_SOURCE = (1, 14)


@rule("FL705", Severity.WARNING, source="apache/paimon#5120; FLINK-24697")
def startup_mode_missing(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for table in flow.tables:
        option = table.option("connector")
        if option is None or not is_of(table, "kafka") or not flow.reads_of(table):
            continue
        written = written_options(script, table)
        if "scan.startup.mode" in written or "properties.auto.offset.reset" in written:
            continue
        if nearest("scan.startup.mode", written):
            continue  # of one that is misspelt, FL610 speaks
        if not table.options_complete or table.like is not None:
            continue
        version = script.flink_version
        old = version is not None and version < _NEW_SOURCE
        message = "without 'scan.startup.mode' the first start fails: the group has no offsets yet"
        if old:
            message = "without 'scan.startup.mode' the first start skips the rows that are there"
        finding = script.flag(*option.value_span, message)
        finding = finding.suggest("add 'scan.startup.mode' = 'earliest-offset' or 'latest-offset'")
        yield finding.info() if old else finding
