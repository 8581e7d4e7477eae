from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  state: VALUE
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""
HINT = "write RUNNING, SUSPENDED or CANCELLED"


def text(value):
    return MANIFEST.replace("VALUE", value)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("CANCELED", "did you mean CANCELLED?"),
        ("RUNING", "did you mean RUNNING?"),
        ("STARTED", "did you mean RUNNING?"),
        ("STOPPED", "did you mean CANCELLED?"),
        ("ENABLED", HINT),
    ],
)
def test_flags_what_is_no_state(check, value, hint):
    [hit] = check(text(value))
    assert hit.text == value
    said = f"`{value.strip(chr(34))}` is no state"
    allowed = HINT.removeprefix("write ")
    assert hit.message == (f"{said}: there is {allowed}" if "mean" in hint else said)
    assert hit.hint == hint
    assert hit.severity == "error"


@pytest.mark.parametrize("value", ["FAILED", "FINISHED", "TRANSITIONING"])
def test_a_state_of_the_status_cannot_be_asked_for(check, value):
    [hit] = check(text(value))
    assert hit.message == f"{value} is a state that is reported, not one to ask for"
    assert hit.severity == "error"


@pytest.mark.parametrize("value", ["RUNNING", "CANCELLED", "Running", "${STATE}", "null"])
def test_accepts_states_in_any_case_and_what_is_not_known(check, value):
    assert check(text(value)) == []


def test_a_new_deployment_cannot_be_suspended(check):
    [hit] = check(text("SUSPENDED"))
    assert hit.text == "SUSPENDED"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "manifest",
    [
        text("SUSPENDED").replace("name: orders", "name: orders, resourceVersion: 3"),
        text("SUSPENDED").replace(
            "name: orders", "name: orders, id: 7c3a2f7e-0000-4000-8000-000000000000"
        ),
        text("SUSPENDED") + "status: {state: RUNNING}\n",
        "kind: Deployment\napiVersion: v1\nspec: {state: SUSPENDED}\n",
    ],
    ids=["resource version", "id", "status", "patch"],
)
def test_a_deployment_that_exists_can_be_suspended(check, manifest):
    assert check(manifest) == []


def test_accepts_no_state(check):
    assert check(text("RUNNING").replace("  state: RUNNING\n", "")) == []


def test_the_fix_writes_what_was_meant(check):
    [hit] = check(text("CANCELED"))
    assert not hit.fixes[0].safe
    assert hit.fixed() == text("CANCELLED")


@pytest.mark.parametrize("value", ["CANCELED", "STARTED"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, value):
    loud = [hit for hit in check_all(text(value)) if hit.severity == "error"]
    assert [(hit.code, hit.text) for hit in loud] == [("FL203", value)]
