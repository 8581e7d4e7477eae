"""A watermark allows for no delay, so every row that is a little late is dropped.

## Why
`WATERMARK FOR ts AS ts` says that no row is older than one already seen. Rows of a log with several
partitions or writers come out of order all the time: a window has closed before they come, and they are
left out without a word.

## Bad
```sql flink=1.20
CREATE TABLE clicks (id BIGINT, ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts  -- FL708
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'c', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
```

## Good
```sql flink=1.20
CREATE TABLE clicks (id BIGINT, ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'c', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
```

## When it does not apply
A log that is written by one writer into one partition is in order. Only logs are judged.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options
from flinklint.streams import is_of


@rule("FL708", Severity.INFO, source="the managed service's page on watermarks")
def watermark_zero_delay(script: Script) -> Iterator[Finding]:
    if not script_options(script).is_streaming:
        return
    flow = script_flow(script)
    for table in flow.tables:
        for place in flow.undelayed(table) if is_of(table, "log") else ():
            finding = script.flag(*place, "this watermark allows for no delay")
            yield finding.suggest("subtract what rows may be late by: - INTERVAL '5' SECOND")
