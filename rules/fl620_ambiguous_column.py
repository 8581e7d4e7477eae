"""A column without the name of its table is in two tables of the FROM.

## Why
The planner does not choose for you: it refuses the statement.

## Bad
```sql flink=1.20
CREATE TABLE a (id BIGINT, x INT) WITH ('connector' = 'datagen');
CREATE TABLE b (id BIGINT, y INT) WITH ('connector' = 'datagen');
SELECT id, x, y FROM a JOIN b ON a.id = b.id;  -- FL620
```

## Good
```sql flink=1.20
CREATE TABLE a (id BIGINT, x INT) WITH ('connector' = 'datagen');
CREATE TABLE b (id BIGINT, y INT) WITH ('connector' = 'datagen');
SELECT a.id, x, y FROM a JOIN b ON a.id = b.id;
```

## When it does not apply
The columns of USING and of a NATURAL JOIN are one column and need no table.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL620", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def ambiguous_column(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL620")
