"""The image tag does not name one image of Flink.

## Why
The platform's tags begin with the Flink version: `1.11.2-vvr-2.1.1` or `1.17.2-stream1-scala_2.12-java11`
with its patch, `1.17-vvr-8.0.11` without, since there the release of VVR implies it. A tag such as `latest`,
or one without any patch, is another image tomorrow: after a restart the job runs on other code than before.
A tag that is misspelt, or has a VVR of another Flink, cannot be pulled, and the job never starts.

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
        flinkVersion: "1.11"
        flinkImageTag: latest  # FL304
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
VVR's tags of Flink 1.12 and later, as in `1.17-vvr-8.0.11`, need no patch. A tag of another Flink than
`flinkVersion` is FL305's. With an image of your own (another `flinkImageRegistry` or
`flinkImageRepository` than the platform's) the tag is yours: a moving one is an info, and everything else
is fine. A text that no registry can have as a tag is an error everywhere. Values with placeholders are not
judged.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, example_tag, fault, is_custom, names_no_patch
from flinklint.knowledge import vvr_flink
from flinklint.nearest import nearest
from flinklint.python_job import sign
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.units import EngineVersion, ImageTag

_DOCKER = regex(r"[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}", re.ASCII)
_MINOR = regex(r"[0-9]+\.[0-9]+")
_KINDS = ("vvr", "stream")


@rule(
    "FL304",
    Severity.WARNING,
    source="statement 17 of the page; three of seven public lineages; schemas/flink-images.json",
)
def tag_syntax(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.artifact["flinkImageTag"]
    text = node.text
    if text is None or node.is_placeholder:
        return
    if not _DOCKER.fullmatch(text):
        finding = node.flag(f"`{text}` cannot be the tag of an image").error()
        yield finding.suggest(_sample(deployment))
    elif is_custom(deployment):
        if not any(c.isdigit() for c in text) or _MINOR.fullmatch(text):
            finding = node.flag(f"the tag {text} may be another image tomorrow")
            yield finding.info().suggest("write a tag that is never moved")
    elif (says := _fault(text)) is not None and not _is_of_another_flink(deployment):
        meant = _meant(text)
        yield node.flag(says).suggest(_sample(deployment, meant[1] if meant else None))


def _is_of_another_flink(deployment: Deployment) -> bool:
    """Whether FL305 speaks of the tag."""
    return fault(deployment, is_python=sign(deployment) is not None) is Fault.MISMATCH


def _sample(deployment: Deployment, kind: str | None = None) -> str:
    return f"a tag looks like {example_tag(deployment, kind)}"


@lru_cache(maxsize=1024)
def _fault(text: str) -> str | None:
    """What is wrong with a tag of the platform's own images."""
    if EngineVersion.parse(text) is not None:
        return f"`{text}` is the name of an engine, not the tag of an image"
    tag = ImageTag.parse(text)
    if tag is None:
        return f"`{text}` does not begin with a Flink version"
    if tag.kind == "plain" and (meant := _meant(text)) is not None:
        word, kind = meant
        if word.startswith(kind):
            return f"the tag {text} is not complete"
        return f"the tag {text} is none of the platform's: `{word}` looks like `{kind}` misspelt"
    if names_no_patch(tag):
        return f"the tag {text} names no patch version of Flink"
    within = None if tag.vvr is None else vvr_flink(tag.vvr)
    if within is not None and within != tag.version:
        vvr = text.partition("-vvr-")[2].partition("-")[0]
        return f"no image has the tag {text}: VVR {vvr} is of Flink {within.minor_text}"
    return None if "-" in text else f"the tag {text} names a Flink, but no image of the platform"


def _meant(text: str) -> tuple[str, str] | None:
    """A word of the tag that is nearly `vvr` or `stream`, and which of them."""
    for word in text.split("-"):
        near = nearest(word.rstrip("0123456789"), _KINDS)
        if near is not None:
            return word, near
    return None
