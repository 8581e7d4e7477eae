"""An INSERT has another number of columns than the table takes.

## Why
Flink matches the columns of the query with those of the sink by position. One too few or too many is refused
when the job starts; with `SELECT *` that happens when somebody adds a column to the source.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name, amount FROM src;  -- FL607
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM src;
```

## When it does not apply
Computed columns and virtual metadata columns of the sink are not written, and columns of a static
PARTITION are not counted. Of a sink or a query that is not wholly known nothing is said.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL607",
    Severity.ERROR,
    source="E23: kickstarter#311, terraform-provider-confluent#495; Flink 1.11, 1.20 and 2.3 asked",
)
def insert_column_count(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL607")
