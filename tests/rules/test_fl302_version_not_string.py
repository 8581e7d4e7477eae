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
    ("version", "message", "severity"),
    [
        ("1.10", "Flink version 1.10 without quotes is read as 1.1", "error"),
        ("1.20", "Flink version 1.20 without quotes is read as 1.2", "error"),
        ("1.17", "Flink version 1.17 without quotes is a number, not a text", "info"),
        ("1.9", "Flink version 1.9 without quotes is a number, not a text", "info"),
        ("2.0", "Flink version 2.0 without quotes may be read as 2", "warning"),
        ("2.1", "Flink version 2.1 without quotes is a number, not a text", "info"),
    ],
)
def test_flags_a_number(check, version, message, severity):
    [hit] = check(text(*JAR, f"flinkVersion: {version}"))
    assert hit.text == version
    assert hit.message == message
    assert hit.severity == severity


@pytest.mark.parametrize(
    "version",
    ['"1.10"', "'1.17'", "!!str 1.10", "1.11.2", "${FLINK}", "null", "latest", "1", "[1.10]"],
)
def test_accepts_text_and_leaves_what_is_no_version(check, version):
    assert check(text(*JAR, f"flinkVersion: {version}")) == []


def test_accepts_absence(check):
    assert check(text(*JAR)) == []


def test_judges_json(check):
    document = '{"kind": "Deployment", "apiVersion": "v1", "spec": {"template": {"spec": '
    document += '{"artifact": {"kind": "JAR", "flinkVersion": 1.10}}}}}'
    [hit] = check(document, name="a.json")
    assert hit.fixed().count('"flinkVersion": "1.10"') == 1


@pytest.mark.parametrize("version", ["1.10", "1.17"])
def test_the_fix_quotes_the_source_text(check, version):
    [hit] = check(text(*JAR, f"flinkVersion: {version}  # of the cluster"))
    assert hit.fixes[0].safe
    assert hit.fixed() == text(*JAR, f'flinkVersion: "{version}"  # of the cluster')
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("version", ["1.10", "1.11"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, version):
    before = [hit.code for hit in check_all(text(*JAR, f'flinkVersion: "{version}"'))]
    found = [hit.code for hit in check_all(text(*JAR, f"flinkVersion: {version}"))]
    assert sorted(found) == sorted([*before, "FL302"])
