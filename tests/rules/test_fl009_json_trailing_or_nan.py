from __future__ import annotations

import pytest

JSON = (
    '{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "a"}, "spec": {"state": %s}}'
)


@pytest.mark.parametrize(
    ("value", "blamed", "message"),
    [
        ('"RUNNING", }', ",", "a trailing comma before `}`"),
        ("NaN", "NaN", "`NaN` is no JSON value"),
        ("-Infinity", "-Infinity", "`-Infinity` is no JSON value"),
        ('"RUNNING" // now\n', "// now", "JSON has no comments"),
        ('/* now */ "RUNNING"', "/* now */", "JSON has no comments"),
    ],
)
def test_names_what_json_does_not_have(check, check_all, value, blamed, message):
    text = JSON % value
    text = text.replace("}}}", "}}") if "}" in value else text
    [hit] = check(text, name="a.json")
    assert (hit.text, hit.message) == (blamed, message)
    assert [h.code for h in check_all(text, name="a.json") if h.code in ("FL001", "FL009")] == [
        "FL009"
    ]


@pytest.mark.parametrize("value", ['"RUNNING"', '"// no, }"', '"a,\\"]"'])
def test_accepts_json(check, value):
    assert check(JSON % value, name="a.json") == []


def test_yaml_may_have_comments_and_trailing_commas(check):
    assert check("kind: Deployment\napiVersion: v1\nspec: {a: 1,} # x\n") == []
