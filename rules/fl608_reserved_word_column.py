"""A reserved word is used as a name without backticks.

## Why
Flink's parser refuses a reserved word as the name of a column or table. The list grows with its versions,
so a script that ran before an upgrade can stop at it.

## Bad
```sql
CREATE TABLE src (
  id BIGINT,
  timestamp BIGINT  -- FL608
) WITH ('connector' = 'datagen');
```

## Good
```sql
CREATE TABLE src (
  id BIGINT,
  `timestamp` BIGINT
) WITH ('connector' = 'datagen');
```

## When it does not apply
Where the version is not known, only words that every version reserves are reported.

## Fix
Put the name in backticks (safe).
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule(
    "FL608",
    Severity.ERROR,
    source="the parsers of Flink 1.10 to 2.3, word by word; dbt-flink-adapter#19",
)
def reserved_word_column(script: Script) -> Iterator[Finding]:
    yield from script.grammar("FL608")
