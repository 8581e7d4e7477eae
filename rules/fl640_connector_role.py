"""A table is read or written in a way that its connector does not have.

## Why
Some connectors only read, some only write. The job cannot be put together: Flink answers that the connector
"can only be used as a sink", or the other way round.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE out_log (id BIGINT) WITH ('connector' = 'print');
INSERT INTO out_log SELECT id FROM src;
INSERT INTO src SELECT id FROM src;  -- FL640
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE out_log (id BIGINT) WITH ('connector' = 'print');
INSERT INTO out_log SELECT id FROM src;
```

## When it does not apply
Only connectors whose uses are fully known are judged. A warning on the managed service, whose own builds
may do more.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import connector_of, script_flow


@rule("FL640", Severity.ERROR, source="the connectors' factories; Flink's FactoryUtil")
def connector_role(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for write in flow.writes:
        found = connector_of(script, write.table)
        if found is None or not found.is_complete or "sink" in found.roles:
            continue
        message = f"connector '{found.name}' cannot be written to"
        finding = script.flag(*write.span, message).suggest("write to another table")
        yield finding.warning() if script.vendor else finding
    for read in flow.reads:
        found = connector_of(script, read.table)
        if found is None or not found.is_complete or "source" in found.roles or read.is_lookup:
            continue
        use = (
            "only be looked up and written to" if "lookup" in found.roles else "only be written to"
        )
        finding = script.flag(*read.span, f"connector '{found.name}' can {use}")
        finding = finding.suggest("read from another table")
        yield finding.warning() if script.vendor else finding
