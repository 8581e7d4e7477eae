"""`sqlScriptFile` names a file that cannot be read.

## Why
Without the file there is no script to check or to submit.

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
        sqlScriptFile: sql/no-such-file.sql  # FL125
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
Nothing is said of a path with a placeholder, which something may fill in before the upload; `flinklint compile`
needs the script, and refuses it. A path is seen from the folder of the file that it is
written in; the file is UTF-8.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL125", Severity.ERROR, source="flinklint's own field")
def script_file_unreadable(deployment: Deployment) -> Iterator[Finding]:
    file = deployment.script_file
    if file is not None and file.fault and not file.outside:
        yield file.node.flag(file.fault).suggest(file.hint)
