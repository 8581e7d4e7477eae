"""The root logger has one of the five levels of the platform.

## Why
The level goes into a log4j configuration. A word that log4j does not know makes it fall back to
another level than was meant, in silence: `WARNING` leaves the job logging errors only, or everything.

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
          "": WARNING  # FL910
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
          "": WARN
```

## When it does not apply
`OFF`, `ALL` and `FATAL` are levels of log4j that the platform's form does not offer: a warning. So is
a level in small letters, which log4j itself reads all the same. In session mode the session cluster
has the logging.

## Fix
Write the level that was meant, in capitals.
"""

from collections.abc import Iterator

from flinklint import log_levels
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL910", Severity.ERROR, source="statement 31 of the page; log4j 2, Level")
def root_log_level(deployment: Deployment) -> Iterator[Finding]:
    root = deployment.loggers[""]
    if deployment.in_session or not root.exists:
        return
    if root.kind in ("mapping", "sequence"):
        yield root.flag_key(f"the root logger's level is a {root.kind}")
        return
    finding = log_levels.level_finding(root, "the root logger")
    level = log_levels.read(root.text or "")
    if finding is not None:
        yield finding
    elif level.only_log4j:
        known = ", ".join(log_levels.levels())
        message = f"the root logger has the level {root.text}, which the platform does not offer"
        yield root.flag(message).warning().suggest(f"known are {known}")
