"""The restart strategy runs on defaults that end the job early.

## Why
The console's form asks for the parameters of a strategy; the file does not. Flink then takes its own: one
attempt with fixed-delay, one failure in a minute with failure-rate. The job survives the first failure, and
the second ends it, which in a cluster is a matter of time.

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
        restart-strategy: fixed-delay  # FL521
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
A warning where the number of attempts or failures is missing, an info where only a delay or an interval is.
Silent where the platform is known to set them, and for exponential-delay, whose defaults go on for ever.
Where the options of another strategy are written instead, FL522 speaks.
"""

from collections.abc import Iterator

from flinklint.configuration import table, value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.restart import default_of, parameters, restart, written_parameters
from flinklint.rule import rule


@rule(
    "FL521",
    Severity.WARNING,
    source="statement 23 of the page; Flink's RestartStrategyOptions; the managed service's page on session clusters",
)
def restart_keys_missing(deployment: Deployment) -> Iterator[Finding]:
    chosen = restart(deployment)
    if chosen.name is None or deployment.is_partial:
        return
    if chosen.name == "exponential-delay" or chosen.value.origin not in ("written", "defaults"):
        return
    written = written_parameters(deployment)
    if written and chosen.name not in written:
        return  # FL522 speaks
    wanted = parameters(deployment, chosen.name)
    missing = [key for key in wanted if value(deployment, key).origin == "unknown"]
    if missing:
        taken = ", ".join(f"{key} = {default_of(deployment, key)}" for key in missing)
        message = f"{chosen.value.text} without all its options: Flink takes {taken}"
        finding = chosen.value.flag(message).suggest("write " + ", ".join(missing))
        counts = any(_is_count(deployment, key) for key in missing)
        yield finding if counts else finding.info()


def _is_count(deployment: Deployment, key: str) -> bool:
    option = table(deployment).find(key)
    return option is not None and option.type == "Integer"
