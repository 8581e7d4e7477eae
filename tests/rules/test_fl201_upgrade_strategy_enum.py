from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: VALUE}
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""
HINT = "write STATELESS, STATEFUL or NONE"


def text(value):
    return MANIFEST.replace("VALUE", value)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("STATFUL", "did you mean STATEFUL?"),
        ("STATELES", "did you mean STATELESS?"),
        ("SAVEPOINT", "did you mean STATEFUL?"),
        ("RESTART", HINT),
        ("LATEST_STATE", HINT),
        ('""', HINT),
    ],
)
def test_flags_what_is_no_strategy(check, value, hint):
    [hit] = check(text(value))
    assert hit.text == value
    said = f"`{value.strip(chr(34))}` is no upgrade strategy"
    allowed = HINT.removeprefix("write ")
    assert hit.message == (f"{said}: there is {allowed}" if "mean" in hint else said)
    assert hit.hint == hint
    assert hit.severity == "error"


@pytest.mark.parametrize(
    "value",
    [
        "STATELESS",
        "STATEFUL",
        "NONE",
        "Stateful",
        "stateless",
        "state-ful",
        '"${UPGRADE}"',
        "null",
        "[STATEFUL]",
    ],
)
def test_accepts_strategies_in_any_case_and_what_is_not_known(check, value):
    assert check(text(value)) == []


def test_accepts_no_strategy(check):
    assert check(text("STATEFUL").replace("  upgradeStrategy: {kind: STATEFUL}\n", "")) == []


def test_judges_the_body_of_a_patch(check):
    [hit] = check("kind: Deployment\napiVersion: v1\nspec: {upgradeStrategy: {kind: NON}}\n")
    assert hit.text == "NON"


def test_the_fix_writes_what_was_meant(check):
    [hit] = check(text("STATFUL"))
    assert not hit.fixes[0].safe
    assert hit.fixed() == text("STATEFUL")


@pytest.mark.parametrize("value", ["STATEFULL", "RECREATE"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, value):
    pair = "upgradeStrategy: {kind: VALUE}\n  restoreStrategy: {kind: LATEST_STATE}"
    manifest = MANIFEST.replace("upgradeStrategy: {kind: VALUE}", pair).replace("VALUE", value)
    loud = [hit for hit in check_all(manifest) if hit.severity == "error"]
    assert [(hit.code, hit.text) for hit in loud] == [("FL201", value)]
