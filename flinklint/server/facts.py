"""What hovers and completions say of a name, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from flinklint import knowledge
from flinklint.connectors import Connector, Format
from flinklint.deployment import Deployment
from flinklint.knowledge import Option
from flinklint.rule import Rule, load
from flinklint.schema import Shape, shape_at
from flinklint.server.table_names import Owned
from flinklint.sql.plan.catalog import Column, Table

OPTIONS = ("spec", "template", "spec", "flinkConfiguration")


def code(text: object) -> str:
    """A text as code."""
    return f"`{text}`"


def listed(words: Iterable[object]) -> str:
    """Words as code, with commas."""
    return ", ".join(code(word) for word in words)


def about_field(name: str, shape: Shape) -> str:
    """What the schema says of a field."""
    schema = shape.schema
    lines = [f"**{name}**" + (f": {schema['title']}" if schema.get("title") else "")]
    if schema.get("description"):
        lines.append(str(schema["description"]))
    facts = []
    types = [kind for kind in shape.types if kind != "null"]
    if types and not shape.enum:
        facts.append(f"Type: {' or '.join(types)}")
    if shape.enum:
        facts.append(f"Values: {listed(shape.enum)}")
    if "default" in schema and schema["default"] not in ({}, []):
        facts.append(f"Default: {code(schema['default'])}")
    if shape.kinds:
        facts.append(f"Only of artifacts of kind {' or '.join(shape.kinds)}")
    if shape.server_managed:
        facts.append("The server writes it")
    rules = [about for rule in shape.rules if (about := rule_title(rule))]
    return "\n\n".join([*lines, *_bullets(facts), *_bullets(rules)])


def _bullets(lines: list[str]) -> list[str]:
    return ["\n".join(f"- {line}" for line in lines)] if lines else []


def about_option(option: Option, deployment: Deployment | None) -> str:
    """What is known of an option of Flink, for the Flink of a deployment."""
    version = deployment.flink_version if deployment is not None else None
    shape = shape_at(*OPTIONS, option.key)
    described = shape.schema.get("description") if shape is not None else None
    facts = [f"Type: {code(option.read_as)}"]
    if option.enum:
        facts.append(f"Values: {listed(option.enum)}")
    if option.default is not None:
        facts.append(f"Default: {code(option.default) if option.default else 'an empty text'}")
    facts.append(_life(option))
    if version is not None and option.state != "here":
        facts.append(f"Flink {version} does not read it")
    if option.deprecated_since is not None:
        instead = f"; write {code(option.replaced_by)} instead" if option.replaced_by else ""
        facts.append(f"Deprecated since Flink {option.deprecated_since}{instead}")
    facts += _of_platform(option.key, deployment)
    lines = [f"**{option.key}**"]
    if described and not shape_is_any(option.key):
        lines.append(str(described))
    return "\n\n".join([*lines, *_bullets(facts)])


def shape_is_any(key: str) -> bool:
    """Whether the schema does not name an option itself."""
    options = shape_at(*OPTIONS)
    return options is None or key not in options.fields


def _life(option: Option) -> str:
    first = knowledge.versions()[0]
    since = f"since {option.since}" if option.since > first else f"{first} or older"
    until = f", until {option.until}" if option.until is not None else ""
    return f"Flink: {since}{until}"


def _of_platform(key: str, deployment: Deployment | None) -> list[str]:
    if deployment is not None and deployment.profile.reserves(key):
        return ["The platform writes this key itself"]
    managed = knowledge.managed_key(key)
    if managed is None or (deployment is not None and deployment.profile.name == "vvp2"):
        return []
    if managed.kind == "from-spec" and managed.field:
        return [f"The managed platform writes it from {code(managed.field)}"]
    if managed.kind == "default" and managed.value:
        return [f"The managed platform's default: {code(managed.value)}"]
    return ["Only the managed platform's Flink reads it"] if managed.kind == "vvr-only" else []


def about_connector(found: Connector) -> str:
    """What is known of a connector."""
    facts = [f"Used as {', '.join(found.roles)}"] if found.roles else []
    required = [name for name, _ in found.required]
    required += [" or ".join(group) for group in (*found.one_of, *found.exactly_one_of)]
    if required:
        facts.append(f"Needs {listed(required)}")
    if found.since is not None or found.until is not None:
        facts.append(_versions(found.since, found.until))
    if found.metadata:
        facts.append(f"Metadata: {listed(found.metadata)}")
    more = "" if found.is_complete else "; there may be more"
    facts.append(f"{len(found.options)} options are known{more}")
    return "\n\n".join([f"**connector {code(found.name)}**", *_bullets(facts)])


def about_format(found: Format) -> str:
    """What is known of a format."""
    facts = [f"Needs {listed(found.required)}"] if found.required else []
    facts.append(f"Since Flink {'.'.join(map(str, found.since))}")
    return "\n\n".join([f"**format {code(found.name)}**", *_bullets(facts)])


def about_table_option(owned: Owned) -> str:
    """What is known of an option of a table."""
    option, owner = owned.option, owned.owner
    kind = "connector" if isinstance(owner, Connector) else "format"
    facts = [f"Option of {kind} {code(owner.name)}"]
    if owned.is_required:
        facts.append("Required")
    if option.type:
        facts.append(f"Type: {code(option.type)}")
    if option.enum:
        facts.append(f"Values: {listed(option.enum)}")
    if option.default is not None:
        facts.append(f"Default: {code(written(option.default))}")
    if option.since is not None or option.until is not None:
        facts.append(_versions(option.since, option.until))
    return "\n\n".join([f"**{owned.key}**", *_bullets(facts)])


def written(value: object) -> str:
    """A default as a script writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _versions(since: tuple[int, int] | None, until: tuple[int, int] | None) -> str:
    parts = []
    if since is not None:
        parts.append(f"since {since[0]}.{since[1]}")
    if until is not None:
        parts.append(f"until {until[0]}.{until[1]}")
    return f"Flink: {', '.join(parts)}"


def about_table(table: Table) -> str:
    """What a script declares of a table."""
    head = f"**{table.kind} {code(table.name)}**"
    if table.connector:
        head += f", connector {code(table.connector)}"
    columns = [f"{column.name} {type_of(column)}".strip() for column in table.columns or ()]
    if table.key:
        columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if not columns:
        return head
    return "\n".join([head, "", "```sql", *columns, "```"])


def about_column(column: Column, table: Table) -> str:
    """What a script declares of a column."""
    kind = "" if column.kind == "physical" else f", {column.kind}"
    return f"**{column.name}** {code(type_of(column) or '?')}{kind}, of {code(table.name)}"


def type_of(column: Column) -> str:
    """The type of a column as a script writes it; empty if it is not known."""
    return str(column.type) if column.type.is_known else ""


def rule_title(name: str) -> str:
    """A rule's code, name and title; empty if there is none of that code or name."""
    rule = find_rule(name, load())
    return f"{code(rule.code)} {rule.name}: {rule.title}" if rule is not None else ""


def find_rule(name: str, rules: Iterable[Rule]) -> Rule | None:
    """The rule with this code or name."""
    return next((r for r in rules if r.code == name.upper() or r.name == name.lower()), None)


def about_rule(rule: Rule) -> str:
    """A rule's title, its reason and where its page is."""
    why = rule.doc.partition("## Why\n")[2].partition("\n## ")[0].strip()
    head = f"**{rule.code} {rule.name}** ({rule.severity.value})"
    link = f"[{rule.code}]({rule.url})" if rule.url else ""
    return "\n\n".join(filter(None, [head, rule.title, why, link]))
