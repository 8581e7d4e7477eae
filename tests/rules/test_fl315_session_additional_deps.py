from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  TARGET
  template:
    spec:
      artifact:
FIELDS
"""
TARGET = "deploymentTargetId: 8d3b6f52-0c1e-4f6a-9a57-6e2f0b7c41d9"
SESSION = "sessionClusterName: shared"


def text(*fields, target=TARGET):
    lines = "".join(f"        {field}\n" for field in fields)
    return MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)


JAR = ("kind: JAR", "jarUri: oss://b/orders-1.0.jar")
FILES = "additionalDependencies: [oss://b/rules-1.0.csv]"


@pytest.mark.parametrize(
    ("platform", "severity"),
    [("managed-2021", "warning"), ("managed", "warning"), ("vvp2", "info")],
)
def test_flags_files_for_a_cluster_that_runs_already(check, platform, severity):
    [hit] = check(text(*JAR, FILES, target=SESSION), platform=platform)
    assert hit.text == "additionalDependencies"
    assert hit.message == "additional dependencies do not reach the session cluster shared"
    assert hit.labels == [("shared", "a cluster that is running already")]
    assert hit.severity == severity


@pytest.mark.parametrize(
    "fields",
    [
        JAR,
        (*JAR, "additionalDependencies: []"),
        (*JAR, "additionalDependencies: null"),
        ("kind: SQLSCRIPT", "sqlScript: INSERT INTO a SELECT 1;", FILES),
        ("kind: PYTHON", "pythonArtifactUri: oss://b/a.py", FILES),
    ],
)
def test_accepts_jobs_without_any_and_other_kinds(check, fields):
    assert check(text(*fields, target=SESSION)) == []


@pytest.mark.parametrize(
    "target", [TARGET, "sessionClusterName: ${CLUSTER}", "sessionClusterName: null"]
)
def test_accepts_a_cluster_of_its_own_and_what_is_not_known(check, target):
    assert check(text(*JAR, FILES, target=target)) == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, count):
    files = "additionalDependencies: [" + ", ".join(["oss://b/rules-1.0.csv"] * count) + "]"
    before = {hit.code for hit in check_all(text(*JAR, target=SESSION))}
    assert {hit.code for hit in check_all(text(*JAR, files, target=SESSION))} - before == {"FL315"}
