"""A table has no connector, so nothing can read or write it.

## Why
Flink finds the code that reads and writes a table by the option `connector`. Without it Flink 1.15 to
1.20 refuse the CREATE TABLE; all others refuse the first statement that uses the table. Flink 1.10
knows `connector.type` instead, which later versions take up to 1.13.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH ('topic' = 'orders');  -- FL609
CREATE TABLE sums (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO sums SELECT id FROM orders;
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE sums (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO sums SELECT id FROM orders;
```

## When it does not apply
A table in a catalog of its own may need none, nor does one made with LIKE or AS. A table that nothing
uses is an info where the version takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Table

_WITH = re.compile(r"\bWITH(?=\s*\()", re.IGNORECASE)
_OWN_CATALOG = "default_catalog"
_OLD_STYLE = ((1, 11), (1, 13))  # both styles are read
_REFUSES_TABLE = ((1, 15), (1, 20))


@rule("FL609", Severity.ERROR, source="Flink 1.11, 1.20 and 2.3 asked; FLIP-95")
def missing_connector(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    if flow.catalog.is_foreign or flow.catalog.is_unsure:
        return
    for table in flow.tables:
        if not _is_judged(table):
            continue
        used = bool(flow.reads_of(table) or flow.writes_of(table))
        finding = _judged(script, table, used)
        if finding is not None:
            yield finding


def _is_judged(table: Table) -> bool:
    if table.path[0] != _OWN_CATALOG:
        return False
    if table.like is not None or table.query is not None or not table.options_complete:
        return False
    return table.node.args.get("source") is None and table.node.args.get("kind") == "TABLE"


def _judged(script: Script, table: Table, used: bool) -> Finding | None:
    version = script.flink_version
    new, old = table.option("connector"), table.option("connector.type")
    if version == (1, 10):
        if old is not None or new is None:
            return None
        message = "Flink 1.10 finds a connector by 'connector.type', not by 'connector'"
        finding = script.flag(*new.key_span, message)
        finding = finding.warning() if script.vendor else finding
        return finding.suggest("write 'connector.type' and its kin, or take a later Flink")
    if new is not None or (old is not None and (version is None or version <= _OLD_STYLE[1])):
        return None
    if old is not None:
        finding = script.flag(*old.key_span, "'connector.type' is not read since Flink 1.14")
        return finding.suggest("write 'connector', with the options of that connector")
    finding = script.flag(*_place(script, table), f"table `{table.name}` has no 'connector'")
    finding = finding.suggest("add 'connector' = '...' to its WITH options")
    if used or (version is not None and _REFUSES_TABLE[0] <= version <= _REFUSES_TABLE[1]):
        return finding
    return finding.info()


def _place(script: Script, table: Table) -> tuple[int, int]:
    """Where the option goes: at WITH, or behind the columns, where WITH belongs."""
    from flinklint.sql.script import span

    end = span(table.node.this)[1]
    found = _WITH.search(script.parsed.text, end, span(table.node)[1])
    if found is not None:
        return found.span()
    if table.node.this.expressions and not table.has_with:
        return end - 1, end
    return table.name_span
