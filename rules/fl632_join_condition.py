"""A JOIN has neither ON nor USING.

## Why
The planner refuses it; a join of each row with each is written CROSS JOIN.

## Bad
```sql flink=1.20
CREATE TABLE a (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE b (k BIGINT) WITH ('connector' = 'datagen');
SELECT id, k FROM a
JOIN b;  -- FL632
```

## Good
```sql flink=1.20
CREATE TABLE a (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE b (k BIGINT) WITH ('connector' = 'datagen');
SELECT id, k FROM a
JOIN b ON a.id = b.k;
```

## When it does not apply
CROSS JOIN, NATURAL JOIN and a comma need no condition.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL632", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def join_condition(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL632")
