"""A running job does not log every step it takes.

## Why
At DEBUG or TRACE the root logger writes each record's way through Flink, Kafka's client and the file
system: gigabytes an hour. The job slows down, disks fill up, and the one line that matters is lost.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  state: RUNNING
  template:
    spec:
      logging:
        log4jLoggers:
          "": DEBUG  # FL914
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      logging:
        log4jLoggers:
          "": INFO
          com.example.orders: DEBUG
```

## When it does not apply
To a job that does not start by itself, or one that is looked at for an hour. In session mode the
session cluster has the logging.
"""

from collections.abc import Iterator

from flinklint import log_levels
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule

_VERBOSE = ("DEBUG", "TRACE")


@rule("FL914", Severity.INFO, source="statement 31 of the page")
def verbose_root(deployment: Deployment) -> Iterator[Finding]:
    root, state = deployment.loggers[""], deployment.effective("spec", "state")
    if deployment.in_session or (state.text or "").upper() != "RUNNING":
        return
    if log_levels.read(root.text or "").meant in _VERBOSE:
        finding = root.flag(f"everything is logged at {root.text} while the job runs{state.remark}")
        finding = finding.because(state.node, "the job runs") if state.written else finding
        yield finding.suggest("set INFO here, and DEBUG for the logger that is of interest")
