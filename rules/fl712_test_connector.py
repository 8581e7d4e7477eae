"""A job that runs for real reads made-up rows, or writes them nowhere.

## Why
`datagen` and `faker` make rows up, `print` writes them to the log, `blackhole` throws them away: left over
from a test they make a job that runs without a fault and does nothing useful.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  state: RUNNING
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT) WITH (
            'connector' = 'kafka', 'topic' = 'o', 'properties.bootstrap.servers' = 'k:9092',
            'properties.group.id' = 'o', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH (
            'connector' = 'print'  -- FL712
          );
          INSERT INTO snk SELECT id FROM orders;
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  state: RUNNING
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT) WITH (
            'connector' = 'kafka', 'topic' = 'o', 'properties.bootstrap.servers' = 'k:9092',
            'properties.group.id' = 'o', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH (
            'connector' = 'filesystem', 'path' = 'oss://bucket/o', 'format' = 'json'
          );
          INSERT INTO snk SELECT id FROM orders;
```

## When it does not apply
A warning where the deployment is to run and real tables stand beside the test ones, or where its label
`env` says prod; an info for other deployments. A bare script may well be a test.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow
from flinklint.streams import is_of


@rule("FL712", Severity.WARNING, source="the managed service's pages on print, blackhole, datagen")
def test_connector(script: Script) -> Iterator[Finding]:
    deployment = script.deployment
    if deployment is None:
        return
    flow = script_flow(script)
    used = [table for table in flow.tables if flow.reads_of(table) or flow.writes_of(table)]
    test = [table for table in used if is_of(table, "test")]
    mixed = any(table.connector is not None and not is_of(table, "test") for table in used)
    state = deployment.effective("spec", "state")
    label = (deployment.metadata.at("labels", "env").text or "").lower()
    production = label in ("prod", "production")
    for table in test:
        option = table.option("connector")
        assert option is not None
        does = "makes rows up" if flow.reads_of(table) else "keeps no rows"
        finding = script.flag(*option.value_span, f"connector '{option.value}' {does}")
        finding = finding.suggest("take the real table, or leave the deployment cancelled")
        running = state.text == "RUNNING" and state.written
        yield finding if production or (running and mixed) else finding.info()
