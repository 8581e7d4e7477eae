"""The SQL script is empty, or holds only comments.

## Why
A deployment of an empty script is taken and fails when it is started: there is nothing to run.

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
        sqlScript: ""  # FL601
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
A script that is a placeholder as a whole (`${script}`) is filled in later.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL601", Severity.ERROR, source="statement 3 of the page")
def empty_sql(script: Script) -> Iterator[Finding]:
    if any(statement.kind != "EMPTY" for statement in script.parsed.statements):
        return
    if script.deployment is None:
        message = "the script has no statement" + (", only comments" if script.text.strip() else "")
        yield script.flag(0, 0, message)
        return
    node = script.deployment.artifact["sqlScript"]
    only = "it holds only comments" if script.text.strip() else "it is empty"
    yield node.flag(f"the script has no statement: {only}").suggest("write the DDL and one INSERT")
