from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec: {{upgradeStrategy: {{kind: {upgrade}}}, restoreStrategy: {{kind: {restore}}}}}
"""


def test_flags_the_restore_strategy(check):
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore="NONE"))
    assert hit.text == "NONE"
    assert hit.message == "the savepoint of a STATEFUL upgrade is never restored"
    assert hit.labels == [("STATEFUL", "takes a savepoint at every upgrade")]


@pytest.mark.parametrize(
    ("upgrade", "restore"),
    [
        ("STATEFUL", "LATEST_STATE"),
        ("STATEFUL", "LATEST_SAVEPOINT"),
        ("STATELESS", "NONE"),
        ("NONE", "NONE"),
        ("${UPGRADE}", "NONE"),
        ("STATEFUL", "${RESTORE}"),
    ],
)
def test_accepts_pairs_that_fit_or_are_not_known(check, upgrade, restore):
    assert check(MANIFEST.format(upgrade=upgrade, restore=restore)) == []


def test_sees_a_stateful_upgrade_that_comes_from_the_platform(check):
    text = "kind: Deployment\napiVersion: v1\nspec: {restoreStrategy: {kind: NONE}}\n"
    [hit] = check(text, platform="vvp2")
    assert "the platform's default" in hit.message
    assert check(text, platform="managed") == []


def test_says_nothing_when_neither_is_written(check):
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []


def test_literal_reading_wants_none(check):
    options = {"FL206": {"reading": "literal"}}
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore="LATEST_STATE"), rule_options=options)
    assert hit.text == "LATEST_STATE"
    assert check(MANIFEST.format(upgrade="STATEFUL", restore="NONE"), rule_options=options) == []
