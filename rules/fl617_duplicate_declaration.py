"""A table, column, function or alias is declared twice under one name.

## Why
The second declaration is refused: a catalog has one table of a name, a table one column, a FROM one relation.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE src (id BIGINT, name STRING) WITH ('connector' = 'datagen');  -- FL617
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE IF NOT EXISTS src (id BIGINT) WITH ('connector' = 'datagen');
```

## When it does not apply
A temporary table may have the name of a permanent one, which it hides. After DROP or RENAME the name is
free again.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL617", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def duplicate_declaration(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL617")
