"""A partition without rows holds the watermark back, and windows never close.

## Why
The watermark of a source is that of its slowest partition. One that gets no rows, for lack of traffic or
because there are more partitions than writers, keeps it where it is: no window of the whole job closes,
and nothing fails. `table.exec.source.idle-timeout` passes such a partition over.

## Bad
```sql flink=1.20
CREATE TABLE clicks (id BIGINT, ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND  -- FL707
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'c', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
CREATE TABLE snk (id BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, COUNT(*) FROM clicks GROUP BY id, TUMBLE(ts, INTERVAL '1' MINUTE);
```

## Good
```sql flink=1.20
SET 'table.exec.source.idle-timeout' = '30 s';
CREATE TABLE clicks (id BIGINT, ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'c', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
CREATE TABLE snk (id BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, COUNT(*) FROM clicks GROUP BY id, TUMBLE(ts, INTERVAL '1' MINUTE);
```

## When it does not apply
A topic with a single partition, or with traffic on all of them at all times, needs none. Said only of
sources with partitions, in a script that groups by windows.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow, written_options
from flinklint.script_options import script_options
from flinklint.streams import IDLE_TIMEOUT, is_of


@rule("FL707", Severity.INFO, source="FLINK-38477; the managed service's page on parameters")
def idle_source(script: Script) -> Iterator[Finding]:
    options, flow = script_options(script), script_flow(script)
    if not flow.windows or options.get(IDLE_TIMEOUT).state != "default":
        return
    if not options.is_streaming:
        return
    windowed = {id(r.table) for window in flow.windows for r in flow.sources(window.source)}
    for table in flow.tables:
        if id(table) not in windowed or not (is_of(table, "log") or is_of(table, "keyed")):
            continue
        if "scan.watermark.idle-timeout" in written_options(script, table):
            continue
        for watermark in table.watermarks:
            message = "a partition without rows keeps the windows over this watermark open"
            finding = script.flag(*watermark.path_span, message)
            yield finding.suggest(f"set '{IDLE_TIMEOUT}', to 30 s for instance")
