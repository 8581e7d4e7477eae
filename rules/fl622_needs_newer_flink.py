"""The deployment's Flink version does not know this syntax yet, or no longer.

## Why
The script is parsed by the Flink that runs it. Syntax of a later version fails when the job is started,
in an upgrade or a downgrade after the old job is gone.

## Bad
```sql flink=1.15
CREATE TABLE copy WITH ('connector' = 'blackhole') AS SELECT 1 AS id;  -- FL622
```

## Good
```sql flink=1.16
CREATE TABLE copy WITH ('connector' = 'blackhole') AS SELECT 1 AS id;
```

## When it does not apply
Where the version is not known the rule is silent. `BEGIN STATEMENT SET` in a deployment is the platform's
own form and runs with every version that it has.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script

_PLATFORM_FORMS = ("BEGIN STATEMENT SET", "END")


@rule("FL622", Severity.ERROR, source="the parsers of Flink 1.10 to 2.3")
def needs_newer_flink(script: Script) -> Iterator[Finding]:
    for finding in script.grammar("FL622"):
        if script.deployment is None or not _is_platform_form(script, finding):
            yield finding


def _is_platform_form(script: Script, finding: Finding) -> bool:
    """Whether the finding is about the statement set as the platform's own scripts have it."""
    starts = (script.span(s.start, s.end).start for s in script.parsed.statements
              if s.kind in _PLATFORM_FORMS)  # fmt: skip
    return finding.span.start in starts
