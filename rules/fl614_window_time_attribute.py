"""A window, or FOR SYSTEM_TIME AS OF, goes over a column that is no time attribute.

## Why
A window over a stream closes when the watermark passes its end. A TIMESTAMP column without a watermark has
none, and neither has a text or a number: the planner refuses the window. `TUMBLE_START` and its kin must
name the very window of GROUP BY.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, ts TIMESTAMP(3)) WITH ('connector' = 'datagen');
SELECT id, COUNT(*) FROM src
GROUP BY id, TUMBLE(ts, INTERVAL '1' HOUR);  -- FL614
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)
  WITH ('connector' = 'datagen');
SELECT id, COUNT(*) FROM src
GROUP BY id, TUMBLE(ts, INTERVAL '1' HOUR);
```

## When it does not apply
In batch mode any TIMESTAMP will do. Behind a join or an aggregation it is not always known whether a column
is still a time attribute, and then nothing is said.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL614",
    Severity.ERROR,
    source="E20: flink-cdc#262, flinkStreamSQL#271; Flink 1.11, 1.20 and 2.3 asked",
)
def window_time_attribute(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL614")
