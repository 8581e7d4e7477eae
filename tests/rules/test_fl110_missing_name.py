from __future__ import annotations

import pytest

TEXT = "kind: Deployment\napiVersion: v1\nmetadata: {}\nspec: {{template: {{spec: {{artifact: {{kind: JAR}}}}}}}}\n"


@pytest.mark.parametrize("metadata", ['{name: ""}', "{name: }", "{name: ' '}"])
def test_an_empty_name_is_an_error(check, metadata):
    [hit] = check(TEXT.format(metadata))
    assert hit.message == "the deployment's name is empty"
    assert hit.severity == "error"


@pytest.mark.parametrize("metadata", ["{}", "", "{displayName: Orders}"])
def test_no_name_is_a_warning_since_it_may_be_a_patch(check, metadata):
    [hit] = check(TEXT.format(metadata))
    assert hit.severity == "warning"


@pytest.mark.parametrize("metadata", ["{name: a}", "{name: '${NAME}'}"])
def test_accepts_a_name(check, metadata):
    assert check(TEXT.format(metadata)) == []


def test_says_nothing_of_a_patch_without_an_artifact(check):
    assert check("kind: Deployment\napiVersion: v1\nspec: {state: RUNNING}\n") == []
