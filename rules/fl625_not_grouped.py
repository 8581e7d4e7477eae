"""A grouped query names a column that is neither grouped nor aggregated, or an aggregate where there is none.

## Why
A group has one value of what it is grouped by and of its aggregates; which of a group's values another
column should have is not said. Neither can WHERE see aggregates, nor an aggregate hold another.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT id, name, SUM(amount) FROM src GROUP BY id;  -- FL625
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT id, name, SUM(amount) FROM src GROUP BY id, name;
```

## When it does not apply
An expression that is written in GROUP BY in the same way may be selected. A function that the script
declares may be an aggregate: what stands in it is not judged.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL625", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def not_grouped(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL625")
