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
