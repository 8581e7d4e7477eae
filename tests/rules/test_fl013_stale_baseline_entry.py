from __future__ import annotations

from pathlib import Path

import pytest
from test_suppress import JOB

from flinklint.baseline import Baseline, read, write
from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.finding import Finding, Severity, apply_edits
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source

RULES = [rule for rule in load() if rule.code in ("FL013", "FL401")]
SOUND = JOB.replace("parallelism: 0", "parallelism: 1")


def findings(text: str, *, strict: bool = False) -> tuple[Baseline, list[Finding]]:
    """What is said of three jobs with a baseline of three findings, once their text is `text`."""
    folder = Path.cwd()
    files = [file_of(f"{n}.yaml", JOB.replace("orders", n).encode()) for n in "abc"]
    checker = Checker(RULES, Settings())
    empty = Baseline(Source("base.json", ""), folder, strict=strict)
    entries = empty.entries_of(checker.check(files).findings, checker.mandatory)
    baseline = read(Source("base.json", write(entries)), folder)
    files = [file_of(f"{n}.yaml", text.replace("orders", n).encode()) for n in "abc"]
    found = Checker(RULES, Settings(), baseline).check(files).findings
    return baseline, found


def test_says_nothing_of_entries_that_match() -> None:
    assert findings(JOB)[1] == []


def test_points_at_each_entry_and_takes_it_out() -> None:
    baseline, found = findings(SOUND)
    assert [f.code for f in found] == ["FL013"] * 3
    assert found[0].message == "nothing in a.yaml matches this entry of FL401 any more"
    for number, finding in enumerate(found):
        assert finding.source.slice(finding.span).startswith(
            '{"file": "abc.yaml"'.replace("abc", "abc"[number])
        )
        fixed = apply_edits(baseline.source.text, finding.fixes[0].edits)
        left = read(Source("base.json", fixed), baseline.folder).entries
        assert [e.file for e in left] == [f"{n}.yaml" for n in "abc" if n != "abc"[number]]
        assert fixed == write(left)


@pytest.mark.parametrize(
    ("strict", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)]
)
def test_is_an_error_where_it_is_strict(strict: bool, severity: Severity) -> None:
    folder = Path.cwd()
    baseline, found = findings(SOUND)
    [rule] = [rule for rule in RULES if rule.code == "FL013"]
    subject = Baseline(baseline.source, folder, baseline.entries, baseline.entries, strict)
    assert {finding.severity for finding in rule.run(subject)} == {severity}
    assert len(found) == 3
