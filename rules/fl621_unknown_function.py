"""A function is not there in this version of Flink, or takes another number of arguments.

## Why
A function that is neither built in nor declared ends the job before it has begun, and so does a call with too
many or too few arguments. It is an error where the name is nearly that of a built-in one, where the
function came with a later version, and where only the count is wrong.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT UPER(name) FROM src;  -- FL621
SELECT LOWER(name, 1) FROM src;  -- FL621
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
  WITH ('connector' = 'datagen');
SELECT UPPER(name) FROM src;
SELECT LOWER(name) FROM src;
```

## When it does not apply
Functions that the script declares, those of a catalog or a module that it uses, and those with a catalog's
name before them are not judged. A deployment may use functions that were registered with the platform:
there an unknown name is a note, and a warning where it is nearly that of a built-in one.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL621", Severity.WARNING, source="the function tables of Flink 1.10 to 2.3")
def unknown_function(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL621")
