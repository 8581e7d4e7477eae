"""The job prints rows at level INFO, and the root logger leaves that level out.

## Why
The managed engine's `print` writes its rows to the log of the task managers, at INFO. With a root logger
above it nothing of them is to be seen, and the job looks as if it had no rows.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.11"
        flinkImageTag: 1.11.2-vvr-2.1.1
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'print');
          INSERT INTO snk SELECT id FROM src;
      logging:
        log4jLoggers:
          "": WARN  # FL915
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.11"
        flinkImageTag: 1.11.2-vvr-2.1.1
        sqlScript: |
          CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'print');
          INSERT INTO snk SELECT id FROM src;
      logging:
        log4jLoggers:
          "": INFO
```

## When it does not apply
Apache Flink prints to the standard output, whatever the level. In session mode the session cluster has the
logging. Other loggers that are set to INFO may be the ones that print.
"""

from collections.abc import Iterator

from flinklint import log_levels
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_flow import script_flow

_QUIET = ("WARN", "ERROR", "FATAL", "OFF")
_LOUD = ("INFO", "DEBUG", "TRACE", "ALL")


@rule("FL915", Severity.INFO, source="the managed service's page on print")
def print_needs_info(script: Script) -> Iterator[Finding]:
    deployment = script.deployment
    if deployment is None or not script.vendor or deployment.in_session:
        return
    root = deployment.loggers[""]
    if log_levels.read(root.text or "").meant not in _QUIET:
        return
    if any(log_levels.read(node.text or "").meant in _LOUD for node in deployment.loggers):
        return
    flow = script_flow(script)
    for table in flow.tables:
        option = table.option("connector")
        if option is not None and option.value == "print" and flow.writes_of(table):
            message = f"print writes at INFO, and the root logger is at {root.text}"
            finding = root.flag(message)
            finding = finding.label(script.label(*option.value_span, "this prints"))
            yield finding.suggest("set the root logger to INFO while you look at the rows")
            return
