"""Every logger has a flat name and one of the levels of log4j.

## Why
`log4jLoggers` maps names to levels. A name that is spread over nested mappings (`com: {example: INFO}`)
is refused or becomes a logger called `com` with no usable level; a word that is no level makes log4j
fall back to another one in silence.

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
          "": INFO
          org.apache.kafka: WARNING  # FL911
          com:  # FL911
            example: DEBUG
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
          org.apache.kafka: WARN
          com.example: DEBUG
```

## When it does not apply
`OFF` is fine, the platform's own template has it (in quotes: without, YAML 1.1 reads a boolean, which
is a warning); `ALL` and `FATAL` are warnings, since the platform's form does not offer them, and so is
a level in small letters, which log4j reads all the same. In session mode the session cluster has the
logging.

## Fix
Write the level that was meant, in capitals.
"""

from collections.abc import Iterator

from flinklint import log_levels
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rewrite import quoted
from flinklint.rule import rule
from flinklint.tree import Node


@rule("FL911", Severity.ERROR, source="statement 32 of the page; log4j 2, Level")
def logger_level(deployment: Deployment) -> Iterator[Finding]:
    if deployment.in_session or not deployment.loggers.is_mapping:
        return
    for logger in deployment.loggers:
        if logger.name == "":
            continue
        if logger.kind == "mapping":
            message = f"the logger {logger.name} is a mapping: names of loggers are flat"
            yield logger.flag_key(message).suggest(f"write {_flat(logger)}")
        elif logger.kind == "sequence":
            yield logger.flag_key(f"the level of the logger {logger.name} is a sequence")
        else:
            yield from _level(logger)


def _level(logger: Node) -> Iterator[Finding]:
    finding = log_levels.level_finding(logger, f"the logger {logger.name}")
    if finding is not None:
        yield finding
        return
    level = log_levels.read(logger.text or "")
    if level.meant == "OFF" and logger.is_plain:
        finding = logger.flag(f"the logger {logger.name} has OFF, a boolean to YAML 1.1").warning()
        if logger.entry is not None and logger.entry.alias is None:
            edit = logger.edit(quoted("OFF"))
            finding = finding.fix("put it in quotes", [edit], safe=True)
        yield finding.suggest('write "OFF"')
    elif level.only_log4j and level.meant != "OFF":
        message = f"the logger {logger.name} has the level {logger.text}, which the platform does not offer"
        yield logger.flag(message).warning().suggest(f"known are {', '.join(log_levels.levels())}")


def _flat(logger: Node) -> str:
    """The first leaf of a nested name, as it should be written."""
    names, node = [logger.name], logger
    while node.is_mapping and node.children:
        node = next(iter(node))
        names.append(node.name)
    return ".".join(name for name in names if name) + (f": {node.text}" if node.text else "")
