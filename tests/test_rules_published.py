"""What the published page of a rule says beside its text is what the rule is."""

from __future__ import annotations

from pathlib import Path

from flinklint.rule import Rule, load

PAGES = Path(__file__).parent.parent / "docs" / "rules"


def stated(rule: Rule) -> list[str]:
    """The lines of a rule's page on how it is rated, when it runs and what can be set."""
    options = ", ".join(f"`{name}` (`{value}`)" for name, value in rule.options)
    return [
        f"# {rule.code} {rule.name}",
        f"- Severity: {rule.severity.value}",
        f"- Runs: {'by default' if rule.enabled else 'only when it is selected'}",
        *([f"- Options: {options}"] if options else []),
    ]


def test_the_page_of_each_rule_says_how_it_is_rated_and_what_can_be_set() -> None:
    wrong = {}
    for rule in load():
        page = (PAGES / f"{rule.code.lower()}-{rule.name}.md").read_text("utf-8").splitlines()
        shown = [
            line
            for line in page[:12]
            if line.startswith(("# ", "- Severity", "- Runs", "- Options"))
        ]
        if shown != stated(rule):
            wrong[rule.code] = shown
    assert wrong == {}
