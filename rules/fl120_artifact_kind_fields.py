"""The artifact lacks what its kind needs, or has what belongs to another kind.

## Why
A SQLSCRIPT runs its `sqlScript`, a JAR its `jarUri`, a PYTHON job its `pythonArtifactUri`. Without it
the job has nothing to run; a field of another kind is ignored, which hides that the wrong kind or
the wrong field was written. A `sqlScriptFile`, which flinklint reads, stands for a `sqlScript`; of
both with different scripts one would be lost.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, flinkVersion: "1.17"}  # FL120
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
The body of a PATCH may leave the field out. A field of another kind that is written as null is not
there.
"""

from collections.abc import Iterator
from functools import cache

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.schema import shape_at
from flinklint.tree import Node

_NEEDED = {"SQLSCRIPT": "sqlScript", "JAR": "jarUri", "PYTHON": "pythonArtifactUri"}


@rule(
    "FL120",
    Severity.ERROR,
    source="statement 3 of the page; AppManager API 2.1; ververica-common's models",
)
def artifact_kind_fields(deployment: Deployment) -> Iterator[Finding]:
    artifact, kind = deployment.artifact, deployment.artifact_kind
    place = shape_at("spec", "template", "spec", "artifact")
    if place is None or kind not in _NEEDED or not artifact.is_mapping:
        return
    wanted = _NEEDED[kind]
    written = artifact.children
    others = [node for name in _fields_of_others(kind) if (node := written.get(name))]
    if kind == "SQLSCRIPT" and artifact["sqlScriptFile"]:
        yield from _two_scripts(deployment)
        wanted = "sqlScriptFile"
    needed = artifact[wanted]
    empty = kind != "SQLSCRIPT" and needed.text is not None and not needed.text.strip()
    if empty or (not needed and not deployment.is_partial and not _misspelt(artifact, wanted)):
        finding = needed.flag(f"the artifact is a {kind}, but has no `{wanted}`")
        for other in others:
            of = " or ".join(place.child(other.name).kinds)  # type: ignore[union-attr]
            finding = finding.because(other, f"this belongs to {of}")
        yield finding.because(artifact["kind"], "the kind").suggest(f"add {wanted}")
        return
    for other in others:
        finding = other.flag_key(f"`{other.name}` has no effect in a {kind} artifact").warning()
        yield finding.because(artifact["kind"], "the kind").suggest("remove it, or change the kind")


@cache
def _fields_of_others(kind: str) -> tuple[str, ...]:
    """The fields that belong to artifacts of other kinds."""
    place = shape_at("spec", "template", "spec", "artifact")
    fields = {name: place.child(name) for name in place.fields} if place is not None else {}
    return tuple(
        name for name, field in fields.items() if field and field.kinds and kind not in field.kinds
    )


def _two_scripts(deployment: Deployment) -> Iterator[Finding]:
    """A script in the manifest that is not the one in the file: one of them would be lost."""
    file = deployment.script_file
    if file is None or file.source is None or file.beside.text is None:
        return
    if file.beside.text.split() != (deployment.artifact["sqlScript"].text or "").split():
        finding = file.node.flag_key("`sqlScriptFile` and `sqlScript` hold different scripts")
        finding = finding.because(file.beside, "the other script")
        yield finding.suggest("remove the one that is not meant")


def _misspelt(artifact: Node, name: str) -> bool:
    """Whether an unknown key with a value is the needed one misspelt, which another rule says."""
    place = shape_at("spec", "template", "spec", "artifact")
    confused = place.fields[name].get("x-confused-with", ()) if place is not None else ()
    return any(key in confused or (place and key not in place.fields and nearest(key, [name]))
               for key, node in artifact.children.items() if node)  # fmt: skip
