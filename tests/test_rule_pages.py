"""Every rule's page is whole, and its samples do what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from support import run

from flinklint.resources import home
from flinklint.rule import Rule, load

SECTIONS = ("Why", "Bad", "Good", "When it does not apply")
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SUFFIXES = {"yaml": ".yaml", "json": ".json", "sql": ".sql"}


@dataclass(frozen=True)
class Sample:
    """A code block of a page: its language, the options of its fence, and its text.

    Options: `platform=vvp2`, `flink=1.20`, `lines=3,5` (where a mark cannot stand), `unwrap=yes`,
    `reading=literal` (an option of the rule).
    """

    rule: Rule
    section: str
    language: str
    options: dict[str, str]
    text: str

    def expected(self) -> list[int]:
        if "lines" in self.options:
            return [int(line) for line in self.options["lines"].split(",")]
        mark = re.compile(rf"(?:#|--) {self.rule.code}\b")
        return [n for n, line in enumerate(self.text.split("\n"), 1) if mark.search(line)]

    def settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        own = {}
        for key, value in self.options.items():
            if key == "platform":
                settings["platform"] = value
            elif key == "flink":
                major, minor = value.split(".")
                settings["flink_version"] = (int(major), int(minor))
            elif key == "unwrap":
                settings["unwrap"] = True
            elif key != "lines":
                own[key] = value
        if own:
            settings["rule_options"] = {self.rule.code: own}
        return settings


def samples(rule: Rule) -> list[Sample]:
    found = []
    for part in re.split(r"^## ", rule.doc, flags=re.MULTILINE)[1:]:
        section = part.partition("\n")[0].strip()
        for language, rest, text in BLOCK.findall(part):
            if section in ("Bad", "Good"):
                options = dict(word.split("=", 1) for word in rest.split())
                found.append(Sample(rule, section, language, options, text.replace("⇥", "\t")))
    return found


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
    if rule.scope not in ("Crash", "Project", "Baseline"):
        assert {sample.section for sample in samples(rule)} == {"Bad", "Good"}
    assert rule.source
    assert rule.title.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_module_is_named_after_its_rule(rule: Rule) -> None:
    path = home("rules") / f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py"
    assert path.is_file()


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_is_flagged_exactly_at_its_marks(sample: Sample) -> None:
    suffix = SUFFIXES[sample.language]
    rules = [sample.rule, *(rule for rule in RULES if rule.enabled and rule is not sample.rule)]
    outcome = run(sample.text, rules, name=f"sample{suffix}", **sample.settings())
    assert not outcome.crashed
    lines = [
        finding.source.position(finding.span.start).line
        for finding in outcome.findings
        if finding.code == sample.rule.code
    ]
    assert lines == sample.expected()
    assert bool(lines) == (sample.section == "Bad")
    if sample.section == "Good":
        errors = [finding for finding in outcome.findings if finding.rank == 2]
        assert errors == []
