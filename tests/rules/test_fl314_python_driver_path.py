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


def job(args, *fields):
    return text(
        "kind: JAR",
        "jarUri: oss://b/flink-python_2.11-1.11.2.jar",
        "entryClass: org.apache.flink.client.python.PythonDriver",
        *([f"mainArgs: {args}"] if args is not None else []),
        *fields,
        'flinkVersion: "1.11"',
    )


@pytest.mark.parametrize(
    ("args", "path"),
    [
        ("-py a.py", "a.py"),
        ("--python jobs/a.py --env prod", "jobs/a.py"),
        ("'-pyfs /x.zip -py \"a.py\"'", "a.py"),
        ("--python=a.py", "a.py"),
    ],
)
def test_flags_a_relative_path(check, args, path):
    [hit] = check(job(args))
    assert hit.text == path
    assert hit.message == f"the program {path} is a relative path, which is not found"
    assert hit.severity == "warning"


@pytest.mark.parametrize("args", [None, "--env prod", '""'])
def test_flags_arguments_without_a_program(check, args):
    [hit] = check(job(args))
    assert hit.message == "PythonDriver is told no program: -py and -pym are missing"


@pytest.mark.parametrize(("args", "option"), [("-py", "-py"), ("-pym --env prod", "-pym")])
def test_flags_an_option_without_a_value(check, args, option):
    [hit] = check(job(args))
    assert hit.text == option
    assert hit.message == f"{option} names no program"


@pytest.mark.parametrize(
    "args",
    [
        "-py /flink/usrlib/a.py",
        "-pym a.main",
        "-py oss://b/a.py",
        "-py local:///app/a.py",
        "-py ${SCRIPT}",
        "-py a.py --env ${ENV}",
        "[-py, a.py]",
    ],
)
def test_accepts_full_paths_modules_and_what_is_not_known(check, args):
    assert check(job(args)) == []


def test_other_programs_have_arguments_of_their_own(check):
    fields = ("kind: JAR", "jarUri: oss://b/a-1.jar", "entryClass: a.B", "mainArgs: -py a.py")
    assert check(text(*fields)) == []


def test_a_patch_body_may_leave_the_arguments_out(check):
    assert check(job(None).replace("metadata: {name: orders}\n", "")) == []


def test_the_fix_writes_the_full_path(check):
    [hit] = check(job("-py a.py --env prod"))
    assert not hit.fixes[0].safe
    assert hit.fixed() == job("-py /flink/usrlib/a.py --env prod")
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("args", ["-py a.py", "--env prod"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, args):
    files = "additionalDependencies: [oss://b/a.py]"
    before = {hit.code for hit in check_all(job("-py /flink/usrlib/a.py", files))}
    assert {hit.code for hit in check_all(job(args, files))} - before == {"FL314"}
