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


@pytest.mark.parametrize("job", [DRIVER, PYTHON], ids=["driver", "kind"])
@pytest.mark.parametrize("tag", [(), ("flinkImageTag: 1.11.2-vvr-2.1.1",)], ids=["bare", "tag"])
def test_flags_a_flink_without_python(check, job, tag):
    [hit] = check(text(*job, 'flinkVersion: "1.10"', *tag))
    assert hit.text == '"1.10"'
    assert hit.message == "Flink 1.10 has no Python, which came with 1.11"
    assert hit.labels[0][1] == "this makes it a Python job"
    assert hit.severity == "error"


@pytest.mark.parametrize(
    "job",
    [
        ("kind: JAR", "jarUri: oss://b/flink-python_2.11-1.10.0.jar", "mainArgs: -py /a.py"),
        ("kind: JAR", "jarUri: oss://b/a-1.jar", "mainArgs: -pym a.main"),
        ("kind: JAR", "jarUri: oss://b/a-1.jar", "entryClass: a.B", "mainArgs: --python /a.py"),
    ],
)
def test_knows_a_python_job_by_its_arguments(check, job):
    [hit] = check(text(*job, 'flinkVersion: "1.10"'))
    assert hit.text == '"1.10"'


@pytest.mark.parametrize(
    "job",
    [
        ("kind: JAR", "jarUri: oss://b/a-1.jar"),
        ("kind: JAR", "jarUri: oss://b/a-1.jar", "entryClass: a.B", "mainArgs: --python yes"),
        ("kind: JAR", "jarUri: oss://b/a-1.jar", "entryClass: a.B", "mainArgs: --file a.py"),
        ("kind: SQLSCRIPT", "sqlScript: INSERT INTO a SELECT 1;"),
    ],
)
def test_other_jobs_may_run_on_it(check, job):
    assert check(text(*job, 'flinkVersion: "1.10"')) == []


@pytest.mark.parametrize("version", ['"1.11"', '"1.12"', "${FLINK}", "null"])
def test_accepts_later_versions_and_what_is_not_known(check, version):
    assert check(text(*DRIVER, f"flinkVersion: {version}")) == []


def test_reads_the_version_off_the_tag(check):
    [hit] = check(text(*DRIVER, "flinkImageTag: 1.10.0-vvr-1.0.4"))
    assert hit.text == "1.10.0-vvr-1.0.4"


def test_leaves_a_version_that_the_platform_never_had(check):
    assert check(text(*DRIVER, 'flinkVersion: "1.9"'), platform="managed-2021") == []
    [hit] = check(text(*DRIVER, 'flinkVersion: "1.9"'), platform="vvp2")
    assert hit.text == '"1.9"'


@pytest.mark.parametrize("job", [DRIVER, PYTHON], ids=["driver", "kind"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, job):
    tag = "flinkImageTag: 1.11.2-vvr-2.1.1"
    before = {hit.code for hit in check_all(text(*job, 'flinkVersion: "1.11"', tag))}
    found = check_all(text(*job, 'flinkVersion: "1.10"', tag))
    assert {hit.code for hit in found} - before == {"FL310"}
