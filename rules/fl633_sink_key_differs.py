"""An INSERT writes rows that the PRIMARY KEY of the sink does not keep apart, and Flink 2.3 asks what then.

## Why
A sink that replaces rows by its key, such as upsert-kafka, keeps one row of each. Where the query has another key
or none, two of its rows can meet there, and which one stays is chance. Up to 2.2 Flink kept all of them in its
state to sort that out, in silence; from 2.3 on the planner refuses the INSERT until `ON CONFLICT` says what is
wanted.

## Bad
```sql flink=2.3
CREATE TABLE clicks (user_id BIGINT, url STRING) WITH ('connector' = 'datagen');
CREATE TABLE last_url (user_id BIGINT NOT NULL, url STRING, PRIMARY KEY (user_id) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092',
  'key.format' = 'json', 'value.format' = 'json');
INSERT INTO last_url SELECT user_id, url FROM clicks;  -- FL633
```

## Good
```sql flink=2.3
CREATE TABLE clicks (user_id BIGINT, url STRING) WITH ('connector' = 'datagen');
CREATE TABLE last_url (user_id BIGINT NOT NULL, url STRING, PRIMARY KEY (user_id) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092',
  'key.format' = 'json', 'value.format' = 'json');
INSERT INTO last_url SELECT user_id, url FROM clicks ON CONFLICT DO DEDUPLICATE;
```

## When it does not apply
Before Flink 2.3, and where no version is stated. `table.exec.sink.require-on-conflict: false` and
`table.exec.sink.upsert-materialize` other than AUTO leave the question out, and so does batch mode. Of a sink
whose connector is not known to replace rows, and of a query whose keys cannot be told, nothing is said.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.planned import refusals
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL633", Severity.ERROR, source="FLINK-38926; Flink 2.2 and 2.3 asked")
def sink_key_differs(script: Script) -> Iterator[Finding]:
    yield from refusals(script, "FL633")
