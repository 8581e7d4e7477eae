"""Options of a restart strategy that is not the chosen one.

## Why
Flink reads only the options of the strategy that `restart-strategy` names. The others look as if they
limited something, and do nothing.

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
        restart-strategy: fixed-delay
        restart-strategy.fixed-delay.attempts: "10"
        restart-strategy.fixed-delay.delay: 10 s
        restart-strategy.failure-rate.delay: 15 s  # FL522
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
With the strategy `none`, FL523 speaks, and with an unknown one FL520. Where no strategy is written at all,
it is an info, since a default that we do not see may choose it.

## Fix
Removes the unused options (safe: they have no effect).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.restart import restart, written_parameters
from flinklint.rewrite import removals
from flinklint.rule import rule


@rule("FL522", Severity.WARNING, source="statement 23 of the page; Flink's RestartStrategyOptions")
def restart_keys_unused(deployment: Deployment) -> Iterator[Finding]:
    chosen = restart(deployment)
    if chosen.name == "disable" or (chosen.name is None and chosen.is_set):
        return
    if deployment.is_partial and not chosen.value.written:
        return
    written = written_parameters(deployment)
    unused = [node for name, nodes in written.items() if name != chosen.name for node in nodes]
    if not unused:
        return
    unused.sort(key=lambda node: node.key_span.start)
    first, *rest = unused
    if chosen.name is None:
        message = f"`{first.name}` has no effect: restart-strategy is not set"
        yield first.flag_key(message).info().suggest("set restart-strategy, or remove the option")
        return
    message = f"`{first.name}` has no effect: the strategy is {chosen.value.text}"
    finding = first.flag_key(message + chosen.value.remark).because(
        chosen.value.node, "chosen here"
    )
    for node in rest:
        finding = finding.because(node, "no effect either")
    finding = finding.suggest("remove what is not used, or choose the other strategy")
    edits = removals(unused)
    if edits and chosen.value.written:
        finding = finding.fix("remove the options that have no effect", edits, safe=True)
    yield finding if chosen.value.origin != "platform" else finding.info()
