"""Merge patches on trees agree with RFC 7386, and every value keeps the file it was written in."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint.merge import merge, placed
from flinklint.schema import json_value
from flinklint.source import Source, Span
from flinklint.tree import Entry, Node, Scalar, read

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
        root(" " * number + json.dumps(value), name)
        for number, (value, name) in enumerate(zip([document, *patches], names, strict=True))
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
        there = nodes[names.index(node.source.name)].at(*node.path)
        assert node.whole_span == there.whole_span, node
        assert not node.path or node.key_span == there.key_span, node


def test_null_in_the_document_itself_stays():
    merged = merge(root("deploymentTargetId: null\n"), [root("a: 1\n", "b.yaml")])
    assert json_value(merged, None) == {"deploymentTargetId": None, "a": 1}


def test_aliases_and_merge_keys_of_both_files_are_followed():
    base = root("x: &x {a: 1, b: 2}\ny: {<<: *x, c: 3}\n")
    patch = root("z: &z {b: 9}\ny: *z\n", "b.yaml")
    assert json_value(merge(base, [patch])["y"], None) == {"a": 1, "b": 9, "c": 3}


WHOLE = """\
first: 1
---
x: &x {a: 1}
outer:
  before: *x
  inner: {a: 1, b: 2}
  after: {c: 3}
"""


def inner() -> Node:
    return read(Source("a.yaml", WHOLE)).documents[1].root["outer"]["inner"]


def shown(node: Node) -> tuple[str, str, str]:
    """The file of a value, its key and the whole of it as they are written there."""
    return node.source.name, node.source.slice(node.key_span), node.source.slice(node.whole_span)


def test_what_is_merged_deeper_down_stays_in_its_place_in_its_document():
    before = inner().document
    merged = merge(inner(), [root(" {b: 9, d: 4}", "b.yaml")])
    assert merged.path == ("outer", "inner")
    assert json_value(merged.document.root, None) == {
        "x": {"a": 1},
        "outer": {"before": {"a": 1}, "inner": {"a": 1, "b": 9, "d": 4}, "after": {"c": 3}},
    }
    outer = merged.document.root["outer"]
    assert shown(outer["before"]) == ("a.yaml", "before", "{a: 1}")
    assert shown(outer["after"]["c"]) == ("a.yaml", "c", "3")
    assert shown(merged) == ("a.yaml", "inner", "{a: 1, b: 2}")
    assert shown(merged["b"]) == ("b.yaml", "b", "9")
    after = merged.document
    assert (after.index, after.aliases, after.anchors) == (2, before.aliases, 1)
    assert len(after.aliases) == 1


def test_a_finding_in_another_file_names_its_first_document():
    merged = merge(inner(), [root(" {b: 9}", "b.yaml")])
    assert [merged[key].flag("wrong").document for key in "ab"] == [2, 1]


@pytest.mark.parametrize(
    ("document", "patch", "step", "expected"),
    [
        ("{a: {b: 1}}", " {a: {c: 2}}", "a", ("a.yaml", "a", "{b: 1}")),
        ("{a: 1}", " {a: {c: 2}}", "a", ("b.yaml", "a", "{c: 2}")),
        ("{a: {b: 1}}", " {a: 2}", "a", ("b.yaml", "a", "2")),
        ("{a: 1}", " {z: {c: 2}}", "z", ("b.yaml", "z", "{c: 2}")),
    ],
)
def test_a_mapping_that_both_have_is_shown_where_it_was_first(document, patch, step, expected):
    assert shown(merge(root(document), [root(patch, "b.yaml")])[step]) == expected


def test_what_is_merged_twice_keeps_the_file_of_each_value():
    once = merge(root("{a: {b: 1}}"), [root(" {x: {y: {z: 1}, w: 2}}", "b.yaml")])
    twice = merge(once, [root("  {x: {y: {v: 3}}}", "c.yaml")])
    assert shown(twice["a"]["b"]) == ("a.yaml", "b", "1")
    assert shown(twice["x"]) == ("b.yaml", "x", "{y: {z: 1}, w: 2}")
    assert shown(twice["x"]["w"]) == ("b.yaml", "w", "2")
    assert shown(twice["x"]["y"]["z"]) == ("b.yaml", "z", "1")
    assert shown(twice["x"]["y"]["v"]) == ("c.yaml", "v", "3")
    below = merge(twice["x"]["y"], [root("   {z: 5}", "d.yaml")]).document.root
    assert shown(below["x"]) == ("b.yaml", "x", "{y: {z: 1}, w: 2}")
    assert shown(below["x"]["w"]) == ("b.yaml", "w", "2")
    assert shown(below["x"]["y"]["z"]) == ("d.yaml", "z", "5")
    assert shown(below["x"]["y"]["v"]) == ("c.yaml", "v", "3")


@pytest.mark.parametrize("name", ["b", "new"])
def test_an_entry_is_put_in_or_replaced_with_a_file_of_its_own(name: str):
    source = Source("s.sql", "SELECT 1")
    value = Entry(Scalar(Span(0, 8), "SELECT 1", "", None), None, source)
    layered = merge(inner(), [root(" {d: 4}", "b.yaml")])
    result = placed(layered, Entry(Scalar(Span(0, 0), name, "", None)), value)
    assert result.path == ("outer", "inner")
    assert json_value(result, None) == {"a": 1, "b": 2, "d": 4, name: "SELECT 1"}
    assert shown(result[name]) == ("s.sql", "", "SELECT 1")
    assert shown(result["d"]) == ("b.yaml", "d", "4")
    assert shown(result) == ("a.yaml", "inner", "{a: 1, b: 2}")
    assert shown(result.document.root["outer"]["after"]) == ("a.yaml", "after", "{c: 3}")
    before, after = inner().document, result.document
    assert (after.index, after.aliases, after.anchors) == (2, before.aliases, 1)
    alone = placed(inner(), Entry(Scalar(Span(0, 0), name, "", None)), value)
    assert shown(alone[name]) == ("s.sql", "", "SELECT 1")


def test_an_entry_is_put_into_a_mapping_that_comes_from_another_file():
    layered = merge(root("{a: 1}"), [root(" {x: {y: 1}}", "b.yaml")])
    value = Entry(Scalar(Span(0, 1), "2", "", None), None, Source("s.sql", "2"))
    result = placed(layered["x"], Entry(Scalar(Span(0, 0), "z", "", None)), value)
    assert shown(result) == ("b.yaml", "x", "{y: 1}")
    assert shown(result["y"]) == ("b.yaml", "y", "1")
    assert shown(result["z"]) == ("s.sql", "", "2")


def test_an_alias_stays_one_so_that_nothing_is_edited_through_it():
    patch = root(" x: &x 1\n y: *x\n", "b.yaml")
    entry = merge(root("{}"), [patch])["y"].entry
    assert entry is not None
    assert entry.alias is not None
    assert patch.source.slice(entry.alias) == "*x"
    base = root("x: &x {a: {b: 1}}\ny: *x\n")
    merged = merge(base["y"]["a"], [root(" {c: 2}", "b.yaml")])
    held = merged.document.root["y"].entry
    assert held is not None
    assert held.alias is not None
    assert base.source.slice(held.alias) == "*x"


def test_a_value_that_holds_itself_ends():
    merged = merge(root("a: {b: 1}\n"), [root("a: &a {b: *a}\n", "b.yaml")])
    assert merged["a"]["b"].exists
