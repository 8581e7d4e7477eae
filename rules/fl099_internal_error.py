"""A rule, or the reading of a file, failed: this is a fault of flinklint, not of the file.

## Why
What the rule would have said is missing. The other rules and files go on, and the exit code is 2, so
that a run never passes because a check could not be made.

## Bad
Nothing that stands in a manifest should cause it.

## Good
Every other finding is about the manifest.

## When it does not apply
It is not a judgement of the deployment, and cannot be switched off.

## Fix
Report it with the message and, if you can share it, the file. Leaving out the rule with `--ignore`
lets the rest of the run count until it is repaired.
"""

from collections.abc import Iterator

from flinklint.check import Crash
from flinklint.finding import Finding, Severity
from flinklint.own_rules import OwnRuleFailure
from flinklint.rule import rule
from flinklint.source import Span


@rule("FL099", Severity.ERROR, source="flinklint itself")
def internal_error(crash: Crash) -> Iterator[Finding]:
    error = crash.error
    if isinstance(error, OwnRuleFailure):
        kind = type(error.__cause__).__name__
        message = f"{crash.stage} failed with {kind} at {error.place}"
        finding = Finding(message, crash.source, Span(0, 0))
        yield finding.suggest("this is a fault of the rule, which is one of your own")
        return
    finding = Finding(f"{crash.stage} failed with {type(error).__name__}", crash.source, Span(0, 0))
    yield finding.suggest("this is a fault of flinklint: please report it with this message")
