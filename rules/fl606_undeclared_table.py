"""A statement names a table that the script does not declare before it.

## Why
The planner looks the name up when the job starts, in the letters it is written in: `Orders` is not `orders`.
What it does not find ends the job before it has begun.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM scr;  -- FL606
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM src;
```

## When it does not apply
A table of a catalog that the script creates or uses is not known here, so nothing is said of it, nor after
a statement that could not be read. The script of a deployment may read
tables that the platform's own catalog holds: there it is only worth a note, save where the name is nearly
that of a table of the script, or of one that comes later.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL606", Severity.WARNING, source="Flink 1.11, 1.20 and 2.3 asked; statement 3 of the page")
def undeclared_table(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL606")
