"""The JSON Schema of a deployment, and what it finds wrong with one.

The schema directs how the source's texts become JSON values: a field that the schema calls a string
keeps the text as written (`1.10` stays `1.10`), one that it calls an integer becomes a number if
the text is one. The same values are validated and, by `payload`, submitted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from flinklint import conform, facts
from flinklint.dataclass import dataclass
from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.tree import Node, Scalar, core_type, is_opaque, legacy_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

_INTEGER = regex(r"[-+]?[0-9]{1,400}(?:\.0*)?")
_NUMBER = regex(r"[-+]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_TRUE = frozenset({"true", "yes", "on", "y"})
_FALSE = frozenset({"false", "no", "off", "n"})
_MAX_DEPTH = 100
_MANY = 4096  # shapes of keys that authors make up, kept for the next who do


@cache
def document() -> dict[str, Any]:
    """The schema as shipped, a JSON Schema of draft 2020-12."""
    return facts.read("deployment.schema")


@dataclass(frozen=True, eq=False)
class Shape:
    """What the schema says of one place of a deployment."""

    schema: dict[str, Any]

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON types that are allowed here; none if any is."""
        types = self.schema.get("type", ())
        return (types,) if isinstance(types, str) else tuple(types)

    @cached_property
    def takes_text(self) -> bool:
        """Whether any scalar is a text here."""
        return "string" in self.types

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The named fields, as their raw subschemas."""
        fields: dict[str, Any] = self.schema.get("properties", {})
        return fields

    @property
    def closed(self) -> bool:
        """Whether no other fields than the named ones are allowed."""
        return self.schema.get("additionalProperties") is False

    @cached_property
    def is_map(self) -> bool:
        """Whether the keys are the author's own (labels, options, loggers)."""
        return isinstance(self.schema.get("additionalProperties"), dict)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that judge the value of this field."""
        rules = self.schema.get("x-rule", ())
        return (rules,) if isinstance(rules, str) else tuple(rules)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The artifact kinds that the field belongs to; none if to all."""
        return tuple(self.schema.get("x-kinds", ()))

    @property
    def server_managed(self) -> bool:
        """Whether the server writes the field, and no author."""
        return self.schema.get("x-server-managed") is True

    @property
    def stands_for(self) -> str | None:
        """The field that this one is compiled to, of those that only flinklint knows."""
        field: str | None = self.schema.get("x-stands-for")
        return field

    @cached_property
    def enum(self) -> tuple[str, ...]:
        """The values allowed, if they are listed."""
        return tuple(str(value) for value in self.schema.get("enum", ()) if value is not None)

    def judged_by(self, keyword: str) -> tuple[str, ...]:
        """The codes of the rules that speak when a schema keyword fails here, if any do."""
        covered = self.schema.get("x-rule-for")
        return self.rules if covered is None or keyword in covered else ()

    def child(self, key: str) -> Shape | None:
        """The shape of a field or an item; None where the schema knows none or leaves it open."""
        if key in self._children:
            return self._children[key]
        found = self._child(key)
        if key in self.fields or len(self._children) < _MANY:
            self._children[key] = found
        return found

    @cached_property
    def _children(self) -> dict[str, Shape | None]:
        return {}

    def _child(self, key: str) -> Shape | None:
        below = self.fields.get(key)
        if below is None:
            below = self.schema.get("additionalProperties")
        if not isinstance(below, dict):
            below = self.schema.get("items")
        return _resolved(below) if isinstance(below, dict) else None


@cache
def shape() -> Shape:
    """The shape of a whole deployment."""
    return _resolved(document())


@lru_cache(maxsize=1024)
def shape_at(*path: str) -> Shape | None:
    """The shape at a path, such as `shape_at("spec", "state")`; None where there is none."""
    found: Shape | None = shape()
    for step in path:
        found = found.child(step) if found is not None else None
    return found


def _resolved(schema: dict[str, Any]) -> Shape:
    """The subschema with its `$ref` followed; what stands beside the reference wins."""
    while "$ref" in schema:
        target: Any = document()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return Shape(schema)


