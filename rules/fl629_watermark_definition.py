"""A watermark is declared for a column that is no time.

## Why
A watermark belongs to a column of the table that is a TIMESTAMP or TIMESTAMP_LTZ of precision 3 at most, and
is itself such a time. All else is refused when the table is created.

## Bad
```sql flink=1.20
CREATE TABLE src (
  id BIGINT,
  ts STRING,
  WATERMARK FOR ts AS ts  -- FL629
) WITH ('connector' = 'datagen');
```

## Good
```sql flink=1.20
CREATE TABLE src (
  id BIGINT,
  text STRING,
  ts AS TO_TIMESTAMP(text),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH ('connector' = 'datagen');
```

## When it does not apply
Flink 1.11 took more precise times, and versions before 1.13 are not judged on it. A computed column whose
type is not known may be a time.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL629", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def watermark_definition(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL629")
