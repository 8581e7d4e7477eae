"""A Top-N query writes the row number out, so one new row updates all ranks below it.

## Why
Where the rank is part of the result, a row that comes in at rank 1 changes the rank of each row after it,
and all of them are sent to the sink again. Without the rank in the output only the row that comes in and
the one that drops out are sent, and Flink need not keep the ranks.

## Bad
```sql flink=1.20
CREATE TABLE sales (shop BIGINT, item BIGINT, amount BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (shop BIGINT, item BIGINT, rn BIGINT, PRIMARY KEY (shop, rn) NOT ENFORCED)
WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT shop, item, rn FROM (
  SELECT shop, item, ROW_NUMBER() OVER (PARTITION BY shop ORDER BY amount DESC) AS rn  -- FL713
  FROM sales
) WHERE rn <= 10;
```

## Good
```sql flink=1.20
CREATE TABLE sales (shop BIGINT, item BIGINT, amount BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (shop BIGINT, item BIGINT, PRIMARY KEY (shop, item) NOT ENFORCED)
WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT shop, item FROM (
  SELECT shop, item, ROW_NUMBER() OVER (PARTITION BY shop ORDER BY amount DESC) AS rn
  FROM sales
) WHERE rn <= 10;
```

## When it does not apply
Who reads the result may need the rank. Keeping a single row (`rn = 1`) is deduplication, whose rank is
always 1.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.script_options import script_options


@rule("FL713", Severity.INFO, source="the managed service's page on SQL practice")
def top_n_rownum_output(script: Script) -> Iterator[Finding]:
    if not script_options(script).is_streaming:
        return
    for place in script_flow(script).ranks_written:
        finding = script.flag(*place, "the rank is written out: one new row updates all below it")
        yield finding.suggest("leave the rank out of the outer SELECT")
