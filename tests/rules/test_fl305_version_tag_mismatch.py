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


JAR = ("kind: JAR", "jarUri: oss://b/orders-1.0.jar")


OWN = "flinkImageRepository: orders"


def pair(version, tag, *fields):
    return text(*JAR, f'flinkVersion: "{version}"', f"flinkImageTag: {tag}", *fields)


@pytest.mark.parametrize(
    ("version", "tag", "flink"),
    [
        ("1.12", "1.11.2-vvr-2.1.1", "1.11"),
        ("1.10", "1.11.2-vvr-2.1.1", "1.11"),
        ("1.11", "1.12.3-vvr-3.0.2", "1.12"),
        ("1.14", "1.13.1-stream1-scala_2.12", "1.13"),
        ("1.11", "1.1.2", "1.1"),
    ],
)
def test_flags_the_image_of_another_flink(check, version, tag, flink):
    [hit] = check(pair(version, tag))
    assert hit.text == tag
    assert hit.message == f"the image {tag} is of Flink {flink}, but flinkVersion is {version}"
    assert hit.labels == [(f'"{version}"', "the version asked for")]
    assert hit.severity == "error"


@pytest.mark.parametrize(
    ("version", "tag"),
    [
        ("1.11", "1.11.2-vvr-2.1.1"),
        ("1.11", "1.11.4-stream1-scala_2.12"),
        ("1.11", "1.11-vvr-2.1.1"),
        ("1.11", "latest"),
        ("1.11", "${TAG}"),
        ("${FLINK}", "1.11.2-vvr-2.1.1"),
        ("latest", "1.11.2-vvr-2.1.1"),
        ("1.9", "1.11.2-vvr-2.1.1"),
    ],
)
def test_accepts_what_fits_is_not_known_or_another_rules_matter(check, version, tag):
    assert check(pair(version, tag)) == []


def test_reads_the_version_as_it_is_written(check):
    fields = ("flinkVersion: 1.10", "flinkImageTag: 1.10.0-stream1-scala_2.12")
    assert check(text(*JAR, *fields)) == []


def test_an_image_of_your_own_is_a_warning(check):
    [hit] = check(pair("1.14", "1.13.1-stream1-scala_2.12", OWN))
    assert hit.severity == "warning"


@pytest.mark.parametrize("tag", ["1.0.0", "1.13.1", "1.13.1-rc1"])
def test_a_version_number_of_your_own_is_not_flinks(check, tag):
    assert check(pair("1.14", tag, OWN)) == []


def test_accepts_absence(check):
    assert check(text(*JAR, 'flinkVersion: "1.11"')) == []
    assert check(text(*JAR, "flinkImageTag: 1.11.2-vvr-2.1.1")) == []


@pytest.mark.parametrize(
    ("version", "tag"),
    [("1.10", "1.11.2-vvr-2.1.1"), ("1.12", "1.11.2-vvr-2.1.1"), ("1.11", "1.10.0-vvr-1.0.4")],
)
def test_a_single_fault_is_found_by_this_rule_alone(check_all, version, tag):
    before = {hit.code for hit in check_all(pair("1.11", "1.11.2-vvr-2.1.1"))}
    found = [hit for hit in check_all(pair(version, tag)) if hit.severity != "info"]
    assert {hit.code for hit in found} - before == {"FL305"}


def test_says_what_to_do(check):
    [hit] = check(pair("1.12", "1.11.2-vvr-2.1.1"))
    assert hit.hint == "make both the version that the job was built for"


def test_leaves_a_version_that_python_never_had_to_the_rule_of_that(check):
    python = ("kind: PYTHON", "pythonArtifactUri: oss://b/a.py")
    both = ('flinkVersion: "1.10"', "flinkImageTag: 1.11.2-vvr-2.1.1")
    assert check(text(*python, *both)) == []
    assert len(check(text(*JAR, *both))) == 1


ENGINE = "versionName: vvr-8.0.11-flink-1.17"


@pytest.mark.parametrize(
    ("fields", "under", "message", "labels"),
    [
        (
            (ENGINE, 'flinkVersion: "1.15"'),
            "vvr-8.0.11-flink-1.17",
            "the engine vvr-8.0.11-flink-1.17 has Flink 1.17, and the version beside it is 1.15",
            [('"1.15"', "is another Flink")],
        ),
        (
            (ENGINE, "flinkImageTag: 1.15-vvr-6.0.7"),
            "vvr-8.0.11-flink-1.17",
            "the engine vvr-8.0.11-flink-1.17 has Flink 1.17, and the version beside it is that of 1.15-vvr-6.0.7",
            [("1.15-vvr-6.0.7", "is another Flink")],
        ),
        (
            ("versionName: vvr-6.0.7-flink-1.17",),
            "vvr-6.0.7-flink-1.17",
            "there is no engine vvr-6.0.7-flink-1.17: VVR 6.0.7 is of Flink 1.15",
            [],
        ),
        (
            ("flinkVersion: vvr-8.0.1-3-flink-1.20",),
            "vvr-8.0.1-3-flink-1.20",
            "there is no engine vvr-8.0.1-3-flink-1.20: VVR 8.0.1 is of Flink 1.17",
            [],
        ),
    ],
)
def test_warns_of_an_engine_that_is_of_another_flink(check, fields, under, message, labels):
    [hit] = check(text(*JAR, *fields), platform="managed")
    assert hit.text == under
    assert hit.message == message
    assert hit.labels == labels
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "fields",
    [
        (ENGINE,),
        (ENGINE, 'flinkVersion: "1.17"', "flinkImageTag: 1.17-vvr-8.0.11"),
        (ENGINE, "flinkVersion: ${FLINK}"),
        ("versionName: vvr-9.0.1-flink-1.18",),
        ("versionName: vvr-11.1-jdk11-flink-1.20",),
        ("flinkVersion: vvr-8.0.1-3-flink-1.17", "flinkImageTag: 1.17-vvr-8.0.1-3"),
        ("versionName: ${ENGINE}", 'flinkVersion: "1.15"'),
    ],
)
def test_accepts_an_engine_of_the_flink_beside_it(check, fields):
    assert check(text(*JAR, *fields), platform="managed") == []


def test_one_finding_where_image_and_version_differ_beside_an_engine(check):
    fields = (ENGINE, 'flinkVersion: "1.17"', "flinkImageTag: 1.15-vvr-6.0.7")
    [hit] = check(text(*JAR, *fields), platform="managed")
    assert hit.text == "1.15-vvr-6.0.7"
