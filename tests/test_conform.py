"""The quick check of a value against a schema agrees with jsonschema, which it stands in for."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from flinklint import conform, schema
from flinklint.source import Source
from flinklint.tree import read

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.yaml"))
VALUES = [
    None, True, False, 0, 1, -1, 2.0, 2.5, 10**30, "", "x", "JAR", "STATEFUL", "${a}", "1Gi", "a/b",
    "4", "RUNNING", "\ud800", "x" * 70, [], ["a"], [1], {}, {"kind": "JAR"}, {"jobmanager": {}},
]  # fmt: skip
_ORACLE = Draft202012Validator(schema.document())


def _instances():
    for path in EXAMPLES:
        root = read(Source(path.name, path.read_text("utf-8"))).documents[0].root
        yield schema.json_value(root, schema.shape(), keep_null=False)


def _places(value):
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield value, key
            yield from _places(item)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_put_into_a_deployment_is_judged_as_jsonschema_judges_it(seed):
    rng = random.Random(seed)
    verdicts = set()
    names = [*schema.homes(), "nonsense", "a b"]
    for instance in _instances():
        assert _ORACLE.is_valid(instance)
        for _ in range(120):
            mutant = copy.deepcopy(instance)
            holder, key = rng.choice(list(_places(mutant)))
            if isinstance(holder, dict) and rng.random() < 0.4:
                if rng.random() < 0.5:
                    del holder[key]
                else:
                    holder[rng.choice(names)] = rng.choice(VALUES)
            else:
                holder[key] = rng.choice(VALUES)
            verdict = conform.Schema(schema.document()).allows(mutant)
            assert verdict == _ORACLE.is_valid(mutant), mutant
            verdicts.add(verdict)
    assert verdicts == {True, False}


KEYWORDS = [
    {"type": "integer"}, {"type": ["number", "null"]}, {"enum": [1, "a", None]}, {"const": True},
    {"const": 0}, {"minimum": 1}, {"maximum": 2}, {"minLength": 2}, {"maxLength": 1},
    {"pattern": "^J"}, {"required": ["kind"]}, {"items": {"type": "string"}}, {"not": {"const": 1}},
    {"properties": {"kind": {"const": "JAR"}}, "additionalProperties": False},
    {"additionalProperties": {"type": "string"}}, {"propertyNames": {"pattern": "k"}},
    {"anyOf": [{"type": "null"}, {"minimum": 1}]}, {"allOf": [{"minimum": 1}, {"maximum": 1}]},
    {"if": {"type": "integer"}, "then": {"minimum": 1}, "else": {"type": "string"}},
    {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}, "maxLength": 3}, {"format": "uri"},
]  # fmt: skip


@pytest.mark.parametrize("document", KEYWORDS, ids=str)
def test_each_keyword_means_what_jsonschema_says(document):
    for value in VALUES:
        verdict = conform.Schema(document).allows(value)
        assert verdict == Draft202012Validator(document).is_valid(value), value


def test_a_keyword_that_is_not_known_is_not_passed_over():
    with pytest.raises(conform.UnknownKeywordError):
        conform.Schema({"uniqueItems": True}).allows([1, 1])


def test_jsonschema_is_not_asked_of_a_deployment_without_fault(monkeypatch):
    monkeypatch.setattr(schema, "_validator", None)
    root = read(Source("a.yaml", EXAMPLES[0].read_text("utf-8"))).documents[0].root
    assert schema.problems(root) == []
