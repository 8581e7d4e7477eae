"""The samples of a rule's page: run, and held to the marks on their lines.

Under `## Bad` and `## Good` a page has code blocks. A line that the rule is to flag ends in a
comment with its code; the fence says what the run depends on, such as `flink=1.20`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flinklint.check import Checker
from flinklint.dataclass import dataclass, field
from flinklint.files import file_of
from flinklint.finding import Severity
from flinklint.regex import regex
from flinklint.rule import Rule
from flinklint.settings import Settings

SUFFIXES = {"yaml": ".yaml", "json": ".json", "sql": ".sql"}
WITHOUT = ("Crash", "Project", "Baseline")
"""The scopes whose rules cannot be shown in one file: their pages need no samples."""

_BLOCK = regex(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Sample:
    """A code block of a page: its language, the options of its fence, and its text.

    Options: `platform=vvp2`, `target=flink-operator`, `flink=1.20`, `lines=3,5` (where a mark
    cannot stand), `unwrap=yes`, `reading=literal` (an option of the rule). `written` is the text as
    it stands in the page.
    """

    rule: Rule
    section: str
    language: str
    options: dict[str, str]
    text: str
    written: str = field(default="", repr=False)

    def expected(self) -> list[int]:
        """The lines that are to be flagged, from 1."""
        if "lines" in self.options:
            return [int(line) for line in self.options["lines"].split(",")]
        mark = re.compile(rf"(?:#|--) {self.rule.code}\b")
        return [n for n, line in enumerate(self.text.split("\n"), 1) if mark.search(line)]

    def settings(self) -> dict[str, Any]:
        """What the fence says, as arguments of `Settings`."""
        settings: dict[str, Any] = {}
        own = {}
        for key, value in self.options.items():
            if key in ("platform", "target"):
                settings[key] = value
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

    def fault(self, rules: Iterable[Rule]) -> str:
        """What is wrong with the sample where all these rules run; empty if nothing is."""
        if self.language not in SUFFIXES:
            return f"a sample is {', '.join(SUFFIXES)}, not {self.language}"
        others = (rule for rule in rules if rule.enabled and rule is not self.rule)
        file = file_of(f"sample{SUFFIXES[self.language]}", self.text.encode("utf-8"))
        outcome = Checker([self.rule, *others], Settings(**self.settings())).check([file])
        if outcome.crashed:
            return "; ".join(f.message for f in outcome.findings if f.code == "FL099")
        lines = [
            finding.source.position(finding.span.start).line
            for finding in outcome.findings
            if finding.code == self.rule.code
        ]
        if lines != self.expected():
            return f"expected {_lines(self.expected())}, found {_lines(lines)}"
        if bool(lines) != (self.section == "Bad"):
            return "nothing is flagged" if self.section == "Bad" else "a good sample is flagged"
        errors = [f for f in outcome.findings if f.rank == Severity.ERROR.rank]
        if self.section == "Good" and errors:
            line = errors[0].source.position(errors[0].span.start).line
            return f"line {line} has an error: {errors[0].code} {errors[0].message}"
        return ""


def samples(rule: Rule) -> list[Sample]:
    """The samples of a rule's page in order."""
    found = []
    for part in re.split(r"^## ", rule.doc, flags=re.MULTILINE)[1:]:
        section = part.partition("\n")[0].strip()
        for language, rest, text in _BLOCK.findall(part):
            if section in ("Bad", "Good"):
                options = dict(word.split("=", 1) for word in rest.split() if "=" in word)
                tabbed = text.replace("⇥", "\t")
                found.append(Sample(rule, section, language, options, tabbed, text))
    return found


def _lines(numbers: list[int]) -> str:
    if not numbers:
        return "no line"
    return f"line{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
