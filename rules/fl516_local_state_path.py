"""State is kept on a pod's own disk.

## Why
Checkpoints, savepoints and the files of high availability have to outlive the pod that wrote them, and be
seen by the next one. A `file:` path, or one without a scheme, lies on the pod's own disk: after the first
restart of a pod the job cannot restore, although every checkpoint was reported as done.

## Bad
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
        state.checkpoints.dir: file:///data/checkpoints  # FL516
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
        state.checkpoints.dir: oss://bucket/checkpoints
```

## When it does not apply
Silent where a volume is mounted at the path or above it, and for a path without scheme where
`fs.default-scheme` names another file system.
"""

import re
from collections.abc import Iterator

from flinklint.configuration import keys_of_state_paths, value
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule

_SCHEME = regex(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


@rule("FL516", Severity.WARNING, source="lyft/flinkk8soperator#221, TouK/nussknacker#1740")
def local_state_path(deployment: Deployment) -> Iterator[Finding]:
    options = deployment.written_options
    for key in keys_of_state_paths(deployment.options):
        node = options.get(key)
        text = "" if node is None else (node.text or "").strip()
        if node is None or not text or node.is_placeholder or not _is_local(deployment, text):
            continue
        directory = re.sub(r"^[a-zA-Z]+:/*", "/", text)
        if not any(_is_below(directory, mount) for mount in _mounts(deployment)):
            finding = node.flag(f"{text} is on the pod's own disk, and gone with the pod")
            yield finding.suggest("write a path on shared storage, such as oss:// or s3://")


def _is_local(deployment: Deployment, text: str) -> bool:
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return scheme[1].lower() == "file"
    default = value(deployment, "fs.default-scheme")
    named = _SCHEME.match(default.text or "")
    return not default.node.exists or (named is not None and named[1].lower() == "file")


def _mounts(deployment: Deployment) -> Iterator[str]:
    for node in deployment.template_spec["kubernetes"].walk():
        if node.name == "mountPath" and node.text:
            yield node.text


def _is_below(directory: str, mount: str) -> bool:
    return f"{directory.rstrip('/')}/".startswith(f"{mount.rstrip('/')}/")
