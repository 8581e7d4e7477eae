from __future__ import annotations

import pytest

TEXT = "kind: Deployment\napiVersion: v1\nmetadata: {{name: a}}\nspec:\n{}  template: {{}}\n"
ID = "  deploymentTargetId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00\n"
NAME = "  deploymentTargetName: default\n"
SESSION = "  sessionClusterName: shared\n"


@pytest.mark.parametrize(
    ("fields", "flagged", "first"),
    [
        (ID + NAME, "deploymentTargetName", "deploymentTargetId"),
        (NAME + SESSION, "sessionClusterName", "deploymentTargetName"),
        (SESSION + ID, "deploymentTargetId", "sessionClusterName"),
    ],
)
def test_two_are_an_error_at_the_second(check, fields, flagged, first):
    [hit] = check(TEXT.format(fields))
    assert hit.text == flagged
    assert hit.message == f"`{flagged}` beside `{first}`: where to run?"
    assert hit.severity == "error"


def test_none_is_a_warning(check):
    [hit] = check(TEXT.format(""))
    assert hit.severity == "warning"
    assert hit.text == "spec"


@pytest.mark.parametrize(
    "fields",
    [ID, NAME, SESSION, NAME + "  sessionClusterName: null\n", "  deploymentTargetId:\n" + NAME],
)
def test_accepts_exactly_one(check, fields):
    assert check(TEXT.format(fields)) == []


def test_says_nothing_of_a_patch_body(check):
    assert check("kind: Deployment\napiVersion: v1\nspec: {state: RUNNING}\n") == []
