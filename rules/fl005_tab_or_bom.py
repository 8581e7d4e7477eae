"""The file has bytes that break readers: tabs as indentation, a byte order mark, or no UTF-8.

## Why
YAML forbids tabs as indentation. A byte order mark and encodings other than UTF-8 come from editors
on Windows; they are invisible, and readers differ in whether they refuse the file, drop the first
key or garble the text of the script. Of a script in a file of its own the encoding is told too: Flink's
parser refuses a byte order mark, and what is no UTF-8 comes out as other text than was written. (In the
sample `⇥` stands for a tab.)

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
⇥template: {spec: {artifact: {kind: JAR}}}  # FL005
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}}}
```

## When it does not apply
Tabs inside a value, such as the SQL script, are text and stay, as those of a `.sql` file do.

## Fix
The byte order mark is removed, tabs at the start of lines become blanks (safe, if the file can then
be read).
"""

import re
from collections.abc import Iterator

from flinklint import tree
from flinklint.finding import Edit, Finding, Severity, apply_edits
from flinklint.manifest import Manifest
from flinklint.regex import regex
from flinklint.rule import rule
from flinklint.source import BOM, Source, Span

_TABS = regex(r"^[ ]*\t[ \t]*", re.MULTILINE)


@rule(
    "FL005",
    Severity.ERROR,
    source="statement 1 of the page; YAML 1.2.2, 6.1 and 5.2; Flink 1.11 to 2.3",
)
def tab_or_bom(manifest: Manifest) -> Iterator[Finding]:
    source = manifest.source
    if manifest.encoding is not None:
        finding = Finding(manifest.encoding.message, source, manifest.encoding.span)
        finding = finding.suggest("save the file as UTF-8 without a byte order mark")
        if source.text.startswith(BOM):
            finding = finding.fix("remove the mark", [Edit(source, Span(0, 1), "")], safe=True)
        yield finding
    problem = manifest.problem
    if problem is not None and problem.code == "FL005":
        finding = manifest.flag(problem)
        edits = _blanks_for_tabs(source)
        yield finding.fix("indent with blanks", edits, safe=True) if edits else finding


def _blanks_for_tabs(source: Source) -> list[Edit]:
    """Edits that make the file readable, with the widest tab that does so; none if none does."""
    for width in (8, 4, 2):
        edits = [
            Edit(source, Span(match.start(), match.end()), match.group().expandtabs(width))
            for match in _TABS.finditer(source.text)
        ]
        if tree.read(Source(source.name, apply_edits(source.text, edits))).problem is None:
            return edits
    return []
