"""Flink's parser refuses the statement.

## Why
The parser runs when the job is started, so a missing comma shows after the old job was torn down. What
is reported here is what Flink's own grammar refuses, at the token to blame.

## Bad
```sql
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id FRM src;  -- FL602
```

## Good
```sql
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id FROM src;
```

## When it does not apply
A statement whose first word is not known is an info: platforms add statements of their own. Syntax that
another version takes is FL622's, a reserved word as a name FL608's, double quotes FL613's. A comment that
swallows the lines after it, because YAML folded them into one, is a warning.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL602", Severity.ERROR, source="statement 3 of the page; the parsers of Flink 1.10 to 2.3")
def sql_syntax(script: Script) -> Iterator[Finding]:
    yield from script.grammar("FL602")
    for span in script.swallowing_comments():
        message = "YAML folds the lines into one, and the comment goes on over the next of them"
        finding = script.flag(0, 0, message).at(span).warning()
        yield finding.suggest("write the script as a literal block, after `|`")
