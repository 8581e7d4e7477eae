from __future__ import annotations

import pytest

from flinklint.rule import load

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
        ('"${UPGRADE}"', "NONE"),
        ("STATEFUL", '"${RESTORE}"'),
    ],
)
def test_accepts_pairs_that_fit_or_are_not_known(check, upgrade, restore):
    assert check(MANIFEST.format(upgrade=upgrade, restore=restore)) == []


def test_sees_a_stateful_upgrade_that_comes_from_the_platform(check):
    text = (
        "kind: Deployment\napiVersion: v1\nmetadata: {name: orders}\n"
        "spec: {restoreStrategy: {kind: NONE}}\n"
    )
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


def test_a_patch_body_leaves_the_other_strategy_as_it_is(check):
    text = "kind: Deployment\napiVersion: v1\nspec: {restoreStrategy: {kind: NONE}}\n"
    assert check(text, platform="vvp2") == []


@pytest.mark.parametrize(("upgrade", "restore"), [("Stateful", "None"), ("stateful", "none")])
def test_knows_the_words_in_any_case(check, upgrade, restore):
    [hit] = check(MANIFEST.format(upgrade=upgrade, restore=restore))
    assert hit.text == restore


def test_the_fix_restores_from_the_latest_state(check):
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore="NONE"))
    assert not hit.fixes[0].safe
    assert hit.fixed() == MANIFEST.format(upgrade="STATEFUL", restore="LATEST_STATE")
    assert check(hit.fixed()) == []


def test_says_what_happens_where_upgrades_take_no_savepoint(check):
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore="NONE"), platform="managed")
    assert hit.message == "every start is from empty state, although the upgrade is STATEFUL"


@pytest.mark.parametrize(
    ("platform", "reason"),
    [("vvp2", "takes a savepoint at every upgrade"), ("managed", "keeps state")],
)
def test_says_why_and_what_to_do(check, platform, reason):
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore="NONE"), platform=platform)
    assert hit.severity == "error"
    assert hit.labels == [("STATEFUL", reason)]
    assert hit.hint == "restore from LATEST_STATE, or make the upgrade STATELESS"
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [("restore from LATEST_STATE", False)]


@pytest.mark.parametrize("restore", ["LATEST_STATE", "LATEST_SAVEPOINT"])
def test_literal_reading_says_what_it_reads(check, restore):
    options = {"FL206": {"reading": "literal"}}
    [hit] = check(MANIFEST.format(upgrade="STATEFUL", restore=restore), rule_options=options)
    assert hit.message == f"a STATEFUL upgrade is to be used with NONE, not {restore}"
    assert hit.labels == [("STATEFUL", "the upgrade is STATEFUL")]


def test_literal_reading_says_nothing_of_what_is_not_known(check):
    text = MANIFEST.format(upgrade="STATEFUL", restore='"${R}"')
    assert check(text, rule_options={"FL206": {"reading": "literal"}}) == []


def test_the_reading_is_a_setting():
    [options] = [rule.options for rule in load() if rule.code == "FL206"]
    assert options == (("reading", "conditional"),)
