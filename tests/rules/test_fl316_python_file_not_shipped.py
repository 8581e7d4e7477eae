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


def job(args, *files, more=()):
    listed = ", ".join(files)
    return text(
        "kind: JAR",
        "jarUri: oss://b/flink-python_2.11-1.11.2.jar",
        "entryClass: org.apache.flink.client.python.PythonDriver",
        f"mainArgs: {args}",
        f"additionalDependencies: [{listed}]",
        'flinkVersion: "1.11"',
        *more,
    )


@pytest.mark.parametrize(
    ("args", "path", "hint"),
    [
        ("-py /flink/usrlib/count.py", "/flink/usrlib/count.py", "did you mean counts.py?"),
        ("-py /opt/flink/usrlib/a.py", "/opt/flink/usrlib/a.py", "add the address of a.py"),
        ("--conf=/flink/usrlib/x.conf -pym a", "/flink/usrlib/x.conf", "add the address of x.conf"),
        (
            "-pyfs /flink/usrlib/lib.zip,/flink/usrlib/counts.py",
            "/flink/usrlib/lib.zip",
            "add the address of lib.zip",
        ),
    ],
)
def test_flags_the_path_of_a_file_that_nothing_brings(check, args, path, hint):
    [hit] = check(job(args, "oss://b/counts.py"))
    assert hit.text == path
    assert hit.message == f"no additional dependency brings {path.rpartition('/')[2]} to {path}"
    assert hit.hint == hint
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("args", "files"),
    [
        ("-py /flink/usrlib/a.py", ["oss://b/a.py"]),
        ("-py /flink/usrlib/a.py", ['"https://h/x/a.py?v=1"']),
        ("-py /flink/usrlib/a.py", ['"oss://b/${FILE}"']),
        ("-py /flink/usrlib/${FILE}", []),
        ("--libs /flink/usrlib/ --all /flink/usrlib/*.csv", []),
        ("-py /flink/usrlib/jobs/a.py", []),
        ("--jar /flink/usrlib/flink-python_2.11-1.11.2.jar", []),
        ("-py /app/flink/usrlib/a.py", []),
        ("-py /app/a.py", []),
        ('""', []),
    ],
)
def test_accepts_files_that_are_brought_and_what_is_not_known(check, args, files):
    assert check(job(args, *files)) == []


def test_an_image_of_your_own_may_hold_it(check):
    own = ("flinkImageRepository: mine",)
    assert check(job("-py /flink/usrlib/a.py", more=own)) == []


def test_a_volume_may_hold_it(check):
    mount = "volumeMounts: [{name: a, volumeMount: {name: a, mountPath: /flink/usrlib}}]"
    manifest = job("-py /flink/usrlib/a.py").rstrip("\n")
    assert check(f"{manifest}\n      kubernetes: {{pods: {{{mount}}}}}\n") == []


def test_a_patch_body_may_leave_the_files_out(check):
    manifest = job("-py /flink/usrlib/a.py").replace("metadata: {name: orders}\n", "")
    assert check(manifest.replace("        additionalDependencies: []\n", "")) == []


@pytest.mark.parametrize("name", ["a.py", "b.py"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, name):
    args = f"-py /flink/usrlib/{name}"
    before = {hit.code for hit in check_all(job(args, f"oss://b/{name}"))}
    assert {hit.code for hit in check_all(job(args, "oss://b/other.csv"))} - before == {"FL316"}
