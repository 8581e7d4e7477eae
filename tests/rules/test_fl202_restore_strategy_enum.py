from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  restoreStrategy: {kind: VALUE}
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""
HINT = "write LATEST_SAVEPOINT, LATEST_STATE or NONE"


def text(value):
    return MANIFEST.replace("VALUE", value)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("LATEST_STAT", "did you mean LATEST_STATE?"),
        ("LATEST_CHECKPOINT", "did you mean LATEST_STATE?"),
        ("LAST_SAVEPOINT", "did you mean LATEST_SAVEPOINT?"),
        ("LATEST", HINT),
        ("STATEFUL", HINT),
    ],
)
def test_flags_what_is_no_strategy(check, value, hint):
    [hit] = check(text(value))
    assert hit.text == value
    said = f"`{value.strip(chr(34))}` is no restore strategy"
    allowed = HINT.removeprefix("write ")
    assert hit.message == (f"{said}: there is {allowed}" if "mean" in hint else said)
    assert hit.hint == hint
    assert hit.severity == "error"


@pytest.mark.parametrize(
    "value",
    [
        "LATEST_SAVEPOINT",
        "LATEST_STATE",
        "NONE",
        "Latest State",
        "latest-savepoint",
        '"${R}"',
        "null",
    ],
)
def test_accepts_strategies_in_any_case_and_what_is_not_known(check, value):
    assert check(text(value)) == []


def test_a_strategy_of_another_platform_is_a_warning(check):
    [hit] = check(text("FROM_SAVEPOINT"), platform="vvp2")
    assert hit.severity == "warning"
    assert hit.message == (
        "restore strategy FROM_SAVEPOINT is not known to self-managed Ververica Platform 2.x"
    )
    assert check(text("FROM_SAVEPOINT"), platform="managed") == []


def test_accepts_no_strategy(check):
    assert check(text("NONE").replace("  restoreStrategy: {kind: NONE}\n", "")) == []


def test_the_fix_writes_what_was_meant(check):
    [hit] = check(text("LATEST_STAT"))
    assert not hit.fixes[0].safe
    assert hit.fixed() == text("LATEST_STATE")


@pytest.mark.parametrize("value", ["LATEST", "LATEST_SNAPSHOT"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, value):
    pair = "upgradeStrategy: {kind: STATEFUL}\n  restoreStrategy: {kind: VALUE}"
    manifest = MANIFEST.replace("restoreStrategy: {kind: VALUE}", pair).replace("VALUE", value)
    loud = [hit for hit in check_all(manifest) if hit.severity == "error"]
    assert [(hit.code, hit.text) for hit in loud] == [("FL202", value)]
