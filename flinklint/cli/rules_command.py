"""`flinklint rules` and `rules test`: which rules there are, and that own ones keep their word."""

from __future__ import annotations

from pathlib import Path

from flinklint.cli.console import note, show
from flinklint.cli.table import Arguments
from flinklint.refusal import Refusal
from flinklint.rule import Rule, load
from flinklint.settings import SettingsFile, find


def run(arguments: Arguments) -> int:
    """List the rules, a team's own included."""
    for rule in _rules(SettingsFile() if arguments.isolated else find(Path.cwd())):
        state = "" if rule.enabled else " (off)"
        show(f"{rule.code} {rule.name:<28} {rule.severity.value:<8}{rule.title}{state}\n")
    return 0


def test(arguments: Arguments) -> int:
    """Run the samples of own rules; 1 if one is not flagged as its page says."""
    from flinklint.own_rules import in_folder, place_of
    from flinklint.samples import WITHOUT, samples

    folders = [Path(arguments.folder)] if arguments.folder else _folders(find(Path.cwd()))
    if not folders:
        raise Refusal("there are no own rules: name a folder, or set `own-rules` in the settings")
    own = [rule for folder in folders for rule in in_folder(folder)]
    rules = [*load(), *own]
    count = failed = 0
    for rule in own:
        found = samples(rule)
        faults = [
            f"{sample.section} sample {number}: {fault}"
            for number, sample in enumerate(found, 1)
            if (fault := sample.fault(rules))
        ]
        if rule.scope not in WITHOUT:
            have = {sample.section for sample in found}
            faults += [
                f"the page has no {section} sample"
                for section in ("Bad", "Good")
                if section not in have
            ]
        for fault in faults:
            show(f"{place_of(rule)}: {rule.code} {rule.name}: {fault}\n")
        count += len(found)
        failed += len(faults)
    note(f"{_count(own, 'rule')}, {_count(range(count), 'sample')}: {failed or 'none'} failed")
    return int(failed > 0)


def _rules(found: SettingsFile) -> tuple[Rule, ...]:
    from flinklint.cli.rule_settings import own_settings
    from flinklint.own_rules import rules_of

    return rules_of(own_settings(found))


def _folders(found: SettingsFile) -> list[Path]:
    return [found.folder / folder for folder in found.own_rules]


def _count(things: list[Rule] | range, word: str) -> str:
    return f"{len(things)} {word}{'s' * (len(things) != 1)}"
