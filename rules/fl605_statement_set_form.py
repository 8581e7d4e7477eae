"""A statement set is not closed, is empty, or holds something else than INSERTs.

## Why
`BEGIN STATEMENT SET;` without its `END;` is no error of the parser: the set is simply never submitted. A
`;` after `EXECUTE STATEMENT SET BEGIN` ends the statement before the set has begun, and a DDL statement
inside a set is refused.

## Bad
```sql
BEGIN STATEMENT SET;  -- FL605
INSERT INTO a SELECT id FROM src;
INSERT INTO b SELECT id FROM src;
```

## Good
```sql
BEGIN STATEMENT SET;
INSERT INTO a SELECT id FROM src;
INSERT INTO b SELECT id FROM src;
END;
```

## When it does not apply
The managed service's sets may also hold its CREATE TABLE AS and CREATE DATABASE AS. In a bare script,
which a client runs statement by statement, a set that is never submitted is a warning.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script


@rule("FL605", Severity.ERROR, source="apache/streampark#2201, #3005; FLINK-27837")
def statement_set_form(script: Script) -> Iterator[Finding]:
    for fault in script.sets.faults:
        finding = script.flag(fault.start, fault.end, fault.message).suggest(fault.hint)
        if fault.opened is not None:
            opened = script.label(fault.opened.start, fault.opened.end, "the set begins here")
            finding = finding.label(opened)
        if script.deployment is None and not fault.refused:
            finding = finding.warning()
        yield finding
