"""What settings say of rules, held against the rules there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint.finding import Severity
from flinklint.nearest import nearest
from flinklint.refusal import Refusal
from flinklint.rule import Rule, matches
from flinklint.settings import Settings, SettingsFile


def own_settings(found: SettingsFile) -> Settings:
    """Settings that hold a team's own rules and policies, and nothing else.

    Raises `Refusal`, with the line, where they cannot be used.
    """
    folders = []
    for number, name in enumerate(found.own_rules):
        folder = found.folder / name
        if not folder.is_dir():
            raise Refusal(f"{found.place('own-rules', number)}: `{name}` is no folder")
        folders.append(folder)
    if not found.policies:
        return Settings(own_rules=tuple(folders))
    from flinklint.policies import read

    return Settings(own_rules=tuple(folders), policies=read(found))


def hold(found: SettingsFile, rules: Iterable[Rule]) -> None:
    """Refuse selectors in a settings file that mean no rule, and options that a rule has not.

    Raises `Refusal` with the line.
    """
    rules = tuple(rules)
    for path, selector in _selectors(found):
        if not any(matches(rule, [selector]) for rule in rules):
            raise Refusal(f"{found.place(*path)}: {unknown_rule(selector, rules)}")
    for selector, options in found.rule_options.items():
        rule = _one(selector, rules)
        if rule is None:
            place = found.place("rules", selector)
            raise Refusal(f"{place}: `{selector}` means several rules; options are of one")
        known = dict(rule.options)
        for option in options:
            if option not in known:
                place = found.place("rules", selector, option)
                raise Refusal(f"{place}: {_unknown_option(rule, option)}")


def severities(found: SettingsFile, rules: Iterable[Rule]) -> dict[str, Severity]:
    """The severity that settings give to rules, by code; the longer selector decides."""
    rules = tuple(rules)
    return {
        rule.code: found.severities[selector]
        for selector in sorted(found.severities, key=len)
        for rule in rules
        if matches(rule, [selector])
    }


def rule_options(found: SettingsFile, rules: Iterable[Rule]) -> dict[str, dict[str, object]]:
    """The options that settings give to rules, by code."""
    rules = tuple(rules)
    given = ((_one(selector, rules), options) for selector, options in found.rule_options.items())
    return {rule.code: options for rule, options in given if rule is not None}


def unknown_rule(selector: str, rules: Iterable[Rule]) -> str:
    """What to say of a selector that means no rule."""
    near = nearest(selector, [name for rule in rules for name in (rule.code, rule.name)])
    return f"`{selector}` is no rule" + (f"; did you mean `{near}`?" if near else "")


def _selectors(found: SettingsFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every selector of a settings file, with the path of its place."""
    for key, selectors in (
        ("select", found.select),
        ("ignore", found.ignore),
        ("mandatory", found.mandatory),
    ):
        yield from (((key, number), selector) for number, selector in enumerate(selectors))
    for key, table in (("severity", found.severities), ("rules", found.rule_options)):
        yield from (((key, selector), selector) for selector in table)
    for number, entry in enumerate(found.per_file):
        for index, selector in enumerate(entry.ignore):
            yield ("per-file", number, "ignore", index), selector


def _one(selector: str, rules: Iterable[Rule]) -> Rule | None:
    """The rule that has a code or name."""
    return next(
        (r for r in rules if selector.upper() == r.code or selector.lower() == r.name), None
    )


def _unknown_option(rule: Rule, option: str) -> str:
    options = [name for name, _ in rule.options]
    if not options:
        return f"{rule.code} has no options"
    near = nearest(option, options)
    meant = f"did you mean `{near}`?" if near else f"known are {', '.join(options)}"
    return f"{rule.code} has no option `{option}`; {meant}"
