"""The state is none that can be asked for.

## Why
A new deployment is either RUNNING, and starts by itself, or CANCELLED (with two L), and waits for
somebody to start it. SUSPENDED stops a running job with a savepoint; a deployment that is only being
created has no running job to suspend. Words that the status shows, such as FAILED, cannot be asked for.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  state: STARTED  # FL203
  deploymentTargetName: default
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
  state: RUNNING
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
A value that is right but for case or blanks is another rule's matter. SUSPENDED is a warning, and none
in the body of a PATCH or in a file that a server has written (it has an id, a `resourceVersion` or a
status): there a job may be running. Values with placeholders are not judged.

## Fix
Write the word that was most likely meant (unsafe: it starts or stops the job).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.lifecycle import spelling_of, unknown_word
from flinklint.rule import rule
from flinklint.schema import shape_at


@rule("FL203", Severity.ERROR, source="statement 6 of the page; AppManager API 2.1")
def state_enum(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.spec["state"]
    asked, seen = shape_at("spec", "state"), shape_at("status", "state")
    assert asked is not None
    assert seen is not None
    finding = unknown_word(node, asked.enum, "state", "state", deployment.profile.title)
    if finding is not None:
        if spelling_of(node.text or "", seen.enum) is not None:
            finding = node.flag(f"{node.text} is a state that is reported, not one to ask for")
            finding = finding.suggest("write RUNNING or CANCELLED")
        yield finding
    elif spelling_of(node.text or "", asked.enum) == "SUSPENDED" and _is_new(deployment):
        finding = node.flag("a new deployment has no running job that could be SUSPENDED")
        yield finding.warning().suggest("write CANCELLED to start it by hand, or RUNNING")


def _is_new(deployment: Deployment) -> bool:
    """Whether nothing shows that the deployment exists already."""
    metadata = deployment.metadata
    known = metadata["id"] or metadata["resourceVersion"] or deployment.node["status"]
    return not known and not deployment.is_partial
