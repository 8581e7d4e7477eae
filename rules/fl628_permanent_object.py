"""A table or view is created for good, not for this job alone.

## Why
Without TEMPORARY the object lands in the platform's catalog: the next start of the job finds it there and
fails, or another job reads a definition that was meant for this one. With DML beside it the platform
answers "Object ... not found", since it runs only the DML.

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
          CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');  -- FL628
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');
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
A script without DML is there to fill the catalog. CREATE TABLE AS is what its job writes to.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script, creates_as

_KINDS = ("CREATE TABLE", "CREATE VIEW")


@rule(
    "FL628",
    Severity.INFO,
    source="docs.ververica.com, SQL scripts and deployments; the managed service's FAQ",
)
def permanent_object(script: Script) -> Iterator[Finding]:
    statements = script.parsed.statements
    if script.deployment is None:
        return
    if not any(s.kind in ("INSERT", "EXECUTE STATEMENT SET") for s in statements):
        return
    for statement in statements:
        if statement.kind not in _KINDS or statement.temporary or statement.tree is None:
            continue
        if creates_as(statement):
            continue
        what = statement.kind.removeprefix("CREATE ").lower()
        finding = script.flag(
            statement.start, statement.start + len("CREATE"), f"this {what} lands in the catalog"
        )
        yield finding.suggest(f"write CREATE TEMPORARY {what.upper()}")
