"""The address of a JAR or file is not one that the platform can fetch.

## Why
The platform fetches artifacts from object stores, HTTP servers and file systems. A relative path or
one of the author's own disk means nothing there: the job fails when it is started. So does `oss:/path`,
with one slash only: no bucket is named. A scheme that is not known may need a plug-in.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: orders-1.0.jar, flinkVersion: "1.17"}  # FL122
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
Addresses with placeholders. Other schemes are a warning only.
"""

from collections.abc import Iterator

from flinklint.addresses import (
    artifact_addresses,
    is_capitals,
    is_left_over,
    known_schemes,
    lacks_bucket,
)
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.regex import regex
from flinklint.rule import rule

_WINDOWS = regex(r"[A-Za-z]:[\\/]|\\\\")
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")


@rule("FL122", Severity.WARNING, source="docs.ververica.com, artifacts; statement 3 of the page")
def uri_scheme(deployment: Deployment) -> Iterator[Finding]:
    for node in artifact_addresses(deployment):
        text = node.text or ""
        if node.is_placeholder or not text.strip() or is_left_over(text) or is_capitals(text):
            continue
        scheme = _SCHEME.match(text)
        if _WINDOWS.match(text):
            finding = node.flag(f"`{text}` is a path of a Windows disk, which the cluster has not")
            yield finding.error().suggest("upload the file and write its address")
        elif scheme is None:
            finding = node.flag(f"`{text}` has no scheme: the cluster cannot fetch it")
            yield finding.error().suggest(
                "write the whole address, such as oss://bucket/job-1.0.jar"
            )
        elif scheme.group(1).lower() not in known_schemes():
            known = ", ".join(known_schemes())
            finding = node.flag(
                f"`{scheme.group(1)}` is no scheme that the platform is known to fetch"
            )
            yield finding.at(node.source_map.span(0, scheme.end(1))).suggest(f"known are {known}")
        elif lacks_bucket(text):
            yield (
                node.flag(f"`{text}` names no bucket")
                .error()
                .suggest(f"write {scheme.group(1)}://bucket/path")
            )
