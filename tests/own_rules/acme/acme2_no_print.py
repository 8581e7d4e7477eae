"""No table writes to the log of the task managers.

## Bad
```sql flink=1.20
CREATE TABLE sink (id INT) WITH ('connector' = 'print');  -- ACME2
```

## Good
```sql flink=1.20
CREATE TABLE sink (id INT) WITH ('connector' = 'blackhole');
```
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("ACME2", Severity.ERROR, source="acme's handbook")
def no_print(script: Script) -> Iterator[Finding]:
    at = script.text.find("'print'")
    if at >= 0:
        yield script.flag(at, at + len("'print'"), "`print` writes to the log")
