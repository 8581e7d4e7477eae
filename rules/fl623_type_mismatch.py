"""An operand, an argument, a branch or a value is of a type that does not go there.

## Why
Flink converts few types by itself: a number into a wider one, a text into a text. All else is refused when
the job starts, and wants a CAST.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT name, name FROM src;  -- FL623
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT CAST(name AS BIGINT), name FROM src;
```

## When it does not apply
Only what every version that was asked refuses is reported. The results of functions that are not known, and
all that is made of them, are not judged.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL623",
    Severity.ERROR,
    source="every type against every other with the planners of Flink 1.11, 1.20 and 2.3",
)
def type_mismatch(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL623")
