"""An option in WITH is lacking, is none of the connector's, or has a value it cannot read.

## Why
A connector checks its options when the job is put together, after the cluster has been started: one
that is lacking, an unknown key or a value of the wrong type ends the job there. A key that a managed
engine takes without knowing it has no effect, and nobody is told.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'kafka',  -- FL610
  'topic' = 'orders',
  'scan.startup.mod' = 'latest-offset',  -- FL610
  'scan.parallelism' = 'four',  -- FL610
  'format' = 'json'
);
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'orders',
  'scan.startup.mode' = 'latest-offset',
  'format' = 'json'
);
```

## When it does not apply
Options are judged only where all of a connector's options are known; of a connector that is not known
nothing is said but that its name is nearly another's. A managed engine has builds of its own: there an
unknown option is a warning, and only where another one was probably meant. What the page of such a
connector demands is a warning too. Placeholders and samples (`${topic}`, `<topic>`) are not judged, nor
what a hint where the table is read may add.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_edits import replacement
from flinklint.script_flow import script_flow
from flinklint.table_options import option_faults


@rule(
    "FL610",
    Severity.ERROR,
    source="the connectors' factories, Flink 1.11 to 2.3; the managed service's pages",
)
def connector_required_options(script: Script) -> Iterator[Finding]:
    for table in script_flow(script).tables:
        for fault in option_faults(script, table):
            finding = script.flag(*fault.place, fault.message).suggest(fault.hint)
            if not fault.is_sure:
                finding = finding.warning()
            if fault.other is not None:
                finding = finding.label(script.label(*fault.other, "the other one"))
            edits = replacement(script, *fault.place, fault.meant) if fault.meant else []
            if edits:
                finding = finding.fix(f"write {fault.meant}", edits, safe=False)
            yield finding
