"""An option's key or value is in double quotes.

## Why
Flink's strings stand in single quotes; a double-quoted text is an error of the parser in every place. It
comes with text copied from JSON or other dialects.

## Bad
```sql
CREATE TABLE src (id BIGINT) WITH (
  "connector" = 'datagen'  -- FL613
);
```

## Good
```sql
CREATE TABLE src (id BIGINT) WITH (
  'connector' = 'datagen'
);
```

## When it does not apply
Double quotes inside a single-quoted text are part of it.

## Fix
Write single quotes (safe).
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL613", Severity.ERROR, source="the parsers of Flink 1.10 to 2.3")
def quotes_in_with(script: Script) -> Iterator[Finding]:
    yield from script.grammar("FL613")
