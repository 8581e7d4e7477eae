"""Mini-batch and a time to live of state together can keep a result from being updated.

## Why
With mini-batch a key that was not touched in this batch does not renew the age of its state, and where
the result did not change Flink sends nothing on. A key that is read often but changes rarely can thus lose
its state before `table.exec.state.ttl` seems to be over, and its next result starts anew.

## Bad
```sql flink=1.20
SET 'table.exec.mini-batch.enabled' = 'true';  -- FL703
SET 'table.exec.mini-batch.allow-latency' = '2 s';
SET 'table.exec.mini-batch.size' = '5000';
SET 'table.exec.state.ttl' = '1 h';
CREATE TABLE clicks (visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (visitor BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT visitor, COUNT(*) FROM clicks GROUP BY visitor;
```

## Good
```sql flink=1.20
SET 'table.exec.state.ttl' = '36 h';
CREATE TABLE clicks (visitor BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (visitor BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT visitor, COUNT(*) FROM clicks GROUP BY visitor;
```

## When it does not apply
A time to live that is longer than any key rests does no harm; a script that groups nothing is passed over.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options
from flinklint.streams import MINI_BATCH, STATE_TTL


@rule("FL703", Severity.INFO, source="the managed service's FAQ on expired keys")
def ttl_with_mini_batch(script: Script) -> Iterator[Finding]:
    options = script_options(script)
    batch = options.get(MINI_BATCH)
    if not batch.is_true or not options.is_streaming or not script_flow(script).groupings:
        return
    ttl, duration = options.duration(STATE_TTL)
    if ttl.state != "set" or duration is None or not duration.nanoseconds:
        return
    message = f"mini-batch and a time to live of {ttl.text} can reset keys that rest"
    finding = batch.flag(script, message).suggest("take a longer time, or do without mini-batch")
    yield ttl.because(finding, script, "the time to live")
