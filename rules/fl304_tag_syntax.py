"""The image tag does not name one image of Flink.

## Why
The platform's tags begin with the full Flink version, as in `1.11.2-vvr-2.1.1` or
`1.17.2-stream1-scala_2.12-java11`. A tag such as `latest`, or one without the patch, is another image
tomorrow: after a restart the job runs on other code than before. A tag that is misspelt cannot be pulled,
and the job never starts.

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
With an image of your own (another `flinkImageRegistry` or `flinkImageRepository` than the platform's) the
tag is yours: a moving one is an info, and everything else is fine. A text that no registry can have as a
tag is an error everywhere. Values with placeholders are not judged.
"""

import re
from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_image import Fault, fault, is_custom
from flinklint.nearest import nearest
from flinklint.python_job import sign
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.units import ImageTag

_DOCKER = regex(r"[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}", re.ASCII)
_KINDS = {"vvr": "1.11.2-vvr-2.1.1", "stream": "1.17.2-stream1-scala_2.12-java11"}


@rule("FL304", Severity.WARNING, source="statement 17 of the page; three of seven public lineages")
def tag_syntax(deployment: Deployment) -> Iterator[Finding]:
    node = deployment.artifact["flinkImageTag"]
    text = node.text
    if text is None or node.is_placeholder:
        return
    sample = f"a tag looks like {_KINDS[deployment.profile.tag_kinds[0]]}"
    if not _DOCKER.fullmatch(text):
        yield node.flag(f"`{text}` cannot be the tag of an image").error().suggest(sample)
        return
    tag, custom = ImageTag.parse(text), is_custom(deployment)
    mismatch = fault(deployment, is_python=sign(deployment) is not None) is Fault.MISMATCH
    if custom:
        if (tag is None and not any(c.isdigit() for c in text)) or _is_minor(text):
            finding = node.flag(f"the tag {text} may be another image tomorrow")
            yield finding.info().suggest("write a tag that is never moved")
    elif tag is None:
        yield node.flag(f"`{text}` does not begin with a Flink version").suggest(sample)
    elif not tag.patch_written:
        finding = node.flag(f"the tag {text} names no patch version of Flink")
        yield finding.suggest(sample)
    elif tag.kind == "plain" and not mismatch and (meant := _misspelt(text)) is not None:
        word, kind = meant
        finding = node.flag(
            f"the tag {text} is none of the platform's: `{word}` looks like `{kind}` misspelt"
        )
        yield finding.suggest(sample)
    elif "-" not in text and not mismatch:
        yield node.flag(f"the tag {text} names a Flink, but no image of the platform").suggest(
            sample
        )


def _is_minor(text: str) -> bool:
    return re.fullmatch(r"[0-9]+\.[0-9]+", text) is not None


def _misspelt(text: str) -> tuple[str, str] | None:
    """A word of the tag that is nearly `vvr` or `stream`, and which of them."""
    for word in text.split("-")[1:]:
        near = nearest(word.rstrip("0123456789"), _KINDS)
        if near is not None:
            return word, near
    return None
