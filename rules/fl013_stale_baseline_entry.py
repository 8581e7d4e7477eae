"""The baseline accepts a finding that is not there any more.

## Why
The mistake was repaired, or its file is gone. As long as the entry stays, the same mistake can be
made again and nobody is told.

## Bad
An entry of the baseline that nothing matches:

    {"file": "jobs/orders.yaml", "code": "FL401", "name": "parallelism-positive", ...}

## Good
The baseline holds only what is still found: `flinklint baseline prune` takes the others out.

## When it does not apply
Only entries of files that are checked in this run, and of rules that ran on them, are counted;
entries of a file that is gone are always. With `--strict-baseline` it is an error.

## Fix
`flinklint baseline prune` takes such entries out and adds nothing; `flinklint check --fix` does so
too (safe).
"""

from collections.abc import Iterator

from flinklint.baseline import Baseline
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL013", Severity.WARNING, source="the form of the baseline")
def stale_baseline_entry(baseline: Baseline) -> Iterator[Finding]:
    for entry in baseline.stale:
        finding = baseline.flag(entry).suggest("`flinklint baseline prune` takes it out")
        finding = finding.fix("remove the entry", baseline.removal(entry), safe=True)
        yield finding.error() if baseline.strict else finding
