"""The root logger is called by the empty string, not `root`.

## Why
`root`, `root.level` and `rootLogger` come from log4j's own files. In `log4jLoggers` they are names like
any other: they set the level of a logger that no class uses, and the root logger keeps the default.
Whoever turned it to DEBUG to find a fault, or to ERROR to spare the disk, sees no change.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      logging:
        log4jLoggers:
          root.level: INFO  # FL912
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      logging:
        log4jLoggers:
          "": INFO
```

## When it does not apply
Where the level is INFO, which the root logger has anyhow, this is a remark only. In session mode the session cluster has the logging.

## Fix
Call it `""`; not offered where the root logger is there already.
"""

from collections.abc import Iterator

from flinklint import log_levels
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule

_ROOT = ("root", "root.level", "rootlogger", "rootlogger.level", "log4j.rootlogger", "<root>")


@rule("FL912", Severity.WARNING, source="statement 32 of the page; public deployments")
def root_logger_key(deployment: Deployment) -> Iterator[Finding]:
    loggers = deployment.loggers
    if deployment.in_session or not loggers.is_mapping:
        return
    wrong = [logger for logger in loggers if logger.name.lower() in _ROOT]
    for logger in wrong:
        if logger.kind in ("mapping", "sequence"):
            continue  # FL911 speaks of the mapping
        message = f"{logger.name} is a logger of that name: the root logger's name is empty"
        finding = logger.flag_key(message).suggest('write "" instead')
        if loggers[""].exists:
            finding = finding.because(loggers[""], "the root logger is set here")
        elif len(wrong) == 1:
            edit = [logger.edit_key('""')]
            finding = finding.fix('call it ""', edit, safe=True)
        yield finding.info() if logger.text == log_levels.default() else finding
