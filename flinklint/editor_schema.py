"""The JSON Schema of a deployment for editors, made from the one that checks.

It says less than the checker, so that an editor marks nothing that the checker takes: a key may be
left empty, text may hold a placeholder, numbers may be quoted, case does not count, and options of
Flink may have any scalar as value. Whatever is wrong beyond that, `flinklint check` finds.

It is written in draft 7, which every editor reads, without references: where a reference stands
beside other keywords, editors do not agree on what counts.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from flinklint import knowledge, schema
from flinklint.schema import Shape
from flinklint.units import FlinkVersion

Schema = dict[str, Any]
Path = tuple[str, ...]

ADDRESS = "https://flinklint.dev/schemas/deployment.editor.schema.json"
_PLACEHOLDER = r"\$\{[^}]*\}|\{\{[^}]*\}\}"
_TEXT_OF = {
    "integer": r"^\s*[-+]?[0-9]+(\.0*)?\s*$",
    "number": r"^\s*[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$",
    "boolean": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][NnFf]+|[YyNn])$",
}
_CALLED = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
_SCALAR = {"not": {"type": ["object", "array"]}}
"""Any scalar; listing the types would make editors offer `true`, `false` and `null`."""

_ANY = "a key of the author's own"
_SAID = ("title", "description", "default", "examples")


def text(version: FlinkVersion | None = None) -> str:
    """The schema as a file holds it, with the options of one Flink version or of all."""
    return json.dumps(document(version), indent=1, ensure_ascii=False) + "\n"


@cache
def document(version: FlinkVersion | None = None) -> Schema:
    """The schema: of a deployment, where a document says that it is one or says nothing else."""
    whole = schema.document()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ADDRESS,
        "title": whole["title"],
        "description": whole["description"],
        "if": {
            "anyOf": [
                {
                    "properties": {"kind": {"type": "string", "not": {"pattern": _KIND}}},
                    "required": ["kind"],
                },
                {
                    "properties": {"apiVersion": {"type": "string", "pattern": "/"}},
                    "required": ["apiVersion"],
                },
            ]
        },
        "then": True,
        "else": _deployment(version),
    }


_KIND = "^[Dd][Ee][Pp][Ll][Oo][Yy][Mm][Ee][Nn][Tt]$"


def _deployment(version: FlinkVersion | None) -> Schema:
    made = _loose(schema.shape(), (), version)
    # the body of a PATCH has only what changes
    made.pop("required", None)
    return made


def _loose(shape: Shape, path: Path, version: FlinkVersion | None) -> Schema:
    """What an editor is to say of a place."""
    said = {key: shape.schema[key] for key in _SAID if key in shape.schema}
    described = _described(shape)
    if described:
        said["markdownDescription"] = described
    if shape.server_managed:
        return {**said, "readOnly": True}
    if "object" in shape.types:
        return {**said, **_object(shape, path, version)}
    if "array" in shape.types:
        return {**said, **_array(shape, path, version)}
    return {**said, **_scalar(shape)}


def _object(shape: Shape, path: Path, version: FlinkVersion | None) -> Schema:
    found = _collection("object", "a mapping")
    below = {name: child for name in shape.fields if (child := shape.child(name)) is not None}
    properties = {name: _loose(child, (*path, name), version) for name, child in below.items()}
    if path[-1:] == ("flinkConfiguration",):
        properties = _options(properties, version)
    if properties:
        found["properties"] = properties
    if shape.closed:
        found["additionalProperties"] = False
        found["patternProperties"] = {_PLACEHOLDER: True}
    elif shape.is_map:
        other = shape.child(_ANY)
        found["additionalProperties"] = True if other is None else _loose(other, path, version)
    return found


def _array(shape: Shape, path: Path, version: FlinkVersion | None) -> Schema:
    item = shape.child("0")
    found = _collection("array", "a list")
    if item is not None:
        found["items"] = _loose(item, path, version)
    return found


def _collection(kind: str, called: str) -> Schema:
    return {
        "type": [kind, "null", "string"],
        "pattern": _PLACEHOLDER,
        "patternErrorMessage": f"this must be {called}",
    }


def _scalar(shape: Shape) -> Schema:
    if not shape.types:
        return {}
    values = _values(shape)
    if values:
        return {"anyOf": [{"enum": values}, {**_SCALAR, **_spelling(values, shape)}]}
    for kind in ("integer", "number", "boolean"):
        if kind in shape.types and "string" not in shape.types:
            limits: Schema = {
                k: shape.schema[k] for k in ("minimum", "maximum") if k in shape.schema
            }
            pattern = f"{_TEXT_OF[kind]}|{_PLACEHOLDER}"
            return {
                "type": [kind, "null", "string"],
                "pattern": pattern,
                "patternErrorMessage": f"this must be {_CALLED[kind]}",
                **limits,
            }
    return _SCALAR


def _spelling(values: list[str], shape: Shape) -> Schema:
    """The pattern of a listed value in any case, where no other values are taken."""
    if not shape.enum:
        return {}
    return {"pattern": "|".join([*(f"^{_any_case(value)}$" for value in values), _PLACEHOLDER])}


def _any_case(value: str) -> str:
    letters = (
        f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in value.strip("-_. ")
    )
    return r"[-_. ]*".join(letters)


def _values(shape: Shape) -> list[str]:
    """The values that are listed, as the only ones or beside others."""
    listed = list(shape.enum)
    for alternative in shape.schema.get("anyOf", ()):
        listed += alternative.get("enum", ())
        if alternative.get("$ref", "").endswith("/switch"):
            listed += ("true", "false")
    return list(dict.fromkeys(listed))


def _described(shape: Shape) -> str:
    """The description with the rules that judge the place, in Markdown."""
    description = str(shape.schema.get("description", ""))
    if not description or not shape.rules:
        return ""
    return f"{description}\n\nRules: {', '.join(f'`{code}`' for code in shape.rules)}"


# Options of Flink


def _options(explained: Schema, version: FlinkVersion | None) -> Schema:
    """Every option that a version has; of those that are explained, the facts as well."""
    options = knowledge.options(version)
    found = {
        key: said
        for key, said in explained.items()
        if (option := options.find(key)) is None or option.state == "here"
    }
    for option in options:
        known = explained.get(option.key)
        if known is not None:
            told = f"{known['description']}\n\n{described(option)}"
            found[option.key] = {**known, "markdownDescription": told}
        elif not (option.internal or option.alias):
            found[option.key] = _option(option)
    return found


def _option(option: knowledge.Option) -> Schema:
    found: Schema = {"description": described(option)}
    values = ["true", "false"] if option.read_as == "Boolean" else list(option.enum)
    if values:
        return {**found, "anyOf": [{"enum": values}, _SCALAR]}
    return {**found, **_SCALAR}


def described(option: knowledge.Option) -> str:
    """What is known of an option in one line: its type, default and the versions that have it."""
    parts = [option.read_as]
    if option.default is not None:
        parts.append(f"default {option.default or 'an empty text'}")
    if option.since > knowledge.versions()[0]:
        parts.append(f"since Flink {option.since}")
    if option.until is not None:
        parts.append(f"until Flink {option.until}")
    if option.deprecated_since is not None:
        instead = f", read {option.replaced_by} instead" if option.replaced_by else ""
        parts.append(f"deprecated since Flink {option.deprecated_since}{instead}")
    return "; ".join(parts)
