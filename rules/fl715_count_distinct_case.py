"""COUNT(DISTINCT CASE WHEN ...) where FILTER would share its state.

## Why
Flink keeps the distinct values of one column once for all counts that differ by FILTER only. A CASE makes
each of them a value of its own, with a state of its own.

## Bad
```sql flink=1.20
CREATE TABLE clicks (dt STRING, kind STRING, visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (dt STRING, web BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT dt,
  COUNT(DISTINCT CASE WHEN kind = 'web' THEN visitor END)  -- FL715
FROM clicks GROUP BY dt;
```

## Good
```sql flink=1.20
CREATE TABLE clicks (dt STRING, kind STRING, visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (dt STRING, web BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT dt,
  COUNT(DISTINCT visitor) FILTER (WHERE kind = 'web')
FROM clicks GROUP BY dt;
```

## When it does not apply
A CASE with several WHEN, or with an ELSE, has no such form.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow


@rule("FL715", Severity.INFO, source="the managed service's page on SQL practice")
def count_distinct_case(script: Script) -> Iterator[Finding]:
    for place in script_flow(script).distinct_cases:
        finding = script.flag(*place, "a CASE in a distinct count keeps a state of its own")
        yield finding.suggest("write COUNT(DISTINCT ...) FILTER (WHERE ...)")
