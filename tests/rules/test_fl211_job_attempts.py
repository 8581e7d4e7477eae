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


FIELD = "maxJobCreationAttempts"


@pytest.mark.parametrize("number", ["0", "-1", '"0"', "-2147483648"])
def test_flags_too_few(check, number):
    [hit] = check(text(f"{FIELD}: {number}"))
    assert hit.text == number
    value = number.strip('"')
    assert hit.message == f"{FIELD} is {value}, less than the minimum of 1"
    assert hit.severity == "error"


@pytest.mark.parametrize("number", ["101", "2147483647"])
def test_very_many_are_a_warning(check, number):
    [hit] = check(text(f"{FIELD}: {number}"))
    assert hit.text == number
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "number", ["1", "4", "100", '"4"', "${ATTEMPTS}", "null", "many", "1.5", "[4]", "2147483648"]
)
def test_accepts_the_usual_and_leaves_what_is_no_number(check, number):
    assert check(text(f"{FIELD}: {number}")) == []


def test_accepts_absence(check):
    assert check(text("state: RUNNING")) == []


def test_judges_the_body_of_a_patch(check):
    [hit] = check(patch(text(f"{FIELD}: 0")))
    assert hit.text == "0"


@pytest.mark.parametrize("number", ["0", "-1"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, number):
    before = [hit.code for hit in check_all(text(f"{FIELD}: 4", STATEFUL, LATEST))]
    found = [hit.code for hit in check_all(text(f"{FIELD}: {number}", STATEFUL, LATEST))]
    assert sorted(found) == sorted([*before, "FL211"])
