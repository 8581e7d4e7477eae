"""Several INSERT statements stand outside of a statement set.

## Why
One deployment runs one job. The platform answers "Only a single 'INSERT INTO' is supported"; a SQL
client would start a job for each, which read their sources once each.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO snk SELECT id FROM src WHERE id > 0;
          INSERT INTO snk SELECT -id FROM src;  -- FL604
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
          BEGIN STATEMENT SET;
          INSERT INTO snk SELECT id FROM src WHERE id > 0;
          INSERT INTO snk SELECT -id FROM src;
          END;
```

## When it does not apply
A bare script is run by a client, which may start several jobs.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL604", Severity.WARNING, source="the managed service's FAQ; apache/streampark#2201")
def multiple_inserts(script: Script) -> Iterator[Finding]:
    inserts = script.sets.outside
    if script.deployment is None or len(inserts) < 2 or script.sets.faults:
        return
    first, second = inserts[0], inserts[1]
    message = f"{len(inserts)} INSERT statements outside of a statement set"
    finding = script.flag(second.start, second.start + len("INSERT"), message)
    finding = finding.label(script.label(first.start, first.start + len("INSERT"), "the first one"))
    yield finding.suggest("put them between `BEGIN STATEMENT SET;` and `END;`")
