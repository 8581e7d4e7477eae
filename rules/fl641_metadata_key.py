"""A METADATA column asks for something that its connector does not give, or cannot take.

## Why
Which metadata there is (`offset`, `timestamp`, `op_ts` ...) is up to the connector. An unknown key ends the
job when it is put together, and so does writing to one that can only be read: such a column must be
VIRTUAL.

## Bad
```sql flink=1.20
CREATE TABLE orders (
  id BIGINT,
  part INT METADATA FROM 'partitoin' VIRTUAL  -- FL641
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'o', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
```

## Good
```sql flink=1.20
CREATE TABLE orders (
  id BIGINT,
  part INT METADATA FROM 'partition' VIRTUAL
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'o', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
);
```

## When it does not apply
Keys that a format gives (`value.`) are not judged, nor a version whose connector is not known. A warning on
the managed service, and only where another key was probably meant.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_edits import replacement
from flinklint.script_flow import connector_of, script_flow

_FROM_FORMAT = "value."


@rule("FL641", Severity.ERROR, source="the connectors' sources; FLIP-107")
def metadata_key(script: Script) -> Iterator[Finding]:
    flow = script_flow(script)
    for table in flow.tables:
        found = connector_of(script, table)
        if found is None or not found.is_complete or not found.metadata:
            continue
        used = bool(flow.reads_of(table) or flow.writes_of(table))
        for column in table.own_columns:
            if column.kind != "metadata":
                continue
            key = column.metadata_key
            if key is None or key.startswith(_FROM_FORMAT):
                continue
            access = found.metadata.get(key)
            place = flow.metadata_place(column)
            if access is None:
                meant = nearest(key, found.metadata)
                if script.vendor and meant is None:
                    continue
                message = f"connector '{found.name}' has no metadata '{key}'"
                hint = (
                    f"did you mean '{meant}'?" if meant else f"known are {_listed(found.metadata)}"
                )
                finding = script.flag(*place, message).suggest(hint)
                edits = replacement(script, *place, f"'{meant}'") if meant else []
                if edits and script.text[place[0]] == "'":
                    finding = finding.fix(f"write '{meant}'", edits, safe=False)
            elif "writable" not in access and not column.virtual and flow.writes_of(table):
                message = f"metadata '{key}' of connector '{found.name}' can only be read"
                finding = script.flag(*place, message).suggest("add VIRTUAL after it")
            else:
                continue
            yield finding if used and not script.vendor else finding.warning()


def _listed(names: dict[str, tuple[str, ...]]) -> str:
    return ", ".join(f"'{name}'" for name in names)
