"""The same option stands twice in one WITH; Flink takes the last in silence.

## Why
No version of Flink refuses it: the earlier value has no effect, which nobody who reads the script from
the top will see.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '10',  -- FL624
  'rows-per-second' = '1000'
);
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '1000'
);
```

## When it does not apply
An option that a LIKE takes over and the table gives anew is meant to be replaced.

## Fix
The earlier one, which has no effect, is removed.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_edits import removal
from flinklint.script_flow import option_lists


@rule("FL624", Severity.WARNING, source="Flink 1.11, 1.20 and 2.3 asked, with datagen")
def duplicate_option(script: Script) -> Iterator[Finding]:
    for options in option_lists(script):
        last = {option.key: option for option in options}
        for option in options if len(last) < len(options) else ():
            other = last[option.key]
            if other is option:
                continue
            message = f"'{option.key}' is given again below, and this one has no effect"
            finding = script.flag(*option.key_span, message)
            finding = finding.label(script.label(*other.key_span, "this one counts"))
            end = script.text.find(",", option.value_span[1])
            gap = script.text[option.value_span[1] : end]
            if end >= 0 and not gap.strip():
                edits = removal(script, option.key_span[0], end + 1)
                if edits:
                    finding = finding.fix("remove the one without effect", edits, safe=True)
            yield finding.suggest("keep one of them")
