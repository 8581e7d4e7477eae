from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

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


def text(*fields, target=TARGET):
    lines = "".join(f"        {field}\n" for field in fields)
    return MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)


JAR = ("kind: JAR", "jarUri: oss://b/orders-1.0.jar")


TAG = "flinkImageTag: 1.11.2-vvr-2.1.1"


@pytest.mark.parametrize("fields", [(), (TAG,), ("flinkVersion: null",)])
def test_flags_a_missing_version(check, fields):
    [hit] = check(text(*JAR, *fields))
    assert hit.message == "no flinkVersion: the platform's default moves with its upgrades"
    assert hit.severity == "warning"


def test_flags_the_artifact_that_lacks_it(check):
    [hit] = check(text(*JAR))
    assert hit.text == "artifact"


def test_a_missing_tag_is_an_info(check):
    [hit] = check(text(*JAR, 'flinkVersion: "1.11"'))
    assert hit.message == "no flinkImageTag: any image of Flink 1.11 may be taken"
    assert hit.severity == "info"


@pytest.mark.parametrize(
    "fields",
    [
        ('flinkVersion: "1.11"', TAG),
        ("flinkVersion: ${FLINK}", "flinkImageTag: ${TAG}"),
        ("versionName: vvr-8.0.11-flink-1.17",),
    ],
)
def test_accepts_what_names_its_flink(check, fields):
    assert check(text(*JAR, *fields)) == []


def test_a_session_cluster_decides_for_its_jobs(check):
    assert check(text(*JAR, target="sessionClusterName: shared")) == []


def test_a_patch_body_may_leave_it_out(check):
    assert check(text(*JAR).replace("metadata: {name: orders}\n", "")) == []


def test_defaults_count(check):
    defaults = """
kind: DeploymentDefaults
spec: {template: {spec: {artifact: {flinkVersion: "1.11", flinkImageTag: 1.11.2-vvr-2.1.1}}}}
"""
    documents = tuple(read(Source("d.yaml", defaults)).documents)
    assert check(text(*JAR), defaults=documents) == []


@pytest.mark.parametrize("kind", ["JAR", "SQLSCRIPT"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, kind):
    program = JAR if kind == "JAR" else ("kind: SQLSCRIPT", "sqlScript: INSERT INTO a SELECT 1;")
    whole = text(*program, 'flinkVersion: "1.11"', TAG)
    before = {hit.code for hit in check_all(whole, platform="managed-2021")}
    found = {hit.code for hit in check_all(text(*program, TAG), platform="managed-2021")}
    assert found - before == {"FL303"}
