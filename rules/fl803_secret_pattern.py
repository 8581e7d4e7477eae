"""No text of a deployment has the shape of a key that opens something.

## Why
Cloud access keys, private keys and web tokens are known by their shape, whatever the field is called
that holds them. Who reads the file can use them; programs look for them in public files within
minutes.

The span covers the secret; its text is shown in no message and no report.

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
        mainArgs: --id LTAI4Fh1yS0mE9xQ2bVt  # FL803
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
        mainArgs: --id-from-env ACCESS_KEY_ID
```

## When it does not apply
Where the field's name says already that it holds a secret, FL802 (in SQL: FL801) speaks. Samples
from documentation, which end with EXAMPLE, are no keys.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.secrets import in_configuration, may_have_shape, named_in_sql, shaped_like_secrets


@rule("FL803", Severity.ERROR, source="the issuers' pages on their keys; RFC 7468; RFC 7519")
def secret_pattern(deployment: Deployment) -> Iterator[Finding]:
    if not may_have_shape("\n".join(text for _, text, _ in deployment.texts)):
        return
    said = [secret.span for secret in in_configuration(deployment)]
    script = deployment.artifact["sqlScript"].pointer
    for node, _, _ in deployment.texts:
        for secret, shape in shaped_like_secrets(node):
            if any(s.start < secret.span.end and secret.span.start < s.end for s in said):
                continue
            if node.pointer == script and named_in_sql(node.text or "", secret.start):
                continue
            said.append(secret.span)
            finding = secret.flag(f"this has the shape of {shape.name}")
            yield finding.suggest("replace the key, and refer to the new one with ${name}")
