"""Two lists of columns that go together differ in length.

## Why
The sides of a UNION, the columns of a view or an alias and those of its query, the value before IN and the
query behind it: each goes with the other by position, and the planner refuses lists that differ.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT id, name FROM src
UNION ALL
SELECT id FROM src;  -- FL631
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT id, name FROM src
UNION ALL
SELECT id, CAST(NULL AS STRING) FROM src;
```

## When it does not apply
Where the columns of one side are not all known, nothing is said. INSERT is FL607's.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL631", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def query_width(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL631")
