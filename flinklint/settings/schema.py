"""The schema of settings, and what it finds wrong with a table, in our words.

The keywords it uses are read here rather than by a library, whose import would take longer than
most runs; a test holds both to the same verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.nearest import nearest
from flinklint.resources import home
from flinklint.settings.toml_text import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}
_ALSO = "x-also-called"
_FORMS = {
    "string": "a text, in quotes",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a table",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a setting, and the path of its place."""

    path: Path
    message: str


def document() -> dict[str, Any]:
    """The schema as shipped, a JSON Schema of draft 7."""
    return facts.read("settings.schema")


def text() -> str:
    """The text of the schema, for editors."""
    return (home("schemas") / "settings.schema.json").read_text("utf-8")


def problems(value: object) -> list[Problem]:
    """What is wrong with the settings, all of it, in the order of the schema's keywords."""
    return list(_problems(value, document(), ()))


def name(path: Path) -> str:
    """How a message names a setting: its keys, without the numbers of items."""
    return ".".join(step for step in path if isinstance(step, str))


def _problems(value: object, schema: dict[str, Any], path: Path) -> Iterator[Problem]:
    schema = _resolved(schema)
    if not _fits(value, schema):
        yield Problem(path, f"`{name(path)}` must be {_form(schema, path)}")
        return
    known = schema.get("enum")
    if known is not None and value not in known:
        near = nearest(str(value), known)
        message = f"`{name(path)}` is `{value}`; known are {', '.join(known)}"
        yield Problem(path, message + (f"; did you mean `{near}`?" if near else ""))
    pattern = schema.get("pattern")
    if pattern is not None and isinstance(value, str) and not re.search(pattern, value):
        yield Problem(path, f"`{name(path)}` is `{value}`; it must be {_form(schema, path)}")
    least = schema.get("minItems" if isinstance(value, list) else "minLength", 0)
    if isinstance(value, (list, str)) and len(value) < least:
        yield Problem(path, f"`{name(path)}` is empty")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from _problems(item, schema["items"], (*path, number))
    if isinstance(value, dict):
        yield from _in_table(value, schema, path)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what its `$ref` or `allOf` refer to; what it says itself wins."""
    below = [*schema.get("allOf", ()), *([schema] if "$ref" in schema else [])]
    found: dict[str, Any] = {}
    for each in below:
        found |= document()["definitions"][each["$ref"].rpartition("/")[2]]
    return found | schema


def _in_table(value: dict[str, object], schema: dict[str, Any], path: Path) -> Iterator[Problem]:
    properties: dict[str, Any] = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for key, below in value.items():
        place = (*path, key)
        if key in properties:
            yield from _problems(below, properties[key], place)
        elif others is False:
            yield Problem(place, f"`{name(place)}` is not a setting{_meant(key, properties)}")
        elif isinstance(others, dict):
            yield from _problems(below, others, place)
    for key in schema.get("required", ()):
        if key not in value:
            yield Problem(path, f"`{name(path)}` needs `{key}`")


def _fits(value: object, schema: dict[str, Any]) -> bool:
    """Whether a value has one of the types; a truth value is no number."""
    types = _types(schema)
    if not types:
        return True
    if isinstance(value, bool):
        return "boolean" in types
    return any(isinstance(value, _TYPES[type_]) for type_ in types)


def _types(schema: dict[str, Any]) -> tuple[str, ...]:
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _form(schema: dict[str, Any], path: Path) -> str:
    """What a value must be, in words."""
    if "x-form" in schema:
        return str(schema["x-form"])
    types = _types(schema)
    if "array" in types and "items" in schema:
        items = _types(schema["items"])
        if items == ("object",):
            return f"a list of tables: [[{name(path)}]]"
        return "a list of texts" if items == ("string",) else "a list"
    return " or ".join(_FORMS[type_] for type_ in types)


def _meant(key: str, properties: dict[str, Any]) -> str:
    known = (k for k, below in properties.items() if key in _resolved(below).get(_ALSO, ()))
    near = next(known, None) or nearest(key, properties)
    return f"; did you mean `{near}`?" if near else f"; known are {', '.join(properties)}"
