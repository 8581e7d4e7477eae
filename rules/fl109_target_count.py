"""A deployment runs on exactly one deployment target or session cluster.

## Why
`deploymentTargetId`, `deploymentTargetName` and `sessionClusterName` each say where the job runs. With
two of them the API refuses the deployment or picks one; with none it has nowhere to run, unless the
defaults of the namespace name a target.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  sessionClusterName: shared  # FL109
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
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
```

## When it does not apply
A field written as null counts as not written. None at all is a warning, since defaults may supply it,
and nothing is said of the body of a PATCH.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule

_FIELDS = ("deploymentTargetId", "deploymentTargetName", "sessionClusterName")


@rule("FL109", Severity.ERROR, source="docs.ververica.com, deployments; AppManager API 2.1")
def target_count(deployment: Deployment) -> Iterator[Finding]:
    written = [node for name in _FIELDS if (node := deployment.spec.find(name))]
    if len(written) > 1:
        written.sort(key=lambda node: node.span.start)
        first, *others = written
        finding = others[-1].flag_key(f"`{others[-1].name}` beside `{first.name}`: where to run?")
        for node in (first, *others[:-1]):
            finding = finding.because(node, "this says it too")
        yield finding.suggest("keep exactly one of the two" if len(written) == 2 else "keep one")
    elif not written and deployment.spec.is_mapping and not deployment.is_partial:
        if any(deployment.effective("spec", name).text for name in _FIELDS):
            return
        finding = deployment.spec.flag("nothing says where the job runs").warning()
        yield finding.suggest("add deploymentTargetName, deploymentTargetId or sessionClusterName")
