from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  TARGET
FIELDS
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "VERSION"}
      flinkConfiguration:
OPTIONS
"""
TARGET = "deploymentTargetName: default"
STATEFUL = "upgradeStrategy: {kind: STATEFUL}"
LATEST = "restoreStrategy: {kind: LATEST_STATE}"


def text(*fields, options=(), target=TARGET, version="1.16"):
    lines = "".join(f"  {field}\n" for field in fields)
    keys = "".join(f"        {option}\n" for option in options)
    manifest = MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)
    if not keys:
        manifest = manifest.replace("      flinkConfiguration:\n", "")
    return manifest.replace("OPTIONS\n", keys).replace("VERSION", version)


def patch(manifest):
    return manifest.replace("metadata: {name: orders}\n", "")


ATTEMPTS = "maxSavepointCreationAttempts: 4"


@pytest.mark.parametrize("kind", ["NONE", "STATELESS", "None"])
def test_flags_attempts_that_no_upgrade_makes(check, kind):
    restore = "restoreStrategy: {kind: NONE}"
    [hit] = check(text(f"upgradeStrategy: {{kind: {kind}}}", restore, ATTEMPTS))
    assert hit.text == "4"
    assert hit.message == f"no savepoint is taken when the upgrade strategy is {kind.upper()}"
    assert hit.labels == [(kind, "takes no savepoint")]
    assert hit.severity == "info"


@pytest.mark.parametrize(
    "fields",
    [
        (STATEFUL, ATTEMPTS),
        ("upgradeStrategy: {kind: STATELESS}", LATEST, ATTEMPTS),
        ('upgradeStrategy: {kind: "${U}"}', ATTEMPTS),
        ("upgradeStrategy: {kind: OTHER}", ATTEMPTS),
        ("upgradeStrategy: {kind: NONE}", "maxSavepointCreationAttempts: null"),
        ("upgradeStrategy: {kind: NONE}",),
        (ATTEMPTS,),
    ],
)
def test_accepts_attempts_that_count_or_may(check, fields):
    assert check(text(*fields)) == []


def test_knows_that_the_managed_service_upgrades_nothing(check):
    [hit] = check(text(ATTEMPTS), platform="managed")
    assert hit.message == (
        "no savepoint is taken when the upgrade strategy is NONE (the platform's default)"
    )


def test_a_patch_body_leaves_the_strategy_as_it_is(check):
    assert check(patch(text(ATTEMPTS)), platform="managed") == []


@pytest.mark.parametrize(("number", "safe"), [("4", True), ("7", False)])
def test_the_fix_takes_the_field_out(check, number, safe):
    none = "upgradeStrategy: {kind: NONE}"
    [hit] = check(text(none, f"maxSavepointCreationAttempts: {number}"))
    assert hit.fixes[0].safe is safe
    assert hit.fixed() == text(none)
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("kind", ["NONE", "STATELESS"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, kind):
    whole = (f"upgradeStrategy: {{kind: {kind}}}", "restoreStrategy: {kind: NONE}")
    before = {hit.code for hit in check_all(text(*whole))}
    assert {hit.code for hit in check_all(text(*whole, ATTEMPTS))} - before == {"FL212"}
