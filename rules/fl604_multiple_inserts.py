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
A bare script is run by a client, which may start several jobs. Several CREATE TABLE ... AS of the managed
service make one job together; beside an INSERT each of them is another one.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script, creates_as

_SETS = ("BEGIN STATEMENT SET", "EXECUTE STATEMENT SET")


@rule("FL604", Severity.WARNING, source="the managed service's FAQ; apache/streampark#2201")
def multiple_inserts(script: Script) -> Iterator[Finding]:
    if script.deployment is None or script.sets.faults:
        return
    inserts = script.sets.outside
    jobs = _jobs(script)
    if len(jobs) < 2:
        return
    (first, name), (second, other) = jobs[0], jobs[1]
    message = f"{len(inserts)} INSERT statements outside of a statement set"
    if len(inserts) != len(jobs):
        message = f"{len(jobs)} statements that each run a job: a deployment runs one"
    finding = script.flag(second, second + len(other), message)
    finding = finding.label(script.label(first, first + len(name), "the first one"))
    yield finding.suggest("put them between `BEGIN STATEMENT SET;` and `END;`")


def _jobs(script: Script) -> list[tuple[int, str]]:
    """Where each job of the script begins, and the word that begins it."""
    outside = {id(statement) for statement in script.sets.outside}
    found: list[tuple[int, str]] = []
    copies, inside = 0, False
    for statement in script.parsed.statements:
        word = statement.kind.partition(" ")[0]
        if statement.kind == "END":
            inside = False
        elif statement.kind in (*_SETS, "EXECUTE INSERT") or id(statement) in outside:
            found.append((statement.start, word))
            inside = inside or statement.kind == _SETS[0]
        elif creates_as(statement) and not inside:
            copies += 1
            if copies == 1 or not script.vendor:
                found.append((statement.start, word))
    return found
