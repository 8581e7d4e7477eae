"""A Python job is to run on a session cluster.

## Why
The managed service runs Python jobs on clusters of their own only: the session cluster's processes have no
Python environment of the job, and the job is refused or fails when its first Python function is called.

## Bad
```yaml platform=managed
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  sessionClusterName: shared  # FL312
  template:
    spec:
      artifact:
        kind: PYTHON
        pythonArtifactUri: oss://bucket/count.py
        flinkVersion: "1.12"
```

## Good
```yaml platform=managed
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: PYTHON
        pythonArtifactUri: oss://bucket/count.py
        flinkVersion: "1.12"
```

## When it does not apply
The managed service says so in its pages; for the self-managed platform nothing is documented, and it is a
warning there. A name with a placeholder may turn out empty and is not judged.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import facts
from flinklint.python_job import sign
from flinklint.rule import rule


@rule("FL312", Severity.ERROR, source="the managed service's page on publishing Python jobs, 2021")
def python_session_cluster(deployment: Deployment) -> Iterator[Finding]:
    cluster, reason = deployment.session_cluster, sign(deployment)
    if reason is None or not cluster.text or cluster.is_placeholder:
        return
    severity = Severity(facts()["sessions"]["values"][deployment.profile.name])
    finding = cluster.flag(f"a Python job cannot run on the session cluster {cluster.text}")
    finding = finding.because(reason, "this makes it a Python job")
    yield finding.rated(severity).suggest("name a deployment target instead")
