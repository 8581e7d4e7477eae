"""A Kafka source names no consumer group, so its offsets are nowhere to be seen.

## Why
Without `properties.group.id` Kafka keeps no offsets for the job: no tool shows how far it lags behind, and
a start from the group's offsets has nothing to start from. The sources of Flink 1.11 to 1.13 and of the
managed service ask for a group.

## Bad
```sql flink=1.12
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'kafka',  -- FL706
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'scan.startup.mode' = 'latest-offset',
  'format' = 'json'
);
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id FROM orders;
```

## Good
```sql flink=1.12
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
An info from Flink 1.14 on where a startup mode is given: that source runs without a group. A table that is
only written has none.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow, written_options
from flinklint.streams import is_of

_NEW_SOURCE = (1, 14)


@rule("FL706", Severity.WARNING, source="the managed service's Kafka page; Flink 1.11's Kafka page")
def group_id_missing(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for table in flow.tables:
        option = table.option("connector")
        if option is None or not is_of(table, "kafka") or not flow.reads_of(table):
            continue
        written = written_options(script, table)
        if "properties.group.id" in written or table.like is not None:
            continue
        mode = written.get("scan.startup.mode", "")
        if not table.options_complete or ("scan.startup.mode" not in written):
            continue  # FL705 speaks of the start
        old = script.flink_version is not None and script.flink_version < _NEW_SOURCE
        finding = script.flag(*option.value_span, "this source names no 'properties.group.id'")
        finding = finding.suggest("add 'properties.group.id', one for each job")
        yield finding if old or script.vendor or mode == "group-offsets" else finding.info()
