"""A regular join keeps every row of both sides for ever.

## Why
A join that no time bounds must remember all rows that it has seen, since any of them may match later.
With endless streams the state grows until checkpoints fail or the disk is full, often after weeks.
`table.exec.state.ttl` limits the age of the state; a join within an interval, within a window or with a
table as of a time needs none.

## Bad
```sql flink=1.20
SET 'table.exec.mini-batch.enabled' = 'false';
CREATE TABLE orders (id BIGINT, item BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE paid (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT o.id FROM orders AS o
JOIN paid AS p ON o.id = p.id;  -- FL701
```

## Good
```sql flink=1.20
SET 'table.exec.state.ttl' = '36 h';
CREATE TABLE orders (id BIGINT, item BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE paid (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT o.id FROM orders AS o
JOIN paid AS p ON o.id = p.id;
```

## When it does not apply
An info where no side is known to be an endless stream of new rows: the state of a keyed table's changes
is no larger than that table. An info too for a bare script that sets no option of the table API, whose
options stand elsewhere. Silent in batch mode, where all sides end, where the managed engine has a limit of
its own, and where a hint gives the state a time to live.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.streams import (
    STATE_TTL,
    by_what_is_known,
    is_bounded,
    is_endless_log,
    keeps_state_for_ever,
)


@rule("FL701", Severity.WARNING, source="the managed service's pages on joins and on state size")
def join_without_ttl(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    if not flow.joins or not keeps_state_for_ever(script):
        return
    for join in flow.joins:
        right = [read.table for read in flow.sources(join.right)]
        left = [read.table for side in join.left for read in flow.sources(side)]
        sides = left + right
        if not left or not right or join.has_ttl_hint:
            continue
        if all(is_bounded(script, table) for table in sides):
            continue
        finding = script.flag(*join.place, "this join keeps all rows of both sides for ever")
        finding = finding.suggest(f"set '{STATE_TTL}', or bound the join by time")
        endless = any(is_endless_log(script, table) for table in sides)
        yield by_what_is_known(script, finding) if endless else finding.info()
