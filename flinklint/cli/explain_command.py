"""`flinklint explain`: what is known of a rule, an option, a connector, a format or a field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flinklint.cli.console import show
from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass
from flinklint.refusal import Refusal
from flinklint.rule import Rule, load

if TYPE_CHECKING:
    from flinklint.connectors import Connector, Format

VERSION = "1"


@dataclass(frozen=True)
class Explanation:
    """What is known of a name, in Markdown; `rule` is set if it is a rule's."""

    kind: str
    name: str
    text: str
    rule: Rule | None = None


def run(arguments: Arguments) -> int:
    """Print what is known of a name. Raises `Refusal` if nothing is."""
    found = list(_found(arguments.rule))
    if not found:
        raise Refusal(_unknown(arguments.rule))
    form = arguments.format or "text"
    if form == "json":
        report = {"version": VERSION, "found": [_object(one) for one in found]}
        show(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
        return 0
    text = "\n\n".join(map(_markdown if form == "markdown" else _plain, found))
    show(f"{text}\n")
    return 0


def _found(name: str) -> Iterator[Explanation]:
    """All that a name means: a rule, which is asked first, or whatever else is called so."""
    rule = _rule(name)
    if rule is not None:
        text = f"{rule.doc}\n\nSource: {rule.source}"
        yield Explanation("rule", f"{rule.code} {rule.name}", text, rule)
        return
    # what is known beside rules takes longer to load than a rule to print
    from flinklint import connectors, knowledge
    from flinklint.server.facts import about_option

    option = knowledge.options(None).find(name)
    if option is not None:
        yield Explanation("option", name, about_option(option, None))
    connector = connectors.connector(name) or connectors.connector(name, managed=True)
    if connector is not None:
        yield Explanation("connector", connector.name, _connector(connector))
    form = connectors.format_of(name)
    if form is not None:
        yield Explanation("format", form.name, _format(form))
    yield from _table_options(name)
    yield from _fields(name)


def _rule(name: str) -> Rule | None:
    """The rule of a code or name; settings are asked for a team's own."""

    def named(rules: tuple[Rule, ...]) -> Rule | None:
        return next((r for r in rules if name.upper() == r.code or name.lower() == r.name), None)

    return named(load()) or named(_all_rules())


def _all_rules() -> tuple[Rule, ...]:
    from flinklint.cli.rule_settings import own_settings
    from flinklint.own_rules import rules_of
    from flinklint.settings import find

    return rules_of(own_settings(find(Path.cwd())))


def _connector(found: Connector) -> str:
    from flinklint.server.facts import about_connector

    required = {name for name, _ in found.required}
    return "\n\n".join((about_connector(found), _options(found, required)))


def _format(found: Format) -> str:
    from flinklint.server.facts import about_format

    return "\n\n".join((about_format(found), _options(found, set(found.required))))


def _options(owner: Connector | Format, required: set[str]) -> str:
    from flinklint.server.facts import written

    lines = []
    for name, option in sorted(owner.options.items()):
        facts = [option.type] if option.type else []
        facts += ["required"] if name in required else []
        facts += [f"one of {', '.join(option.enum)}"] if option.enum else []
        facts += [f"default {written(option.default)}"] if option.default is not None else []
        lines.append(f"- `{name}`" + (f": {', '.join(facts)}" if facts else ""))
    return "\n".join(lines)


def _table_options(name: str) -> Iterator[Explanation]:
    """What each connector and format says of an option of its own."""
    from flinklint import connectors
    from flinklint.server.facts import about_table_option
    from flinklint.server.table_names import Owned

    for each in connectors.connectors():
        connector = connectors.connector(each)
        option = connector.options.get(name) if connector is not None else None
        if connector is not None and option is not None:
            text = about_table_option(Owned(name, option, connector))
            yield Explanation("connector option", f"{connector.name} {name}", text)


def _fields(name: str) -> Iterator[Explanation]:
    """The fields of a deployment of a name, or the one at a path such as `spec.state`."""
    from flinklint.schema import homes, shape_at
    from flinklint.server.facts import about_field

    for path in homes().get(name.rpartition(".")[2], ()):
        shown = ".".join(path)
        shape = shape_at(*path)
        if shape is not None and (name == path[-1] or name == shown):
            yield Explanation("field", shown, about_field(shown, shape))


def _unknown(name: str) -> str:
    from flinklint import connectors, knowledge
    from flinklint.nearest import nearest
    from flinklint.schema import homes

    rules = [word for rule in _all_rules() for word in (rule.code, rule.name)]
    others = (*connectors.connectors(), *connectors.formats(), *homes())
    near = nearest(name, rules) or knowledge.options(None).nearest(name) or nearest(name, others)
    said = f"`{name}` is no rule, option of Flink, connector, format or field of a deployment"
    return said + (f"; did you mean `{near}`?" if near else "")


def _object(found: Explanation) -> dict[str, object]:
    told: dict[str, object] = {"kind": found.kind, "name": found.name, "text": found.text}
    if found.rule is not None:
        rule = found.rule
        told |= {
            "code": rule.code,
            "rule": rule.name,
            "severity": rule.severity.value,
            "enabled": rule.enabled,
            "source": rule.source,
            "url": rule.url,
        }
    return told


def _markdown(found: Explanation) -> str:
    severity = f" ({found.rule.severity.value})" if found.rule is not None else ""
    return f"# {found.name}{severity}\n\n{found.text}"


def _plain(found: Explanation) -> str:
    """The page of a rule as it stands; of the rest the text without what only Markdown needs."""
    if found.rule is not None:
        return f"{found.name} ({found.rule.severity.value})\n\n{found.text}"
    head, _, text = found.text.partition("\n\n")
    title = re.sub(r"^\*\*.*?\*\*", "", head)
    shown = f"{found.kind} {found.name}{title}\n\n{text}"
    return re.sub(r"`([^`]*)`", r"\1", shown)
