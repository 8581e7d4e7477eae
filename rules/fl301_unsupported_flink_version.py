"""The platform does not have this Flink version.

## Why
The page: only the two major versions 1.10 and 1.11 are supported; from its release of March 2021 on the
managed service also has 1.12, later 1.13, 1.15, 1.17 and 1.20. For another version there is no image, and
the job never starts. The platform wants major and minor version only: the patch is in the image tag.

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
        jarUri: oss://bucket/orders-1.0.jar
        flinkVersion: "1.9"  # FL301
        flinkImageTag: 1.11.2-vvr-2.1.1
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
        flinkVersion: "1.11"
        flinkImageTag: 1.11.2-vvr-2.1.1
```

## When it does not apply
An error for text that is no version at all, and on the managed service of the page. Elsewhere, and for a
version that is newer than all that flinklint knows, a warning: platforms add versions. A version that the
managed service does have, with an image of another one, is reported at the image tag. Values with
placeholders are not judged.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault
from flinklint.knowledge import Profile, versions
from flinklint.nearest import nearest
from flinklint.python_job import sign
from flinklint.rule import rule
from flinklint.units import FlinkVersion


@rule("FL301", Severity.ERROR, source="statement 15 of the page; release notes of both platforms")
def unsupported_flink_version(deployment: Deployment) -> Iterator[Finding]:
    node, profile = deployment.artifact["flinkVersion"], deployment.profile
    text = node.text or ""
    found = fault(deployment, is_python=sign(deployment) is not None)
    version = FlinkVersion.parse(text)
    if found is Fault.UNREADABLE:
        near = nearest(text, _names(profile))
        finding = node.flag(f"`{text}` is no Flink version").error()
        yield finding.suggest(f"did you mean {near}?" if near else _listed(profile))
    elif found is Fault.PATCH and version is not None:
        finding = node.flag(f"Flink version {text} names a patch, which belongs to the image tag")
        finding = finding.rated(profile.severities["FL301"])
        yield finding.suggest(f'write "{version.minor_text}"')
    elif found is Fault.UNKNOWN and version is not None:
        finding = node.flag(f"Flink {text} is not among the versions of {profile.title}")
        newer = version > versions()[-1]
        finding = finding.rated(Severity.WARNING if newer else profile.severities["FL301"])
        yield finding.suggest(_listed(profile))


def _names(profile: Profile) -> list[str]:
    return [version.minor_text for version in profile.flink_versions]


def _listed(profile: Profile) -> str:
    return f"{profile.title} has {', '.join(_names(profile))}"
