"""The restart strategy is none of Flink's words for it.

## Why
The console's form says No Restarts, Fixed Delay and Failure Rate; Flink wants `none`, `fixed-delay` and
`failure-rate`, and from 1.13 on also `exponential-delay`. The platform takes any text. Flink answers "Unknown
restart strategy" when the job starts, and it never runs.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        restart-strategy: Fixed Delay  # FL520
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
      flinkConfiguration:
        restart-strategy: fixed-delay
        restart-strategy.fixed-delay.attempts: "10"
        restart-strategy.fixed-delay.delay: 10 s
```

## When it does not apply
`off` and `disable` mean `none`, `fixeddelay` and `failurerate` are read too, in either case. An unquoted
`off` is FL510's: YAML makes it `false`.

## Fix
Safe for the words of the form and other spellings of a name: Flink Default is no key at all, so it is
removed. Unsafe for what is only nearly right.
"""

from collections.abc import Iterator

from flinklint.configuration import RESTART_STRATEGY, faults, spellings
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.knowledge import named_values
from flinklint.named_fix import with_meant_value
from flinklint.rule import rule


@rule(
    "FL520",
    Severity.ERROR,
    source="statement 23 of the page; the loader of restart strategies of Flink 1.10 to 2.3, asked",
)
def restart_strategy_enum(deployment: Deployment) -> Iterator[Finding]:
    for option, found in faults(deployment):
        names = named_values(RESTART_STRATEGY)
        if names is not None and option.key in spellings(deployment, RESTART_STRATEGY):
            version = deployment.flink_version
            usable = [name.name for name in names.names if name.known_in(version)]
            finding = option.node.flag(f"the restart strategy {found.reason}")
            yield with_meant_value(finding, option.node, RESTART_STRATEGY, usable)
