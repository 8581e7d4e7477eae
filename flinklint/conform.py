"""Whether a JSON value conforms to a JSON Schema, told at once: no word on what is wrong with it.

Most deployments have no fault of this kind, and importing jsonschema costs more than checking them.
What is refused here is handed to jsonschema, which says why; tests hold the two against each other.
Of draft 2020-12 those keywords are known that the shipped schemas use; `format` is an annotation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from flinklint.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Test = Callable[[Any], bool]


_ANNOTATIONS = frozenset(
    {
        "$comment", "$defs", "$id", "$schema", "default", "description", "examples", "format",
        "readOnly", "title", "if", "then", "else", "additionalProperties",
    }
)  # fmt: skip
"""Keywords that say nothing of a value by themselves."""


class UnknownKeywordError(Exception):
    """A schema has a keyword that is not known here."""


class Schema:
    """A JSON Schema; the tests of its fields and references are made when a value comes to them."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._tests: dict[int, Test] = {}

    def allows(self, value: object) -> bool:
        """Whether a value conforms. Raises `UnknownKeywordError` if the schema is beyond us."""
        return self._test(self._document)(value)

    def _test(self, schema: Any) -> Test:
        """The one test of a schema."""
        found = self._tests.get(id(schema))
        if found is None:
            tests = self._make(schema) if isinstance(schema, dict) else [lambda _: bool(schema)]
            found = self._tests[id(schema)] = _all(tests)
        return found

    def _make(self, schema: dict[str, Any]) -> list[Test]:
        tests = []
        for keyword, detail in schema.items():
            if keyword in _MAKERS:
                tests.append(_MAKERS[keyword](self, detail, schema))
            elif keyword not in _ANNOTATIONS and not keyword.startswith("x-"):
                raise UnknownKeywordError(keyword)
        if "if" in schema:
            tests.append(self._conditional(schema))
        others = schema.get("additionalProperties", True)
        if others is not True and (others is not False or "properties" not in schema):
            tests.append(self._additional(others, schema))  # `properties` refuses others itself
        return tests

    def _reference(self, detail: str, _: dict[str, Any]) -> Test:
        target: Any = self._document
        for step in detail.removeprefix("#/").split("/"):
            target = target[step]
        followed: Test | None = None  # what refers to itself has no end: followed when it is asked

        def test(value: Any) -> bool:
            nonlocal followed
            if followed is None:
                followed = self._test(target)
            return followed(value)

        return test

    def _properties(self, detail: dict[str, Any], schema: dict[str, Any]) -> Test:
        tests: dict[str, Test] = {}
        is_open = schema.get("additionalProperties") is not False

        def test(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            for name, item in value.items():
                one = tests.get(name)
                if one is None:
                    if name not in detail:
                        if is_open:
                            continue
                        return False
                    one = tests[name] = self._test(detail[name])
                if not one(item):
                    return False
            return True

        return test

    def _additional(self, detail: Any, schema: dict[str, Any]) -> Test:
        known = schema.get("properties", {}).keys()
        if detail is False:
            return lambda value: not isinstance(value, dict) or value.keys() <= known
        one = self._test(detail)
        if not known:
            return lambda value: not isinstance(value, dict) or all(map(one, value.values()))
        return lambda value: (
            not isinstance(value, dict)
            or all(one(item) for name, item in value.items() if name not in known)
        )

    def _property_names(self, detail: Any, _: dict[str, Any]) -> Test:
        one = self._test(detail)
        return lambda value: not isinstance(value, dict) or all(map(one, value))

    def _items(self, detail: Any, _: dict[str, Any]) -> Test:
        one = self._test(detail)
        return lambda value: not isinstance(value, list) or all(map(one, value))

    def _any_of(self, detail: list[Any], _: dict[str, Any]) -> Test:
        tests = [self._test(one) for one in detail]
        return lambda value: any(test(value) for test in tests)

    def _all_of(self, detail: list[Any], _: dict[str, Any]) -> Test:
        return _all([self._test(one) for one in detail])

    def _not(self, detail: Any, _: dict[str, Any]) -> Test:
        one = self._test(detail)
        return lambda value: not one(value)

    def _conditional(self, schema: dict[str, Any]) -> Test:
        condition = self._test(schema["if"])
        then, otherwise = (self._test(schema.get(word, True)) for word in ("then", "else"))
        return lambda value: (then if condition(value) else otherwise)(value)


def _all(tests: list[Test]) -> Test:
    """The test that every one of some tests holds."""
    if len(tests) == 1:
        return tests[0]

    def test(value: Any) -> bool:
        for one in tests:  # noqa: SIM110 - twice as fast as a generator
            if not one(value):
                return False
        return True

    return test


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: dict[str, Test] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": _is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


_CLASSES = {"null": type(None), "boolean": bool, "string": str, "array": list, "object": dict}
"""The types that are one class each."""


def _type(detail: str | list[str]) -> Test:
    names = [detail] if isinstance(detail, str) else detail
    if _CLASSES.keys() >= set(names):
        classes = tuple(_CLASSES[name] for name in names)
        return lambda value: isinstance(value, classes)
    types = [_TYPES[name] for name in names]
    if len(types) == 2:
        first, second = types
        return lambda value: first(value) or second(value)
    return types[0] if len(types) == 1 else lambda value: any(one(value) for one in types)


def _equal(first: object, second: object) -> bool:
    """Equality of JSON's scalars: true is not 1. Lists and mappings are not compared here."""
    if isinstance(first, (dict, list)):
        raise UnknownKeywordError("enum")
    return first == second and isinstance(first, bool) == isinstance(second, bool)


def _enum(detail: list[Any]) -> Test:
    if all(isinstance(one, str) for one in detail):
        texts = frozenset(detail)
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(_equal(one, value) for one in detail)


def _required(detail: list[str]) -> Test:
    names = frozenset(detail)
    return lambda value: not isinstance(value, dict) or names <= value.keys()


@cache
def _pattern(detail: str) -> Test:
    search = regex(detail).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _of(kind: Test, test: Test) -> Test:
    return lambda value: not kind(value) or test(value)


def _plain(make: Callable[[Any], Test]) -> Callable[[Schema, Any, dict[str, Any]], Test]:
    return lambda _, detail, __: make(detail)


_MAKERS: dict[str, Callable[[Schema, Any, dict[str, Any]], Test]] = {
    "$ref": Schema._reference,
    "properties": Schema._properties,
    "propertyNames": Schema._property_names,
    "items": Schema._items,
    "anyOf": Schema._any_of,
    "allOf": Schema._all_of,
    "not": Schema._not,
    "type": _plain(_type),
    "enum": _plain(_enum),
    "const": _plain(lambda detail: _enum([detail])),
    "required": _plain(_required),
    "pattern": _plain(_pattern),
    "minimum": _plain(lambda least: _of(_is_number, lambda value: value >= least)),
    "maximum": _plain(lambda most: _of(_is_number, lambda value: value <= most)),
    "minLength": _plain(lambda least: _of(_TYPES["string"], lambda value: len(value) >= least)),
    "maxLength": _plain(lambda most: _of(_TYPES["string"], lambda value: len(value) <= most)),
}
