"""A JSON file has what JSON does not: a comment, a trailing comma, or NaN.

## Why
JavaScript and YAML readers take these, the API's JSON reader does not: the request is refused.

## Bad
```json lines=6
{
  "kind": "Deployment",
  "apiVersion": "v1",
  "metadata": {"name": "orders"},
  "spec": {"deploymentTargetName": "default", "template": {"spec": {
    "parallelism": NaN,
    "artifact": {"kind": "JAR", "jarUri": "oss://bucket/a-1.0.jar", "flinkVersion": "1.17"}
  }}}
}
```

## Good
```json
{
  "kind": "Deployment",
  "apiVersion": "v1",
  "metadata": {"name": "orders"},
  "spec": {"deploymentTargetName": "default", "template": {"spec": {
    "parallelism": 2,
    "artifact": {"kind": "JAR", "jarUri": "oss://bucket/a-1.0.jar", "flinkVersion": "1.17"}
  }}}
}
```

## When it does not apply
YAML files may have comments and trailing commas in their flow mappings.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.manifest import Manifest
from flinklint.rule import rule


@rule("FL009", Severity.ERROR, source="statement 1 of the page; RFC 8259")
def json_trailing_or_nan(manifest: Manifest) -> Iterator[Finding]:
    problem = manifest.problem
    if problem is not None and problem.code == "FL009":
        yield manifest.flag(problem)
