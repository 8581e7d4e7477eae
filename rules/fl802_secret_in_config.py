"""A secret does not stand as plain text in the options, arguments or variables of a deployment.

## Why
Everyone who may see the deployment sees the secret: in the console, in the API's answers, in this
file's history, and Flink's own web page lists options and arguments as well. A secret that has been
there once has to be replaced.

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
        mainArgs: --topic orders --password tr0ub4dor  # FL802
      flinkConfiguration:
        s3.secret-key: q7Zt1mC0wLr8  # FL802
        state.checkpoints.dir: s3://bucket/checkpoints
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
      kubernetes:
        pods:
          envVars:
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: db, key: password}}
```

## When it does not apply
References (`${name}`), stand-ins (`<password>`, `******`, `yourPassword`) and paths to files are no
secrets. What is a secret is told by the name: its last words are password, secret, token, access
key and the like. Secrets in SQL are FL801's matter.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.secrets import in_configuration


@rule(
    "FL802",
    Severity.ERROR,
    source="docs.ververica.com, secret values; the managed service's page on variables",
)
def secret_in_config(deployment: Deployment) -> Iterator[Finding]:
    for secret in in_configuration(deployment):
        finding = secret.flag(f"{secret.called} holds a secret as plain text")
        if "flinkConfiguration" in secret.node.path:
            yield finding.suggest("write ${name}, and keep the secret as a secret value")
        else:
            yield finding.suggest("hand it over as a variable from a secret (secretKeyRef)")
