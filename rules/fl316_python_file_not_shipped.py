"""The arguments name a file that no dependency brings.

## Why
The platform puts every additional dependency into `/flink/usrlib/`, under its own name. A file that the
arguments look for there, and that is in no dependency, is not found: the job fails at its start. Mostly one
of the two was renamed.

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
        mainArgs: -py /flink/usrlib/count.py  # FL316
        additionalDependencies: [oss://bucket/counts.py]
        flinkVersion: "1.11"
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
Images of your own may hold the file, and volumes may be mounted there: then nothing is said. Neither where
an address or the arguments hold a placeholder, nor of folders and patterns below `/flink/usrlib/`.
"""

import re
from collections.abc import Iterator

from flinklint.addresses import artifact_addresses
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import is_custom
from flinklint.flink_jar import file_name
from flinklint.nearest import nearest
from flinklint.python_job import libraries
from flinklint.rule import rule


@rule(
    "FL316",
    Severity.WARNING,
    source="the managed service's page on publishing Python jobs, 2021; docs.ververica.com, artifacts",
)
def python_file_not_shipped(deployment: Deployment) -> Iterator[Finding]:
    args = deployment.artifact.find("mainArgs")
    text = "" if args is None else args.text or ""
    if args is None or not any(folder in text for folder in libraries()):
        return
    shipped = artifact_addresses(deployment)
    if args.is_placeholder or any(node.is_placeholder for node in shipped):
        return
    if deployment.in_session or is_custom(deployment) or _is_mounted(deployment):
        return
    dependencies = deployment.artifact["additionalDependencies"]
    if deployment.is_partial and not dependencies:
        return
    if dependencies and dependencies.kind != "sequence":
        return  # FL102
    names = [file_name(node.text or "") for node in shipped]
    folders = "|".join(re.escape(folder) for folder in libraries())
    for match in re.finditer(rf"(?<![\w.-])(?:{folders})([^\s,;:'\"=]*)", text):
        name = match[1]
        if not name or name in names or re.search(r"[/*?\[{]", name):
            continue
        near = nearest(name, names)
        finding = args.flag(f"no additional dependency brings {name} to {match[0]}")
        finding = finding.at(args.source_map.span(match.start(), match.end()))
        yield finding.suggest(f"did you mean {near}?" if near else f"add the address of {name}")


def _is_mounted(deployment: Deployment) -> bool:
    """Whether a volume is mounted into the folder of the dependencies."""
    folders = tuple(folder.rstrip("/") for folder in libraries())
    return any(
        (node.text or "").startswith(folders)
        for node in deployment.template_spec["kubernetes"].walk()
        if node.name == "mountPath"
    )
