"""A type is none of Flink's, or its parameter is out of range.

## Why
The parser takes any name for a type of your own, and the planner then knows none of that name: TEXT, DATETIME
and LONG are those of other systems. A scale above its precision is refused too; a precision above 38 is
cut in silence, and so is only a warning.

## Bad
```sql flink=1.20
CREATE TABLE src (
  id LONG,  -- FL630
  name STRING
) WITH ('connector' = 'datagen');
```

## Good
```sql flink=1.20
CREATE TABLE src (
  id BIGINT,
  name STRING
) WITH ('connector' = 'datagen');
```

## When it does not apply
What the parser itself refuses, such as `BIGINT(20)`, is FL602's.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL630", Severity.ERROR, source="facts of types, from the type parsers of Flink 1.10 to 2.3")
def unknown_type(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL630")
