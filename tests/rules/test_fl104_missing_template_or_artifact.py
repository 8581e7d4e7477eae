from __future__ import annotations

import pytest

HEAD = "kind: Deployment\napiVersion: v1\nmetadata: {name: orders}\n"


@pytest.mark.parametrize(
    ("spec", "missing"),
    [
        ("spec: {state: RUNNING}", "template.spec.artifact"),
        ("spec: {template: {}}", "spec.artifact"),
        ("spec: {template: {spec: {}}}", "artifact"),
        ("spec: {template: {spec: {artifact: }}}", "artifact"),
    ],
)
def test_says_what_is_missing(check, spec, missing):
    [hit] = check(HEAD + spec + "\n")
    assert hit.message == f"the deployment has no {missing}: nothing says what to run"


def test_says_nothing_of_a_patch_body(check):
    assert check("kind: Deployment\napiVersion: v1\nspec: {state: RUNNING}\n") == []


def test_leaves_a_misspelt_artifact_to_the_unknown_field(check, check_all):
    text = HEAD + "spec: {template: {spec: {artefact: {kind: JAR, jarUri: 'oss://b/a-1.0.jar'}}}}\n"
    assert check(text) == []
    assert [hit.code for hit in check_all(text) if hit.rank == 2] == ["FL101"]
