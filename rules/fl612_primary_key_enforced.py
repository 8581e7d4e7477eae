"""A PRIMARY KEY without NOT ENFORCED is refused.

## Why
Flink does not own the data and checks no key, and so it wants the words NOT ENFORCED said. Without them the
table is not created.

## Bad
```sql flink=1.20
CREATE TABLE users (
  id BIGINT,
  PRIMARY KEY (id)  -- FL612
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
Flink 1.10 knows no such words. Up to 1.16 Flink lets a key pass that stands with its column (`id BIGINT PRIMARY
KEY`), and so does this rule where the version is not known.

## Fix
NOT ENFORCED is written behind the key.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL612", Severity.ERROR, source="Flink 1.11 to 1.17, 1.20 and 2.3 asked")
def primary_key_enforced(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL612")
