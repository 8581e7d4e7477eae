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


VERSION = 'flinkVersion: "1.12"'


def job(uri, *fields):
    return text("kind: PYTHON", f"pythonArtifactUri: {uri}", *fields, VERSION)


@pytest.mark.parametrize("uri", ["oss://b/job.zip", "oss://b/JOB.ZIP", '"https://h/job.zip?v=2"'])
@pytest.mark.parametrize("fields", [(), ("entryModule: null",), ('entryModule: ""',)])
def test_a_zip_needs_a_module(check, uri, fields):
    [hit] = check(job(uri, *fields))
    assert hit.text == uri
    assert hit.message.endswith("needs an entryModule: the program is one of its modules")
    assert hit.severity == "warning"


def test_a_script_ignores_the_module(check):
    [hit] = check(job("oss://b/job.py", "entryModule: job.main"))
    assert hit.text == "job.main"
    assert hit.message == "entryModule has no effect beside job.py, which is the program itself"


@pytest.mark.parametrize(
    ("uri", "fields"),
    [
        ("oss://b/job.zip", ("entryModule: job.main",)),
        ("oss://b/job.zip", ("entryModule: ${MODULE}",)),
        ("oss://b/job.py", ()),
        ("oss://b/job.whl", ()),
        ("oss://b/${JOB}.zip", ()),
        ("null", ()),
    ],
)
def test_accepts_what_fits_or_is_not_known(check, uri, fields):
    assert check(job(uri, *fields)) == []


def test_a_patch_body_may_leave_the_module_out(check):
    assert check(job("oss://b/job.zip").replace("metadata: {name: orders}\n", "")) == []


def test_other_kinds_have_no_module(check):
    assert check(text("kind: JAR", "jarUri: oss://b/job.zip")) == []


@pytest.mark.parametrize(
    ("uri", "fields"), [("oss://b/a.zip", ()), ("oss://b/a.py", ("entryModule: a",))]
)
def test_a_single_fault_is_found_by_this_rule_alone(check_all, uri, fields):
    before = {hit.code for hit in check_all(job("oss://b/a.py"), platform="managed")}
    found = {hit.code for hit in check_all(job(uri, *fields), platform="managed")}
    assert found - before == {"FL313"}
