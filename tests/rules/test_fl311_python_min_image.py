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


def job(tag, *fields, program=DRIVER):
    return text(*program, 'flinkVersion: "1.11"', f"flinkImageTag: {tag}", *fields)


@pytest.mark.parametrize(
    "tag",
    [
        "1.11.1-vvr-2.1.0",
        "1.11.2-vvr-2.1.0",
        "1.11.1-vvr-2.1.1",
        "1.11.1-vvr-2.9.9",
        "1.11.2-vvr-2.1.1-SNAPSHOT",
        "1.11-vvr-2.0.1",
    ],
)
def test_flags_an_image_before_the_first_with_python(check, tag):
    [hit] = check(job(tag))
    assert hit.text == tag
    assert hit.message == f"the image {tag} is older than 1.11.2-vvr-2.1.1, the first with Python"
    assert hit.severity == "error"


@pytest.mark.parametrize(
    "tag",
    [
        "1.11.2-vvr-2.1.1",
        "1.11.2-vvr-2.1.10",
        "1.11.3-vvr-2.1.0",
        "1.11.3-vvr-2.1.3",
        "1.11-vvr-2.1.1",
    ],
)
def test_accepts_it_and_later_ones(check, tag):
    assert check(job(tag)) == []


@pytest.mark.parametrize(
    "tag", ["1.11.1-stream1-scala_2.12", "1.11.1", "latest", "${TAG}", "1.10.0-vvr-1.0.4"]
)
def test_does_not_compare_other_tags(check, tag):
    assert check(job(tag)) == []


def test_an_image_of_your_own_is_a_warning(check):
    [hit] = check(job("1.11.1-vvr-2.1.0", "flinkImageRepository: mine"))
    assert hit.severity == "warning"


def test_other_jobs_may_run_on_it(check):
    program = ("kind: JAR", "jarUri: oss://b/a-1.jar")
    assert check(job("1.11.1-vvr-2.1.0", program=program)) == []


def test_one_mistake_is_one_finding(check):
    fields = ('flinkVersion: "1.10"', "flinkImageTag: 1.10.0-vvr-1.0.4")
    assert check(text(*DRIVER, *fields)) == []


@pytest.mark.parametrize("program", [DRIVER, PYTHON], ids=["driver", "kind"])
@pytest.mark.parametrize("tag", ["1.11.1-vvr-2.1.0", "1.11.2-vvr-2.1.0"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, tag, program):
    before = {hit.code for hit in check_all(job("1.11.2-vvr-2.1.1", program=program))}
    found = {hit.code for hit in check_all(job(tag, program=program))}
    assert found - before == {"FL311"}
