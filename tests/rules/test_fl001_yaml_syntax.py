from __future__ import annotations

import pytest

HEAD = "kind: Deployment\napiVersion: v1\n"


@pytest.mark.parametrize(
    ("text", "blamed", "message"),
    [
        ("metadata: {name: orders", "{", "the `{` opened here is never closed"),
        ("metadata: a: b", ":", "a second `:` in the value `a:`"),
        ('metadata:\n  name: "orders', '"', 'the quote " opened here is never closed'),
        ("metadata:\n  name: `x`", "`", "a value cannot start with a backtick"),
        ("spec: {a}-b", "-b", "unexpected `-b` after the closing `}`"),
        (
            "metadata:\n    a: 1\n  b: 2",
            "b",
            "`b` is not indented as the mapping that it stands in",
        ),
        ("metadata:\n  a: 1\n  name\nspec: {}", "name", "`name` is a key without `:`"),
        ("metadata: *base", "*base", "the alias `*base` names no anchor above it"),
    ],
)
def test_names_the_token_to_blame(check, text, blamed, message):
    [hit] = check(HEAD + text)
    assert hit.message == message
    assert hit.text == blamed


def test_blames_the_bracket_that_is_never_closed(check):
    [hit] = check(HEAD + "metadata: {name: orders\nspec: {}\n")
    assert (hit.text, hit.labels) == ("{", [("spec", "the next key")])


def test_is_the_only_finding_of_a_broken_file(check_all):
    hits = check_all(HEAD + "spec: {state: FOO, state: BAR}\nmetadata: a: b\n")
    assert [hit.code for hit in hits] == ["FL001"]


def test_names_the_place_where_json_ends(check):
    [hit] = check('{"kind": "Deployment", "apiVersion": "v1", "spec": }', name="a.json")
    assert hit.text == "}"


def test_says_nothing_of_broken_yaml_that_is_not_ours(check):
    assert check("apiVersion: apps/v1\nkind: Deployment\nspec: a: b\n") == []
    assert check("just: some: thing\n") == []
