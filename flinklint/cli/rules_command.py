"""`flinklint rules` and `flinklint explain`: which rules there are, and a rule's page."""

from __future__ import annotations

from flinklint.cli.console import show
from flinklint.cli.table import Arguments
from flinklint.refusal import Refusal
from flinklint.rule import load


def run(_: Arguments) -> int:
    """List the rules."""
    for rule in load():
        state = "" if rule.enabled else " (off)"
        show(f"{rule.code} {rule.name:<28} {rule.severity.value:<8}{rule.title}{state}\n")
    return 0


def explain(arguments: Arguments) -> int:
    """Print a rule's page. Raises `Refusal` if there is no such rule."""
    from flinklint.cli.inputs import unknown_rule

    rules = load()
    for rule in rules:
        if arguments.rule.upper() == rule.code or arguments.rule.lower() == rule.name:
            show(f"{rule.code} {rule.name} ({rule.severity.value})\n\n")
            show(f"{rule.doc}\n\nSource: {rule.source}\n")
            return 0
    raise Refusal(unknown_rule(arguments.rule, rules))
