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


def text(*fields, options=(), target=TARGET, version="1.16"):
    lines = "".join(f"  {field}\n" for field in fields)
    keys = "".join(f"        {option}\n" for option in options)
    manifest = MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)
    if not keys:
        manifest = manifest.replace("      flinkConfiguration:\n", "")
    return manifest.replace("OPTIONS\n", keys).replace("VERSION", version)


@pytest.mark.parametrize("state", ["RUNNING", "Running"])
def test_flags_a_job_that_starts_by_itself(check, state):
    [hit] = check(text(f"state: {state}"))
    assert hit.text == state
    assert hit.message == "the job starts as soon as it is created"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "field", ["state: CANCELLED", "state: ${STATE}", "state: null", "maxJobCreationAttempts: 4"]
)
def test_accepts_other_states_and_none(check, field):
    assert check(text(field)) == []


def test_is_off_unless_selected(check_all):
    assert "FL209" not in {hit.code for hit in check_all(text("state: RUNNING"))}
