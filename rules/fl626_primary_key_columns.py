"""A PRIMARY KEY names a column that cannot be in it, or there is a second one.

## Why
A key is made of columns that the table holds: each is declared, stands in the key once, and is neither
computed nor metadata. A table has one key.

## Bad
```sql flink=1.20
CREATE TABLE users (
  id BIGINT,
  PRIMARY KEY (uid) NOT ENFORCED  -- FL626
) WITH ('connector' = 'datagen');
```

## Good
```sql flink=1.20
CREATE TABLE users (
  id BIGINT,
  PRIMARY KEY (id) NOT ENFORCED
) WITH ('connector' = 'datagen');
```

## When it does not apply
The columns of a table made with LIKE of an unseen table are not known.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL626", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked")
def primary_key_columns(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL626")
