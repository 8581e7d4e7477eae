"""A GROUP BY, DISTINCT or Top-N keeps every group for ever.

## Why
Without a window a group may get another row at any time, so Flink keeps each of them. Where keys keep
coming (order numbers, sessions, days) the state grows without end; `table.exec.state.ttl` lets go of
groups that have had no row for that long.

## Bad
```sql flink=1.20
CREATE TABLE clicks (visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (visitor BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT visitor, COUNT(*) FROM clicks
GROUP BY visitor;  -- FL702
```

## Good
```sql flink=1.20
SET 'table.exec.state.ttl' = '36 h';
CREATE TABLE clicks (visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (visitor BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT visitor, COUNT(*) FROM clicks
GROUP BY visitor;
```

## When it does not apply
Silent in batch mode, over tables that end, over the changes of a keyed table, where the managed engine has
a limit of its own, and where a hint gives the state a time to live. Keys that are few need no limit.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.streams import STATE_TTL, is_endless_log, keeps_state_for_ever


@rule("FL702", Severity.INFO, source="the managed service's page on the size of state")
def group_by_without_ttl(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    if not flow.groupings or not keeps_state_for_ever(script):
        return
    for grouping in flow.groupings:
        sources = flow.sources(grouping.select)
        if grouping.has_ttl_hint or not grouping.has_keys:
            continue
        if any(is_endless_log(script, read.table) for read in sources):
            finding = script.flag(*grouping.place, "this keeps every group for ever")
            yield finding.suggest(f"set '{STATE_TTL}' if the keys keep coming")
