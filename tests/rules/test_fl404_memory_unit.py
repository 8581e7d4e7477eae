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
    ("memory", "platform", "severity", "fixed"),
    [
        ("1g", "managed-2021", "warning", "1Gi"),
        ("1G", "managed", "warning", "1Gi"),
        ("1.5g", "managed", "warning", "1.5Gi"),
        ("2048m", "managed", "warning", "2048Mi"),
        ("2000000k", "managed", "warning", "2000000Ki"),
        ("1048576Ki", "managed", "info", "1048576Ki"),
        ("1073741824", "managed", "info", "1Gi"),
        ("1g", "vvp2", "info", None),
        ("2048m", "vvp2", "info", None),
    ],
)
def test_flags_units_that_are_not_the_recommended_ones(check, memory, platform, severity, fixed):
    [hit] = check(manifest(memory), platform=platform)
    assert hit.text == memory
    assert hit.severity.value == severity
    if fixed is None:
        assert hit.fixes == ()
    else:
        assert not hit.fixes[0].safe
        assert f"memory: {fixed}}}" in hit.fixed()


@pytest.mark.parametrize(
    ("memory", "platform", "message"),
    [
        ("1g", "managed", "jobmanager memory 1g means 1 GB or 1 GiB"),
        ("1g", "vvp2", "jobmanager memory 1g means 1 GB here, not 1 GiB"),
        ("1048576Ki", "managed", "jobmanager memory 1048576Ki has the unit Ki"),
        ("1073741824", "managed", "jobmanager memory 1073741824 has no unit and means bytes"),
    ],
)
def test_says_what_the_unit_means(check, memory, platform, message):
    [hit] = check(manifest(memory), platform=platform)
    assert hit.message == message


@pytest.mark.parametrize(
    "memory", ["1Gi", "1024Mi", "1.5Gi", "${M}", "~", "lots", "1GB", "1024", "[]"]
)
@pytest.mark.parametrize("platform", ["managed-2021", "managed", "vvp2"])
def test_accepts_gi_and_mi_and_leaves_what_is_no_size(check, memory, platform):
    assert check(manifest(memory), platform=platform) == []


def test_is_clean_after_the_fix(check):
    [hit] = check(manifest("2g"))
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("memory", ["1g", "1000m"])
def test_a_size_below_the_minimum_is_said_once(check_all, memory):
    codes = [hit.code for hit in check_all(manifest(memory, process="taskmanager"))]
    assert "FL403" in codes
    assert "FL404" not in codes


def test_bytes_are_fine_on_ververica_platform(check):
    assert check(manifest("1073741824"), platform="vvp2") == []


def test_session_cluster_has_the_memory(check):
    assert check(manifest("1g", session="\n  sessionClusterName: shared")) == []


@pytest.mark.parametrize(
    ("memory", "binary"), [("1g", "1Gi"), ("2048m", "2048Mi"), ("1073741824", "1Gi")]
)
def test_says_what_to_write(check, memory, binary):
    [hit] = check(manifest(memory), platform="managed")
    assert hit.hint == f"write {binary}"
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [(f"write {binary}", False)]


def test_does_not_offer_units_that_the_platform_does_not_know(check):
    [hit] = check(manifest("1g"), platform="vvp2")
    assert hit.hint == ""


@pytest.mark.parametrize("first", ["1Gi", "lots", "1Mi", '"${M}"'])
def test_each_process_is_looked_at_whatever_the_other_has(check, first):
    text = manifest(first).replace("}}\n", "}, taskmanager: {cpu: 1, memory: 2g}}\n")
    assert [hit.text for hit in check(text)] == ["2g"]
