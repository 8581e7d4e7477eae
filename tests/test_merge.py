"""Merge patches on trees agree with RFC 7386, and every value keeps the file it was written in."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint.merge import merge
from flinklint.schema import json_value
from flinklint.source import Source
from flinklint.tree import Node, Scalar, read

RFC_7386_APPENDIX_A = [  # those whose document and patch are objects
    ('{"a":"b"}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'),
    ('{"a":"b"}', '{"a":null}', "{}"),
    ('{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'),
    ('{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'),
    ('{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'),
    ('{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'),
    ('{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
    ("{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'),
]


def root(text: str, name: str = "a.yaml") -> Node:
    return read(Source(name, text)).documents[0].root


@pytest.mark.parametrize(("document", "patch", "result"), RFC_7386_APPENDIX_A)
def test_agrees_with_the_examples_of_the_rfc(document: str, patch: str, result: str):
    merged = merge(root(document), [root(patch, "b.yaml")])
    assert json_value(merged, None) == json.loads(result)


def reference(target: Any, patch: Any) -> Any:
    """The algorithm of RFC 7386, section 2, on JSON values."""
    if not isinstance(patch, dict):
        return patch
    result = copy.deepcopy(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = reference(result.get(name), value)
    return result


LEAVES = st.none() | st.booleans() | st.integers(0, 99) | st.sampled_from(["x", "y y", ""])
KEYS = st.sampled_from(["a", "b", "c", "d.e"])
VALUES = st.recursive(
    LEAVES, lambda below: st.lists(below, max_size=2) | st.dictionaries(KEYS, below, max_size=3)
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=4)


@given(OBJECTS, st.lists(OBJECTS, max_size=3))
def test_any_overlays_give_what_the_rfc_says_each_value_from_its_own_file(document, patches):
    names = ["base.yaml", *(f"{number}.yaml" for number in range(len(patches)))]
    nodes = [
        root(json.dumps(value), name)
        for value, name in zip([document, *patches], names, strict=True)
    ]
    merged = merge(nodes[0], nodes[1:])
    expected = document
    for patch in patches:
        expected = reference(expected, patch)
    assert json_value(merged, None) == expected
    for node in merged.walk():
        if isinstance(node.value, Scalar):
            written = json.loads(node.source.slice(node.span))
            assert written == json_value(node, None)
            [home] = [
                each for each, name in zip(nodes, names, strict=True) if name == node.source.name
            ]
            assert home.at(*node.path).span == node.span


def test_null_in_the_document_itself_stays():
    merged = merge(root("deploymentTargetId: null\n"), [root("a: 1\n", "b.yaml")])
    assert json_value(merged, None) == {"deploymentTargetId": None, "a": 1}


def test_aliases_and_merge_keys_of_both_files_are_followed():
    base = root("x: &x {a: 1, b: 2}\ny: {<<: *x, c: 3}\n")
    patch = root("z: &z {b: 9}\ny: *z\n", "b.yaml")
    assert json_value(merge(base, [patch])["y"], None) == {"a": 1, "b": 9, "c": 3}


def test_a_value_that_holds_itself_ends():
    merged = merge(root("a: {b: 1}\n"), [root("a: &a {b: *a}\n", "b.yaml")])
    assert merged["a"]["b"].exists
