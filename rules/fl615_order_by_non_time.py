"""A stream is sorted by something else than its time.

## Why
A stream has no end at which it could be sorted. Only a sort that starts with a time attribute can go along
with the watermark; all else is refused when the job starts.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM src ORDER BY name;  -- FL615
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM src ORDER BY name LIMIT 10;
```

## When it does not apply
With LIMIT it is a Top-N, and in batch mode there is an end. The ORDER BY of a query inside of another one
is left out by the planner.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL615",
    Severity.ERROR,
    source="E21: flinkStreamSQL#357, FLINK-40449; Flink 1.11, 1.20 and 2.3 asked",
)
def order_by_non_time(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL615")
