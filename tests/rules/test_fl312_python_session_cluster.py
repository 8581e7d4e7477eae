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


def text(*fields, target=TARGET):
    lines = "".join(f"        {field}\n" for field in fields)
    return MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)


DRIVER = (
    "kind: JAR",
    "jarUri: oss://b/flink-python_2.11-1.11.2.jar",
    "entryClass: org.apache.flink.client.python.PythonDriver",
    "mainArgs: -py /flink/usrlib/a.py",
    "additionalDependencies: [oss://b/a.py]",
)
PYTHON = ("kind: PYTHON", "pythonArtifactUri: oss://b/a.py")


SESSION = "sessionClusterName: shared"
VERSION = 'flinkVersion: "1.11"'


@pytest.mark.parametrize("job", [DRIVER, PYTHON], ids=["driver", "kind"])
@pytest.mark.parametrize(
    ("platform", "severity"),
    [("managed-2021", "error"), ("managed", "error"), ("vvp2", "warning")],
)
def test_flags_the_session_cluster(check, job, platform, severity):
    [hit] = check(text(*job, VERSION, target=SESSION), platform=platform)
    assert hit.text == "shared"
    assert hit.message == "a Python job cannot run on the session cluster shared"
    assert hit.severity == severity


@pytest.mark.parametrize(
    "target",
    [
        "deploymentTargetName: default",
        "sessionClusterName: null\n  deploymentTargetName: default",
        "sessionClusterName: ${CLUSTER}",
    ],
)
def test_accepts_a_target_and_what_is_not_known(check, target):
    assert check(text(*DRIVER, VERSION, target=target)) == []


def test_other_jobs_may_run_there(check):
    assert check(text("kind: JAR", "jarUri: oss://b/a-1.jar", target=SESSION)) == []


@pytest.mark.parametrize("job", [DRIVER, PYTHON], ids=["driver", "kind"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, job):
    found = [
        hit for hit in check_all(text(*job, VERSION, target=SESSION)) if hit.severity != "info"
    ]
    before = {hit.code for hit in check_all(text(*job, VERSION))}
    assert {hit.code for hit in found} - before == {"FL312"}
