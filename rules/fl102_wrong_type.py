"""A value has another type than its field, or a form that the field cannot have.

## Why
The API answers 400 and takes nothing. A number in quotes is still a number to it, and a number where
it wants a text is that text, so only values that cannot be converted are reported. A class is named as in
Java, `com.example.Main`, and a Python module with dots: a path to a file starts nothing.

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
      parallelism: two  # FL102
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
      parallelism: 2
```

## When it does not apply
Values with `${NAME}` in them are not judged. Option values, labels, annotations, CPU, memory and
versions have rules of their own.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import fold
from flinklint.rule import rule
from flinklint.schema import Shape
from flinklint.tree import Node

_KINDS = {
    "string": "a text", "integer": "an integer", "number": "a number", "boolean": "true or false",
    "object": "a mapping", "array": "a list", "null": "null",
}  # fmt: skip
_WRITTEN = {"mapping": "a mapping", "sequence": "a list", "null": "null"}


@rule("FL102", Severity.ERROR, source="AppManager API 2.1; flinkk8soperator#33")
def wrong_type(deployment: Deployment) -> Iterator[Finding]:
    for problem in deployment.schema_problems:
        place, node, keyword = problem.place, problem.node, problem.keyword
        if keyword in ("additionalProperties", "required") or place is None:
            continue
        if place.judged_by(keyword) or (keyword == "pattern" and place.judged_by("propertyNames")):
            continue
        if keyword == "type":
            wanted = " or ".join(_KINDS[kind] for kind in place.types if kind != "null")
            written = _WRITTEN.get(node.kind, f"`{_short(node)}`")
            finding = node.flag(f"`{node.name}` must be {wanted}, not {written}")
            yield finding.suggest(_in_mapping(node, place) or _example(place))
        elif keyword == "enum":
            if any(fold(value) == fold(node.text or "") for value in place.enum):
                continue  # FL105
            finding = node.flag(f"`{_short(node)}` is no value of `{node.name}`")
            yield finding.suggest(f"write {' or '.join(place.enum)}")
        elif keyword == "not" and "x-form" in place.schema:
            finding = node.flag(f"`{node.name}` must be {place.schema['x-form']}: `{_short(node)}`")
            yield finding.suggest(_example(place))
        else:
            limit = problem.detail
            words = {"minimum": f"be at least {limit}", "maximum": f"be at most {limit}",
                     "maxLength": f"have at most {limit} characters",
                     "minLength": "not be empty"}.get(keyword, f"match {limit}")  # fmt: skip
            yield node.flag(f"`{node.name}` must {words}, unlike `{_short(node)}`")


def _in_mapping(node: Node, place: Shape) -> str:
    """How a text or a list becomes the mapping that is wanted."""
    if place.types != ("object",):
        return ""
    if node.kind == "sequence" and place.is_map:
        return "write `key: value` without dashes"
    if node.kind != "scalar":
        return ""
    if "kind" in place.fields:
        return f"write {{kind: {_short(node)}}}"
    return f'write {{"": {_short(node)}}}' if node.name == "log4jLoggers" else ""


def _example(place: Shape) -> str:
    """What a right value looks like, from the schema's own examples."""
    examples = place.schema.get("examples") or [place.schema.get("default")]
    example = examples[0]
    if example is None or isinstance(example, (dict, list)):
        return ""
    import json  # few files have a wrong type

    return f"write a value such as {json.dumps(example).strip(chr(34))}"


def _short(node: Node) -> str:
    text = node.text or ""
    return text if len(text) <= 60 else f"{text[:57]}..."
