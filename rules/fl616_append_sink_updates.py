"""A query that changes its own results writes into a sink that can only add rows.

## Why
A GROUP BY without a window, an outer join or a DISTINCT takes back what it wrote before. Kafka with a plain
format, files and the like have no way to take rows back, so the planner refuses the job.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (name STRING, n BIGINT) WITH ('connector' = 'kafka', 'topic' = 'n',
  'properties.bootstrap.servers' = 'k:9092', 'format' = 'json');
INSERT INTO snk SELECT name, COUNT(*) FROM src GROUP BY name;  -- FL616
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (name STRING, n BIGINT, PRIMARY KEY (name) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'n', 'properties.bootstrap.servers' = 'k:9092',
  'key.format' = 'json', 'value.format' = 'json');
INSERT INTO snk SELECT name, COUNT(*) FROM src GROUP BY name;
```

## When it does not apply
In batch mode every result is written once. A format that carries changes (debezium-json, canal-json) takes
them, and of connectors that are not known to refuse changes nothing is said.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL616",
    Severity.WARNING,
    source="E22: flink-http-connector#142, flink-cdc#766, #1948; Flink 1.11, 1.20 and 2.3 asked",
)
def append_sink_updates(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL616")
