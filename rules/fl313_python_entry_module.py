"""The Python file and its entry module do not fit together.

## Why
A .zip holds many modules, and only `entryModule` says which of them is the program: without it the job
cannot start. A .py file is the program itself, and an `entryModule` beside it is ignored, which hides that
one of the two was left behind.

## Bad
```yaml platform=managed
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: PYTHON
        pythonArtifactUri: oss://bucket/count.zip  # FL313
        flinkVersion: "1.12"
```

## Good
```yaml platform=managed
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: PYTHON
        pythonArtifactUri: oss://bucket/count.zip
        entryModule: count.main
        flinkVersion: "1.12"
```

## When it does not apply
Files of other endings, and addresses with placeholders. The body of a PATCH may leave the module out.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.flink_jar import file_name
from flinklint.rule import rule


@rule(
    "FL313", Severity.WARNING, source="the managed service's page on publishing Python jobs, 2021"
)
def python_entry_module(deployment: Deployment) -> Iterator[Finding]:
    if deployment.artifact_kind != "PYTHON":
        return
    artifact = deployment.artifact
    uri, module = artifact["pythonArtifactUri"], artifact["entryModule"]
    if not uri.text or uri.is_placeholder:
        return
    name = file_name(uri.text)
    named = module.text is not None and module.text.strip() != ""
    if name.lower().endswith(".zip") and not named and not deployment.is_partial:
        finding = uri.flag(f"{name} needs an entryModule: the program is one of its modules")
        yield finding.suggest("add entryModule, such as package.main")
    elif name.lower().endswith(".py") and named:
        finding = module.flag(
            f"entryModule has no effect beside {name}, which is the program itself"
        )
        yield finding.because(uri, "the program").suggest("remove it, or name the .zip")
