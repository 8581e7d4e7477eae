"""A reference to a secret stands where the platform fills it in.

## Why
The platform replaces `${name}` in the SQL script, in `flinkConfiguration` and in the addresses of the
artifact. Anywhere else the text is passed on as it is: the variable or label then holds `${db_password}`
itself, and the program fails to log in. Kubernetes does not know this form either.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
      kubernetes:
        pods:
          envVars:
            - name: DB_LOGIN
              value: ${db_password}  # FL805
```

```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: ${x}  # FL805
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"}
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
        s3.secret-key: ${s3_secret_key}
```

## When it does not apply
A build that fills in `${name}` before the file is uploaded is common, and cannot be told from a
mistake: unless the name is a secret's, this is a remark only, made once for each deployment. Even
such a build should not write a secret into the file. Log templates have a `${...}` of their own.
"""

import re
from collections.abc import Iterator

from flinklint.addresses import artifact_addresses
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.secrets import is_secret_name
from flinklint.source import Span
from flinklint.tree import Node

_REFERENCE = regex(r"\$\{\s*([^{}\s]{1,200})\s*\}")
_SECRET_VALUES = "secret_values."
_FILLED_IN = ("flinkConfiguration", "log4j2ConfigurationTemplate", "sqlScript")


@rule(
    "FL805",
    Severity.WARNING,
    source="docs.ververica.com, secret values; the managed service's page on variables",
)
def secret_ref_in_wrong_field(deployment: Deployment) -> Iterator[Finding]:
    others: list[tuple[Node, Span, str]] = []
    for node, found in _references(deployment):
        name, span = found[1], node.source_map.span(*found.span())
        secret = name.startswith(_SECRET_VALUES) or is_secret_name(name)
        if secret and "mainArgs" not in node.path:
            message = f"{found[0]} is not filled in here: only in sqlScript, flinkConfiguration and artifact addresses"
            finding = node.flag(message).at(span)
            if "envVars" in node.path or "env" in node.path:
                finding = finding.suggest("take the value from a secret, with secretKeyRef")
            yield finding
        else:
            others.append((node, span, found[0]))
    if others:
        (node, span, text), *rest = others
        finding = node.flag(f"the platform does not fill in {text} here").at(span).info()
        for other, _, _ in rest:
            finding = finding.because(other, "nor here")
        yield finding.suggest("a build has to, before the upload")


def _references(deployment: Deployment) -> Iterator[tuple[Node, re.Match[str]]]:
    """Every `${name}` where the platform does not fill it in."""
    referring = [(node, text) for node, text, _ in deployment.texts if "${" in text]
    if not referring:
        return
    addresses = {address.pointer for address in artifact_addresses(deployment)}
    for node, text in referring:
        if node.pointer in addresses or any(field in node.path for field in _FILLED_IN):
            continue
        for found in _REFERENCE.finditer(text):
            yield node, found
