from __future__ import annotations

import pytest

from flinklint.knowledge import profile, versions

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


@pytest.mark.parametrize(
    ("version", "platform", "severity"),
    [
        ("1.9", "managed-2021", "error"),
        ("1.12", "managed-2021", "error"),
        ("1.1", "managed-2021", "error"),
        ("1.14", "managed", "warning"),
        ("1.11", "managed", "warning"),
        ("1.7", "vvp2", "warning"),
        ("9.9", "vvp2", "warning"),
        ("9.9", "managed-2021", "warning"),
    ],
)
def test_flags_a_version_that_the_platform_does_not_have(check, version, platform, severity):
    [hit] = check(text(*JAR, f'flinkVersion: "{version}"'), platform=platform)
    assert hit.text == f'"{version}"'
    assert hit.message.startswith(f"Flink {version} is not among the versions of ")
    assert hit.severity == severity


@pytest.mark.parametrize(
    ("version", "platform"),
    [
        ('"1.10"', "managed-2021"),
        ('"1.11"', "managed-2021"),
        ("1.10", "managed-2021"),
        ('"1.12"', "managed"),
        ('"1.20"', "managed"),
        ("vvr-8.0.11-flink-1.17", "managed"),
        ('"1.8"', "vvp2"),
        ('"1.20"', "vvp2"),
        ("${FLINK}", "managed-2021"),
        ("null", "managed-2021"),
        ("[1.9]", "managed-2021"),
    ],
)
def test_accepts_what_the_platform_has_or_nobody_knows(check, version, platform):
    assert check(text(*JAR, f"flinkVersion: {version}"), platform=platform) == []


@pytest.mark.parametrize("version", ["latest", "v1.11", "1.x", '""', "1"])
@pytest.mark.parametrize("platform", ["managed-2021", "vvp2"])
def test_text_that_is_no_version_is_an_error_everywhere(check, version, platform):
    [hit] = check(text(*JAR, f"flinkVersion: {version}"), platform=platform)
    assert hit.text == version
    assert hit.message.endswith("is no Flink version")
    assert hit.severity == "error"


def test_the_patch_belongs_to_the_tag(check):
    [hit] = check(text(*JAR, "flinkVersion: 1.11.2", "flinkImageTag: 1.11.2-vvr-2.1.1"))
    assert hit.text == "1.11.2"
    assert hit.hint == 'write "1.11"'


def test_accepts_absence(check):
    assert check(text(*JAR)) == []


def test_leaves_a_version_that_the_service_has_to_the_rule_of_the_tag(check):
    fields = (*JAR, "flinkImageTag: 1.11.2-vvr-2.1.1")
    assert check(text(*fields, 'flinkVersion: "1.12"')) == []
    [hit] = check(text(*fields, 'flinkVersion: "1.9"'))
    assert hit.text == '"1.9"'


@pytest.mark.parametrize("version", ["1.9", "1.14", "11.1"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, version):
    fields = (*JAR, "flinkImageTag: 1.11.2-vvr-2.1.1")
    before = {hit.code for hit in check_all(text(*fields, 'flinkVersion: "1.11"'))}
    found = check_all(text(*fields, f'flinkVersion: "{version}"'))
    assert {hit.code for hit in found} - before == {"FL301"}


MANAGED = "1.12, 1.13, 1.15, 1.17, 1.20"


@pytest.mark.parametrize(
    ("version", "message", "hint"),
    [
        ("1.l2", "`1.l2` is no Flink version", "did you mean 1.12?"),
        ("latest", "`latest` is no Flink version", f"TITLE has {MANAGED}"),
        ("1.9", "Flink 1.9 is not among the versions of TITLE", f"TITLE has {MANAGED}"),
        (
            "1.12.3",
            "Flink version 1.12.3 names a patch, which belongs to the image tag",
            'write "1.12"',
        ),
    ],
)
def test_says_what_is_wrong_and_what_there_is(check, version, message, hint):
    [hit] = check(text(*JAR, f'flinkVersion: "{version}"'), platform="managed")
    title = profile("managed").title
    assert hit.message == message.replace("TITLE", title)
    assert hit.hint == hint.replace("TITLE", title)


@pytest.mark.parametrize("platform", ["managed-2021", "managed", "vvp2"])
def test_a_patch_is_rated_as_the_platform_takes_it(check, platform):
    [hit] = check(text(*JAR, 'flinkVersion: "1.11.2"'), platform=platform)
    assert hit.message.startswith("Flink version 1.11.2 names a patch")
    assert hit.severity == profile(platform).severities["FL301"]


def test_a_version_newer_than_any_is_a_warning_and_the_newest_is_not_newer(check):
    newest = versions()[-1]
    for version, severity in ((f"{newest.major}.{newest.minor + 1}", "warning"), (newest, "error")):
        [hit] = check(text(*JAR, f'flinkVersion: "{version}"'), platform="managed-2021")
        assert hit.severity == severity


def test_leaves_a_python_job_below_its_minimum_to_the_rule_of_that(check):
    python = ("kind: PYTHON", "pythonArtifactUri: oss://b/a.py")
    assert check(text(*python, 'flinkVersion: "1.10"'), platform="managed-2021") == []


def test_leaves_a_version_that_python_never_had_to_the_rule_of_that(check):
    fields = ("kind: PYTHON", "pythonArtifactUri: oss://b/a.py", 'flinkVersion: "1.10"')
    assert check(text(*fields), platform="managed") == []
    assert len(check(text(*JAR, 'flinkVersion: "1.10"'), platform="managed")) == 1
