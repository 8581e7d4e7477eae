"""A SET has no effect, or not the one it seems to have.

## Why
A SET of an option that Flink does not have is taken in silence, and so is one that a later SET of the
same option undoes. A value that Flink cannot read ends the job when it starts. A SET after the last
statement that runs changes nothing. Where the deployment's flinkConfiguration gives the same option
another value, the script wins, and whoever reads the configuration is misled.

## Bad
```sql flink=1.20
SET 'table.exec.state.tll' = '36 h';  -- FL618
SET 'table.exec.mini-batch.enabled' = 'yes';  -- FL618
```

## Good
```sql flink=1.20
SET 'table.exec.state.ttl' = '36 h';
SET 'table.exec.mini-batch.enabled' = 'true';
```

## When it does not apply
An option that is not known, and is no misspelling of one that is, may belong to a connector or to the
engine. Between two SETs of one option that each serve statements of their own nothing is wrong. Quotes
around key and value are good style from Flink 1.14 on, but no version demands them.
"""

from bisect import bisect
from collections.abc import Iterator

from flinklint import knowledge
from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.script_edits import replacement
from flinklint.script_flow import is_opaque
from flinklint.script_options import Setting, script_options
from flinklint.units import FlinkDuration, FlinkMemory, FlinkVersion
from flinklint.values import problem

_RUNS = frozenset(
    ("INSERT", "END", "EXECUTE STATEMENT SET", "EXECUTE INSERT", "SELECT", "CREATE TABLE",
     "CREATE VIEW", "UNKNOWN", "CREATE MATERIALIZED TABLE")
)  # fmt: skip


@rule("FL618", Severity.WARNING, source="Flink 1.11 to 2.3, its options and its SQL client")
def set_syntax(script: Script) -> Iterator[Finding]:
    options = script_options(script)
    if not options.settings:
        return
    runs = [s.start for s in script.parsed.statements if s.kind in _RUNS]
    undone = _undone(options.settings, runs)
    for setting in options.settings:
        found = _misread(script, setting)
        other = undone.get(id(setting))
        if found is not None:
            yield found
        elif other is not None:
            message = f"'{setting.key}' is set again before anything runs: this value is lost"
            finding = script.flag(*setting.value_span, message)
            yield finding.label(script.label(*other.value_span, "this one counts")).suggest(
                "keep one of them"
            )
        else:
            yield from _contradicts(script, setting, runs[-1] if runs else None)


def _misread(script: Script, setting: Setting) -> Finding | None:
    """An option that no Flink has, or a value that it cannot read."""
    version = None if script.flink_version is None else FlinkVersion(*script.flink_version)
    table = knowledge.options(version)
    known = table.find(setting.key)
    if known is None:
        meant = table.nearest(setting.key) if "." in setting.key else None
        if meant is None or knowledge.managed_key(setting.key) is not None:
            return None
        finding = script.flag(*setting.key_span, f"'{setting.key}' is no option of Flink")
        edits = replacement(script, *setting.key_span, f"'{meant}'" if setting.quoted else meant)
        if edits:
            finding = finding.fix(f"write {meant}", edits, safe=False)
        return finding.suggest(f"did you mean '{meant}'?")
    if known.state != "here" or is_opaque(setting.text):
        return None
    reason = problem(setting.text or "", known, version)
    if reason is None:
        return None
    return script.flag(*setting.value_span, f"Flink cannot read '{setting.key}': {reason}")


def _undone(settings: tuple[Setting, ...], runs: list[int]) -> dict[int, Setting]:
    """The settings that a later one of the same option replaces before any statement runs."""
    undone: dict[int, Setting] = {}
    last: dict[str, Setting] = {}
    for setting in settings:
        before = last.get(setting.key)
        last[setting.key] = setting
        if before is None or before.text == setting.text or None in (before.text, setting.text):
            continue
        start, end = before.statement.start, setting.statement.start
        if bisect(runs, start) == bisect(runs, end):
            undone[id(before)] = setting
    return undone


def _contradicts(script: Script, setting: Setting, last: int | None) -> Iterator[Finding]:
    """A SET that the deployment's configuration contradicts, or that comes too late."""
    deployment = script.deployment
    if deployment is None:
        return
    node = deployment.flink_configuration[setting.key]
    text = None if node.is_placeholder else node.text
    if text is not None and setting.text is not None and not _same(text, setting.text):
        message = f"'{setting.key}' is {setting.text!r} here and {text!r} in flinkConfiguration"
        finding = script.flag(*setting.value_span, message)
        yield finding.because(node, "this value does not count").suggest("keep one of them")
        return
    if last is not None and setting.statement.start > last:
        message = f"'{setting.key}' is set after the last statement that runs: it has no effect"
        finding = script.flag(setting.statement.start, setting.statement.end, message)
        yield finding.suggest("put it before the INSERT")


def _same(text: str, other: str) -> bool:
    """Whether two texts are one value, `60 s` and `1 min` too."""
    if text.strip().lower() == other.strip().lower():
        return True
    newest = knowledge.versions()[-1]
    for read in (FlinkDuration.parse, FlinkMemory.parse):
        one = read(text, newest)
        if one is not None and one == read(other, newest):
            return True
    return False
