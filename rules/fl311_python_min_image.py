"""The image is too old for Python jobs.

## Why
The page: for Python API jobs, select the image 1.11.2-vvr-2.1.1 or later. Earlier images of the managed
service have Flink 1.11, but no Python with it: the job fails at its start.

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
        flinkVersion: "1.11"
        flinkImageTag: 1.11.1-vvr-2.1.0  # FL311
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
        flinkImageTag: 1.11.2-vvr-2.1.1
```

## When it does not apply
Only tags of the managed service (`-vvr-`) are compared: first the Flink version, then that of VVR, as
numbers. An image of your own may have Python in it; then it is a warning. A tag of another Flink version
than the one written is reported as that.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault, is_custom, tag_of
from flinklint.python_job import sign
from flinklint.rule import rule


@rule("FL311", Severity.ERROR, source="statement 18 of the page")
def python_min_image(deployment: Deployment) -> Iterator[Finding]:
    tag, reason, least = tag_of(deployment), sign(deployment), deployment.profile.python_image
    if tag is None or reason is None or least is None:
        return
    if deployment.profile.python_ready(tag) is not False:
        return
    if fault(deployment, is_python=True) in (Fault.PYTHON, Fault.MISMATCH):
        return
    flink, vvr = (".".join(map(str, triple)) for triple in least)
    node = deployment.artifact["flinkImageTag"]
    finding = node.flag(f"the image {tag} is older than {flink}-vvr-{vvr}, the first with Python")
    finding = finding.because(reason, "this makes it a Python job")
    finding = finding.suggest(f"write {flink}-vvr-{vvr} or a later tag")
    yield finding.warning() if is_custom(deployment) else finding
