"""PythonDriver is not told the full path of the program.

## Why
Flink's PythonDriver runs what `-py` (`--python`) or `-pym` (`--pyModule`) names, and fails at its start
without either. A relative path is looked for in the process's working folder, while the platform puts the
additional dependencies into `/flink/usrlib/`: the file is not found.

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
        jarUri: oss://bucket/flink-python_2.11-1.11.2.jar
        entryClass: org.apache.flink.client.python.PythonDriver
        mainArgs: -py count.py  # FL314
        additionalDependencies: [oss://bucket/count.py]
        flinkVersion: "1.11"
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
        jarUri: oss://bucket/flink-python_2.11-1.11.2.jar
        entryClass: org.apache.flink.client.python.PythonDriver
        mainArgs: -py /flink/usrlib/count.py
        additionalDependencies: [oss://bucket/count.py]
        flinkVersion: "1.11"
```

## When it does not apply
Addresses with a scheme, and modules. Arguments with placeholders are not judged. The body of a PATCH may
leave the arguments out.

## Fix
Write the path of the dependency with that name (unsafe: the file may lie elsewhere in an image of your own).
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Edit, Finding, Severity
from flinklint.flink_jar import file_name
from flinklint.python_job import entry, libraries, uses_driver
from flinklint.rule import rule


@rule(
    "FL314", Severity.WARNING, source="the managed service's page on publishing Python jobs, 2021"
)
def python_driver_path(deployment: Deployment) -> Iterator[Finding]:
    if not uses_driver(deployment):
        return
    args = deployment.artifact["mainArgs"]
    if args.is_placeholder or args.kind in ("mapping", "sequence"):
        return
    found = entry(args.text or "")
    if found is None:
        if not deployment.is_partial:
            finding = args.flag("PythonDriver is told no program: -py and -pym are missing")
            yield finding.suggest(f"write mainArgs: -py {libraries()[0]}<file>.py")
        return
    if found.value is None or not found.value.text or found.value.text.startswith("-"):
        finding = args.flag(f"{found.option.text.partition('=')[0]} names no program")
        yield finding.at(args.source_map.span(found.option.start, found.option.end)).suggest(
            f"write -py {libraries()[0]}<file>.py"
        )
        return
    path = found.value.text
    if not found.is_script or path.startswith(("/", "local:")) or "://" in path:
        return
    span = args.source_map.span(found.value.start, found.value.end)
    whole = libraries()[0] + file_name(path)
    finding = args.flag(f"the program {path} is a relative path, which is not found").at(span)
    finding = finding.suggest(f"write {whole}, where additional dependencies are put")
    if args.source.slice(span) == path:
        edit = Edit(args.source, span, whole)
        finding = finding.fix("write the full path", [edit], safe=False)
    yield finding
