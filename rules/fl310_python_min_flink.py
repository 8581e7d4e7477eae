"""A Python job is asked to run on a Flink without Python.

## Why
The page: for Python API jobs, select Flink 1.11 or later. The images before it have no Python, so the job
fails at its start.

## Bad
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
        jarUri: oss://bucket/flink-python_2.11-1.11.2.jar
        entryClass: org.apache.flink.client.python.PythonDriver
        mainArgs: -py /flink/usrlib/count.py
        additionalDependencies: [oss://bucket/count.py]
        flinkVersion: "1.10"  # FL310
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
        jarUri: oss://bucket/flink-python_2.11-1.11.2.jar
        entryClass: org.apache.flink.client.python.PythonDriver
        mainArgs: -py /flink/usrlib/count.py
        additionalDependencies: [oss://bucket/count.py]
        flinkVersion: "1.11"
```

## When it does not apply
A Python job is one of kind PYTHON, one that starts Flink's PythonDriver, or one whose arguments name a
Python script with `-py`. Where the version is not written, that of the image tag counts. A version that the
platform does not have at all is reported as that.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault, flink_version
from flinklint.python_job import sign
from flinklint.rule import rule


@rule("FL310", Severity.ERROR, source="statement 16 of the page")
def python_min_flink(deployment: Deployment) -> Iterator[Finding]:
    reason = sign(deployment)
    if reason is None or fault(deployment, is_python=True) is not Fault.PYTHON:
        return
    artifact, version = deployment.artifact, flink_version(deployment)
    node = artifact["flinkVersion"] or artifact["flinkImageTag"]
    least = deployment.profile.python_flink
    asked = version.minor_text if version is not None else node.text
    finding = node.flag(f"Flink {asked} has no Python, which came with {least}")
    finding = finding.because(reason, "this makes it a Python job")
    yield finding.suggest(f'write "{least}" or later, and a tag of the same version')
