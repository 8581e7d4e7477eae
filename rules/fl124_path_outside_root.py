"""`sqlScriptFile` names a file that lies outside of the project.

## Why
What is compiled must be made of what is reviewed. A path that leaves the project, by `..`, by a link
or as an absolute path, is another file on the next machine, and in CI it could put any file that can
be read there into what is submitted. It is not read.

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
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScriptFile: ../../other/orders.sql  # FL124
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
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE seen (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO seen SELECT id FROM orders;
```

## When it does not apply
A path with a placeholder is not looked at. The project is the folder of the settings file, else the
repository, else the folder that flinklint runs in. An overlay outside of it ends the run with exit
code 2.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL124", Severity.ERROR, source="flinklint's own field")
def path_outside_root(deployment: Deployment) -> Iterator[Finding]:
    file = deployment.script_file
    if file is not None and file.outside:
        yield file.node.flag(file.fault).suggest(file.hint)