@cache
def homes() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Every path at which each named field of a closed object is known."""
    found: dict[str, list[tuple[str, ...]]] = {}

    def visit(place: Shape, path: tuple[str, ...]) -> None:
        for name in place.fields:
            below = place.child(name)
            if place.closed:
                found.setdefault(name, []).append((*path, name))
            if below is not None and len(path) < 12:
                visit(below, (*path, name))
        items = place.schema.get("items")
        if isinstance(items, dict):
            visit(_resolved(items), (*path, "[]"))

    visit(shape(), ())
    return {name: tuple(paths) for name, paths in found.items()}


def json_value(node: Node, place: Shape | None, *, keep_null: bool = True) -> JsonValue:
    """The JSON value of a node, as its shape directs.

    Without `keep_null`, fields that are written as null count as not written. Values nested deeper
    than 100 levels (which only aliases that contain themselves can be) are cut off as null.
    """
    return _json_value(node, place, keep_null, 0)


def _json_value(node: Node, place: Shape | None, keep_null: bool, depth: int) -> JsonValue:
    value = node.value
    if value is None or depth > _MAX_DEPTH:
        return None
    if isinstance(value, Scalar):
        return None if value.text is None else scalar_value(value, place.types if place else ())
    if node.kind == "sequence":
        below = place.child("0") if place else None
        return [_json_value(item, below, keep_null, depth + 1) for item in node]
    optional = not keep_null and (place is None or not place.is_map)
    found: dict[str, JsonValue] = {}
    for name, child in node.children.items():
        below = place.child(name) if place is not None else None
        if child.text is not None and below is not None and below.takes_text:
            found[name] = child.text
        elif not (optional and child.kind == "null"):
            found[name] = _json_value(child, below, keep_null, depth + 1)
    return found


def scalar_value(scalar: Scalar, types: tuple[str, ...]) -> JsonValue:
    """The JSON value of a scalar where the schema allows `types`; any if it names none."""
    text = scalar.value
    if "string" in types:
        return text
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text.partition(".")[0])
    if "number" in types and _NUMBER.fullmatch(text):
        return _number(text)
    if "boolean" in types and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    return text if types else _natural(scalar)


def _natural(scalar: Scalar) -> JsonValue:
    """The value of a scalar in a part that the schema leaves open, by YAML 1.2's core schema.

    Where YAML 1.1 reads it as something else (`010` is 8 there), the text is kept.
    """
    kind, text = core_type(scalar), scalar.value
    if kind == "bool":
        return text.lower() == "true"
    if kind in ("int", "float") and _NUMBER.fullmatch(text):
        digits = text.lstrip("+-")
        if kind == legacy_type(scalar) and not re.match(r"0[0-9]", digits):
            return _number(text)
    return text


def _number(text: str) -> JsonValue:
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else text


@dataclass(frozen=True, eq=False)
class SchemaProblem:
    """One thing that the schema finds wrong.

    `keyword` is the schema keyword that failed (for an unknown field "additionalProperties", whose
    `node` is that field), `place` the shape that it belongs to, `detail` the keyword's value or,
    for "required", the name of the missing field.
    """

    keyword: str
    node: Node
    place: Shape | None
    detail: Any

    @property
    def is_opaque(self) -> bool:
        """Whether a placeholder stands for what the schema looked at: the key, or the value."""
        if self.keyword == "additionalProperties":
            return is_opaque(self.node.name)
        return self.node.is_placeholder


@cache
def _conform() -> conform.Schema:
    return conform.Schema(document())


@cache
def _validator() -> Validator:
    # jsonschema costs as much to import as everything else together: only to say what is wrong
    from jsonschema import Draft202012Validator

    return Draft202012Validator(document())


def problems(root: Node) -> list[SchemaProblem]:
    """What the schema finds wrong with a deployment, by place.

    Nothing is said of a value or a key that holds a placeholder, or of what the server manages, and
    of each place only the first fault.
    """
    instance = json_value(root, shape(), keep_null=False)
    if isinstance(instance, dict):
        instance.pop("status", None)
    if _conform().allows(instance):
        return []
    found: list[SchemaProblem] = []
    seen: set[tuple[int | None, str, str]] = set()
    for error in _validator().iter_errors(instance):
        for problem in _problems(root, error):
            key = (id(problem.node.entry), problem.node.pointer, str(problem.detail)[:40])
            if problem.place is not None and problem.place.server_managed:
                continue
            if not problem.is_opaque and key not in seen:
                seen.add(key)
                found.append(problem)
    return sorted(found, key=lambda problem: (problem.node.span.start, problem.keyword))


def _problems(root: Node, error: ValidationError) -> Iterator[SchemaProblem]:
    path = [str(step) for step in error.absolute_path]
    node = root.at(*path)
    place = shape_at(*path)
    keyword = str(error.validator)
    if keyword == "additionalProperties":
        for name, child in node.children.items():
            if place is not None and place.closed and name not in place.fields:
                yield SchemaProblem(keyword, child, place, name)
    elif keyword == "required":
        required: list[str] = error.schema["required"]  # type: ignore[index]
        for name in required:
            if isinstance(error.instance, dict) and name not in error.instance:
                yield SchemaProblem(keyword, node[name], place, name)
    else:
        yield SchemaProblem(keyword, node, place, error.validator_value)
