"""A column, a field, an alias or a named window is not there under the name that is written.

## Why
Names are found in the letters they are written in: `Id` is not `id`. The planner refuses the statement when
the job starts.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, nmae FROM src;  -- FL619
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, name FROM src;
```

## When it does not apply
Where one of the tables in scope is not wholly known, the column may be there, and nothing is said. Fields
of a ROW can be named without the ROW, as Flink does.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL619", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def unknown_column(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL619")
