"""The file is a template that has to be rendered before it can be checked.

## Why
`{{ }}` and `{% %}` outside of a text belong to Helm, Jinja and their like. What the rendered file
says cannot be known from here, so the file is passed over; this only says so to a person who named
it.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: {{ app }}  # FL003
spec: {}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata:
  name: orders
spec:
  deploymentTargetName: default
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}}}
```

## When it does not apply
Files found in a folder or passed by a hook are passed over in silence. A placeholder inside a text,
such as `s3://bucket/{{deploymentId}}`, is the platform's own.

## Fix
Check what the template renders to: `helm template . | flinklint check -`.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.manifest import PassedOver
from flinklint.rule import rule
from flinklint.source import Span


@rule(
    "FL003",
    Severity.INFO,
    source="public repositories: a third of the files of this kind are templates",
)
def template_not_rendered(file: PassedOver) -> Iterator[Finding]:
    offset = file.manifest.template_offset
    if offset is not None:
        message = "this is a template; it can be checked after it is rendered"
        yield Finding(message, file.manifest.source, Span(offset, offset + 2))
