"""The reference pages: commands off the table of the command line, fields off the JSON Schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from flinklint.cli.table import COMMANDS, Command, Option
from flinklint.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = "schemas/deployment.schema.json"

Shape: TypeAlias = dict[str, Any]


def cli_page() -> str:
    """Every command with its options."""
    lines = ["# Commands and options\n"]
    lines.append("`-h` or `--help` after any command prints what stands here.\n")
    lines += ["| command | |", "|---|---|"]
    for command in COMMANDS:
        words = " ".join(command.words)
        lines.append(
            f"| [`flinklint {words}`](#flinklint-{words.replace(' ', '-')}) | {command.help} |"
        )
    lines += [f"\n{section}" for section in map(_command, COMMANDS)]
    lines += [
        "\n## Exit codes\n",
        "| code | |",
        "|---|---|",
        "| 0 | nothing at or above the severity that fails (`--fail-on`) |",
        "| 1 | findings; with `compile --check` payloads that are not current |",
        "| 2 | the job could not be done: an unknown option, a file that is not there, settings "
        "that cannot be used, no deployment found, a fault of flinklint itself |",
        "\n## Environment variables\n",
        "| variable | |",
        "|---|---|",
        "| `NO_COLOR` | no colours; nor are there any where output is no terminal |",
        "| `TERM=dumb` | no colours |",
    ]
    return "\n".join(lines) + "\n"


def _command(command: Command) -> str:
    words = " ".join(command.words)
    arguments = [option for option in command.options if not option.flags]
    usage = ["flinklint", words, *map(_argument, arguments)]
    if len(arguments) < len(command.options):
        usage.insert(2, "[OPTIONS]")
    lines = [f"## flinklint {words}\n", command.help, "", "```text", " ".join(usage), "```"]
    if command.options:
        lines += ["", "| option | |", "|---|---|"]
        lines += [f"| {_flags(option)} | {_meaning(option)} |" for option in command.options]
    return "\n".join(lines)


def _argument(option: Option) -> str:
    text = option.name.upper() + ("..." if option.many else "")
    return text if option.required else f"[{text}]"


def _flags(option: Option) -> str:
    if not option.flags:
        return f"`{option.name.upper()}`"
    value = "" if option.switch else f" {option.metavar or option.name.upper()}"
    return ", ".join(f"`{flag}{value if flag[:2] == '--' else ''}`" for flag in option.flags)


def _meaning(option: Option) -> str:
    text = _cell(option.help)
    if option.choices:
        text += f" One of {', '.join(f'`{choice}`' for choice in option.choices)}."
    return f"{text} May be given several times." if option.many and option.flags else text


def fields_page(rules: tuple[Rule, ...], address: dict[str, str]) -> str:
    """Every field of a deployment; `address` has the name of a rule's page by its code."""
    schema: Shape = json.loads((ROOT / SCHEMA).read_text(encoding="utf-8"))
    names = {rule.code: f"[{rule.code}](rules/{address[rule.code]}.md)" for rule in rules}
    lines = [
        "# Fields of a deployment\n",
        "What flinklint knows of each field; `flinklint schema` prints it as a JSON Schema for",
        "editors. A rule beside a field reports a value that is not as it stands here.\n",
    ]
    for path, shape in _objects(schema, schema, ""):
        lines.append(f"## {path or 'The document'}\n")
        if shape.get("description"):
            lines.append(f"{_cell(shape['description'])}\n")
        lines += ["| field | type | |", "|---|---|---|"]
        required = shape.get("required", [])
        for name, field in shape["properties"].items():
            lines.append(_field(name, _resolved(schema, field), names, needed=name in required))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _objects(schema: Shape, shape: Shape, path: str) -> Iterator[tuple[str, Shape]]:
    """Every object with fields, with its path, from the outside in."""
    shape = _resolved(schema, shape)
    items = shape.get("items")
    if isinstance(items, dict):
        yield from _objects(schema, items, f"{path}[]")
    if "properties" not in shape:
        return
    yield path, shape
    for name, field in shape["properties"].items():
        yield from _objects(schema, field, f"{path}.{name}" if path else name)


def _resolved(schema: Shape, shape: Shape) -> Shape:
    """A shape with what it refers to; its own keywords win."""
    reference = shape.get("$ref")
    if reference is None:
        return shape
    return {**_resolved(schema, schema["$defs"][reference.rpartition("/")[2]]), **shape}


def _field(name: str, field: Shape, rules: dict[str, str], *, needed: bool) -> str:
    kinds = field.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else [kind for kind in kinds if kind != "null"]
    parts = [_cell(str(field.get("description") or field.get("title") or ""))]
    if needed:
        parts.append("Required.")
    allowed = field.get("enum", [])
    if allowed:
        parts.append(f"One of {_values(allowed)}.")
    if "default" in field and not field.get("x-server-managed"):
        parts.append(f"Default {_values([field['default']])}.")
    elif "examples" in field and not allowed:
        parts.append(f"Such as {_values(field['examples'][:1])}.")
    if "x-kinds" in field:
        parts.append(f"Of the kinds {_values(field['x-kinds'])}.")
    if field.get("x-server-managed"):
        parts.append("Set by the server.")
    checked = field.get("x-rule", [])
    checked = [checked] if isinstance(checked, str) else checked
    if checked:
        parts.append(" ".join(rules[code] for code in checked if code in rules))
    shown = '""' if name == "" else name
    return f"| `{shown}` | {', '.join(kinds)} | {' '.join(filter(None, parts))} |"


def _values(values: list[object]) -> str:
    return ", ".join(f"`{_cell(_text(value))}`" for value in values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value.split("\n")[0] + (" ..." if "\n" in value else "") if value else '""'


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
