from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:{session}
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "oss://b/o-1.jar"{version}}}
      resources: {{{process}: {{cpu: 1, memory: {memory}}}}}
"""


def manifest(memory, process="jobmanager", version="", session=""):
    version = f', flinkVersion: "{version}"' if version else ""
    return MANIFEST.format(memory=memory, process=process, version=version, session=session)


@pytest.mark.parametrize(
    ("memory", "message", "fixed"),
    [
        ("1024", "jobmanager memory '1024' has no unit and means 1 KiB", "1024Mi"),
        ("2", "jobmanager memory '2' has no unit and means 2 B", "2Gi"),
        ("0", "jobmanager memory '0' has no unit and means 0 B", None),
        ("1048575", "jobmanager memory '1048575' has no unit and means 1048.575 kB", None),
        ("1 Gi", "jobmanager memory '1 Gi' is no number with a unit right behind it", "1Gi"),
        ("1GB", "jobmanager memory '1GB' is no number with a unit right behind it", "1Gi"),
        ("4 GiB", "jobmanager memory '4 GiB' is no number with a unit right behind it", "4Gi"),
        ("1024MB", "jobmanager memory '1024MB' is no number with a unit right behind it", "1024Mi"),
        ("1gi", "jobmanager memory '1gi' is no number with a unit right behind it", "1Gi"),
        (".5Gi", "jobmanager memory '.5Gi' is no number with a unit right behind it", "0.5Gi"),
        ("lots", "jobmanager memory 'lots' is no size", None),
        ("-1Gi", "jobmanager memory '-1Gi' is no size", None),
        ("1e9", "jobmanager memory '1e9' is no size", None),
        ("1Pi", "jobmanager memory '1Pi' is no size", None),
        ("true", "jobmanager memory 'true' is no size", None),
    ],
)
def test_flags_what_is_no_number_with_a_unit(check, memory, message, fixed):
    [hit] = check(manifest(memory))
    assert hit.text == memory
    assert hit.message == message
    assert hit.severity.value == "error"
    if fixed is None:
        assert hit.fixes == ()
    else:
        assert not hit.fixes[0].safe
        assert f"memory: {fixed}}}" in hit.fixed()
        assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    "memory",
    ["1Gi", "1.5Gi", "1024Mi", "1g", "1G", "500m", "1048576", "512Ki", "${M}", "~", "{{mem}}Gi"],
)
def test_accepts_numbers_with_a_unit(check, memory):
    written = f'"{memory}"' if memory != "~" else memory
    assert check(manifest(written)) == []


@pytest.mark.parametrize(
    ("memory", "text"), [('""', '""'), ("[1Gi]", "memory"), ("{a: 1}", "memory")]
)
def test_flags_what_is_empty_or_no_text(check, memory, text):
    [hit] = check(manifest(memory))
    assert hit.text == text


def test_writes_the_unit_of_the_platform(check):
    [hit] = check(manifest("2 GB"), platform="vvp2")
    assert "memory: 2g}" in hit.fixed()


@pytest.mark.parametrize("memory", ["1024", "1GB", "lots", "0.1 Gi"])
@pytest.mark.parametrize("process", ["jobmanager", "taskmanager"])
def test_speaks_before_the_other_rules_of_memory(check_all, memory, process):
    codes = [hit.code for hit in check_all(manifest(memory, process=process))]
    assert "FL406" in codes
    assert not {"FL402", "FL403", "FL404", "FL102"} & {*codes}


def test_says_nothing_of_what_is_absent_or_in_a_session(check):
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
    assert check(manifest("lots", session="\n  sessionClusterName: shared")) == []
    assert check(manifest("[]", session="\n  sessionClusterName: shared")) == []
