"""A key that is made anew each time the row is computed.

## Why
After a failure Flink computes rows again, and an update is computed again to take back the row before it.
A key from UUID(), RAND() or the current time is then another one: the sink keeps both rows, and what was
to be replaced stays for ever.

## Bad
```sql flink=1.20
CREATE TABLE src (amount BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id STRING, amount BIGINT, PRIMARY KEY (id) NOT ENFORCED)
WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT UUID(), amount FROM src;  -- FL716
```

## Good
```sql flink=1.20
CREATE TABLE src (id STRING, amount BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id STRING, amount BIGINT, PRIMARY KEY (id) NOT ENFORCED)
WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, amount FROM src;
```

## When it does not apply
A time that is cut to the day or hour is a key of its own making; only calls that stand for the key column
themselves, or in a CAST or concatenation, are judged.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow


@rule("FL716", Severity.WARNING, source="Flink's page on determinism in continuous queries")
def non_deterministic_key(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for write in flow.writes:
        for made in flow.unstable_keys(write):
            message = f"key `{made.column}` is {made.function}, another one each time"
            finding = script.flag(*made.place, message)
            yield finding.suggest("take a key from the row itself")
    for made in flow.unstable_joins:
        message = f"the join compares with {made.function}, another value each time"
        yield script.flag(*made.place, message).suggest("compare columns of both sides")
