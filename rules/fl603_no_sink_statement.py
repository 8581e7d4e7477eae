"""The script only declares or only asks: no statement writes anything.

## Why
A SQL deployment runs what an INSERT, a statement set or a CREATE TABLE AS writes. DDL alone starts no job,
and a SELECT has no place to put its rows: the deployment cannot be started.

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
          SELECT id FROM src;  -- FL603
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
A bare script may be a part of one. A statement that is not known may be one that writes.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.script import Script, creates_as

_STRING = regex(r"'(?:[^']|'')*'")
_MAY_WRITE = frozenset(
    ("INSERT", "EXECUTE STATEMENT SET", "EXECUTE INSERT", "EXECUTE PLAN",
     "COMPILE AND EXECUTE PLAN", "UNKNOWN", "CALL", "CREATE MATERIALIZED TABLE", "UPDATE", "DELETE",
     "MERGE", "TRUNCATE TABLE")
)  # fmt: skip


@rule("FL603", Severity.ERROR, source="statement 3 of the page; streampark#1307")
def no_sink_statement(script: Script) -> Iterator[Finding]:
    if any(s.kind in _MAY_WRITE or creates_as(s) for s in script.parsed.statements):
        return
    statements = [statement for statement in script.parsed.statements if statement.kind != "EMPTY"]
    if script.deployment is None or not statements or script.sets.faults:
        return
    for statement in statements:
        text = _STRING.sub("", script.text[statement.start : statement.end])
        if statement.tree is None or "${" in text:
            return
    asks = next((s for s in statements if s.kind in ("SELECT", "VALUES", "WITH")), None)
    last = asks or statements[-1]
    message = "no statement writes anything: a SELECT has nowhere to put its rows"
    if asks is None:
        message = "no statement writes anything: the script only declares"
    finding = script.flag(last.start, last.end, message)
    yield finding.suggest("add an INSERT INTO, or a statement set of several")
