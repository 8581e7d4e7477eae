"""Kafka is talked to over an encrypted connection.

## Why
Without `security.protocol`, or with PLAINTEXT, rows and passwords cross the network as they are. Many
clusters are closed off well enough for that, so this rule is off: it is for teams whose policy asks
for SSL or SASL_SSL.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact:
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        mainArgs: --kafka.security.protocol PLAINTEXT  # FL806
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
        kind: JAR
        jarUri: oss://bucket/orders-1.0.jar
        flinkVersion: "1.17"
        mainArgs: --kafka.security.protocol SASL_SSL
```

## When it does not apply
Programs that set the protocol in their code are not seen.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule

_PLAIN = ("PLAINTEXT", "SASL_PLAINTEXT")
_ARGUMENT = regex(r"security\.protocol[\"']?(?:\s*=\s*|\s+)[\"']?([A-Za-z_]+)")
_OPTIONS = regex(r"(?:'(?:[^']|'')*'\s*=\s*'(?:[^']|'')*'\s*,?\s*)+")
_OPTION = regex(r"'((?:[^']|'')*)'\s*=\s*'((?:[^']|'')*)'")
_KAFKA = ("kafka", "upsert-kafka")
_PROTOCOL = "properties.security.protocol"


@rule("FL806", Severity.WARNING, source="policy", enabled=False)
def plaintext_kafka(deployment: Deployment) -> Iterator[Finding]:
    for option in deployment.flink_configuration:
        if option.name.endswith("security.protocol") and (option.text or "").upper() in _PLAIN:
            yield option.flag(f"{option.name} is {option.text}: not encrypted")
    arguments = deployment.artifact["mainArgs"]
    for found in _ARGUMENT.finditer(arguments.text or ""):
        if found[1].upper() in _PLAIN:
            finding = arguments.flag(f"the security protocol is {found[1]}: not encrypted")
            yield finding.at(arguments.source_map.span(*found.span(1)))
    yield from _in_sql(deployment)


def _in_sql(deployment: Deployment) -> Iterator[Finding]:
    """Options of tables, told by their form alone: `'name' = 'value'`, with commas between."""
    script = deployment.artifact["sqlScript"]
    for options in _OPTIONS.finditer(script.text or ""):
        found = {match[1]: match for match in _OPTION.finditer(script.text or "", *options.span())}
        connector, protocol = found.get("connector"), found.get(_PROTOCOL)
        if connector is None or connector[2] not in _KAFKA:
            continue
        if protocol is None:
            finding = script.flag(f"a {connector[2]} table without {_PROTOCOL}: not encrypted")
            yield finding.at(script.source_map.span(*connector.span(2)))
        elif protocol[2].upper() in _PLAIN:
            finding = script.flag(f"the security protocol is {protocol[2]}: not encrypted")
            yield finding.at(script.source_map.span(*protocol.span(2)))
