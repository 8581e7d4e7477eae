"""Code is fetched over an encrypted connection.

## Why
What `jarUri` and the dependencies name is run with the job's rights. Over plain http whoever is on
the way can put other code in its place, and nobody notices.

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
        jarUri: http://artifacts.example.com/orders-1.0.jar  # FL804
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
        jarUri: https://artifacts.example.com/orders-1.0.jar
        flinkVersion: "1.17"
```

## When it does not apply
A host inside the cluster (`minio.vvp.svc`, a name without dots) is a remark only: the connection does
not leave the cluster's network.

## Fix
Ask for the same address with https (unsafe: the host may not serve it).
"""

import re
from collections.abc import Iterator

from flinklint.addresses import artifact_addresses
from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.tree import Node

_HTTP = regex(r"\s*(http)://(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/?#:\s]*)", re.IGNORECASE)
_IN_CLUSTER = regex(r"[^.]+|.+\.svc(?:\.cluster\.local)?\.?|127\.[0-9.]+|\[::1\]", re.IGNORECASE)


@rule("FL804", Severity.WARNING, source="public deployments that fetch their JAR over http")
def insecure_uri(deployment: Deployment) -> Iterator[Finding]:
    for address in artifact_addresses(deployment):
        found = _HTTP.match(address.text or "")
        if found is None:
            continue
        name = address.path[-1] if address.key is not None else address.path[-2]
        scheme = address.source_map.span(*found.span(1))
        host = found[2]
        if _is_placeholder(host):
            finding = address.flag(f"{name} is fetched over http").at(scheme)
        else:
            finding = address.flag(f"{name} is fetched from {host} over http").at(scheme)
        if _IN_CLUSTER.fullmatch(host) and not _is_placeholder(host):
            yield finding.info()
            continue
        finding = finding.suggest("fetch it over https, or from the platform's own storage")
        edit = _https(address, found)
        yield finding.fix("fetch it over https", [edit], safe=False) if edit else finding


def _is_placeholder(host: str) -> bool:
    return "${" in host or "{{" in host


def _https(address: Node, found: re.Match[str]) -> Edit | None:
    if address.entry is None or address.entry.alias is not None:
        return None
    return Edit(address.source, address.source_map.span(*found.span(1)), "https")
