from __future__ import annotations

import pytest

BODY = "metadata: {name: a}\nspec: {template: {spec: {artifact: {kind: JAR}}}}\n"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "`kind` and `apiVersion` are not written"),
        ("kind: Deployment\n", "`apiVersion` is not written"),
        ("apiVersion: v1\n", "`kind` is not written"),
    ],
)
def test_names_what_is_missing_and_writes_it(check, head, message):
    [hit] = check(head + BODY)
    assert hit.message == message
    assert hit.severity == "info"
    assert check(hit.fixed()) == []


def test_writes_it_into_the_right_document(check):
    [hit] = check("# first\n---\n" + BODY + "---\na: 1\n")
    assert hit.fixed().startswith("# first\n---\nkind: Deployment\napiVersion: v1\nmetadata")


def test_offers_no_edit_inside_json(check):
    [hit] = check('{"metadata": {"name": "a"}, "spec": {"template": {"spec": {"artifact": {}}}}}')
    assert hit.fixes == ()


def test_says_nothing_of_a_patch_body(check):
    assert check("spec: {template: {spec: {artifact: {kind: JAR}}}}\n") == []
