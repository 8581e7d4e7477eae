"""Every rule's page is whole, and its samples do what they say."""

from __future__ import annotations

import re

import pytest

from flinklint.resources import home
from flinklint.rule import Rule, load
from flinklint.samples import SUFFIXES, WITHOUT, Sample, samples

__all__ = ["RULES", "SUFFIXES", "samples"]

SECTIONS = ("Why", "Bad", "Good", "When it does not apply")

RULES = load()
SAMPLES = [
    pytest.param(sample, id=f"{rule.code}-{sample.section}-{number}")
    for rule in RULES
    for number, sample in enumerate(samples(rule), 1)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_has_every_section_in_order_and_both_samples(rule: Rule) -> None:
    sections = re.findall(r"^## (.+)$", rule.doc, re.MULTILINE)
    assert [section for section in sections if section in SECTIONS] == list(SECTIONS)
    if rule.scope not in WITHOUT:
        assert {sample.section for sample in samples(rule)} == {"Bad", "Good"}
    assert rule.source
    assert rule.title.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_module_is_named_after_its_rule(rule: Rule) -> None:
    path = home("rules") / f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py"
    assert path.is_file()


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_is_flagged_exactly_at_its_marks(sample: Sample) -> None:
    assert sample.fault(RULES) == ""
