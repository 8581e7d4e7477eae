"""A SELECT or VALUES beside the INSERT writes nowhere and cannot be deployed.

## Why
A deployment's script is a job that runs on its own: nobody is there to look at the rows of a query. The
platform refuses the script, or leaves the query out.

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
          SELECT id FROM src;  -- FL627
          INSERT INTO snk SELECT id FROM src;
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
          INSERT INTO snk SELECT id FROM src;
```

## When it does not apply
In a bare script a query is shown by the client. A script with nothing else to run is FL603's.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script

_WRITES = ("INSERT", "EXECUTE STATEMENT SET", "EXECUTE INSERT", "EXECUTE PLAN")


@rule("FL627", Severity.WARNING, source="docs.ververica.com, SQL scripts and deployments")
def query_without_sink(script: Script) -> Iterator[Finding]:
    statements = script.parsed.statements
    if script.deployment is None or not any(s.kind in _WRITES for s in statements):
        return
    for statement in statements:
        if statement.kind in ("SELECT", "VALUES", "WITH") and statement.tree is not None:
            finding = script.flag(
                statement.start, statement.end, "this query has nowhere to write to"
            )
            yield finding.suggest("remove it, or put an INSERT INTO before it")
