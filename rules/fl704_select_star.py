"""INSERT ... SELECT * writes columns by their place, whatever their names.

## Why
Flink matches the columns of a query with those of the sink by position only. With `*` a column that is
added to the source later either breaks the INSERT or, where the types fit, lands in a column of another
name. Where the names already stand in another order, the rows are wrong today.

## Bad
```sql flink=1.20
CREATE TABLE src (id BIGINT, price BIGINT, tax BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, tax BIGINT, price BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT * FROM src;  -- FL704
```

## Good
```sql flink=1.20
CREATE TABLE src (id BIGINT, price BIGINT, tax BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE snk (id BIGINT, tax BIGINT, price BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO snk SELECT id, tax, price FROM src;
```

## When it does not apply
Silent where source and sink are both declared in the script with the same names in the same order. A
warning where the same names stand at other places; an info otherwise: the job runs until somebody changes
the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Table


@rule("FL704", Severity.WARNING, source="apache_flink-kickstarter#311; confluentinc/terraform#495")
def select_star(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for write in flow.writes:
        star = flow.star_of(write)
        if star is None:
            continue
        finding = script.flag(*star.place, "`*` writes columns by their place, not by their names")
        finding = finding.suggest("name the columns")
        if star.read is None or star.read.table is None:
            yield finding.info()
            continue
        source, sink = _names(star.read.table, written=False), write.columns
        if sink is None:
            sink = None if write.table is None else _names(write.table, written=True)
        if source is None or sink is None:
            yield finding.info()
        elif source != sink and set(source) == set(sink):
            pairs = zip(source, sink, strict=True)
            one, other = next((a, b) for a, b in pairs if a != b)
            message = f"`*` writes column `{one}` into column `{other}`"
            yield script.flag(*star.place, message).suggest("name the columns in the sink's order")


def _names(table: Table, *, written: bool) -> tuple[str, ...] | None:
    if table.columns is None or not table.is_complete or table.like is not None:
        return None
    return tuple(c.name for c in table.columns if c.is_written or not written)
