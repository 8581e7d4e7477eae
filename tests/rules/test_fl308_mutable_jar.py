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


def job(uri, *fields):
    return text("kind: JAR", f"jarUri: {uri}", 'flinkVersion: "1.17"', *fields)


@pytest.mark.parametrize(
    ("uri", "word"),
    [
        ("oss://b/orders-1.3-SNAPSHOT.jar", "SNAPSHOT"),
        ("oss://b/orders-1.3-snapshot-all.jar", "snapshot"),
        ("oss://b/orders-latest.jar", "latest"),
        ("oss://b/latest/orders-1.3.jar", "latest"),
        ("oss://b/latest.jar", "latest"),
    ],
)
def test_flags_a_word_that_moves(check, uri, word):
    [hit] = check(job(uri))
    assert hit.text == uri
    assert hit.message.endswith(f" may be another build tomorrow: {word}")
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "uri", ["oss://b/orders.jar", "oss://b/jobs/word2vec.jar", "s3://b/s3-copy.jar"]
)
def test_flags_an_address_without_a_version(check, uri):
    [hit] = check(job(uri))
    assert hit.text == uri
    assert hit.message.endswith(" names no version: another build looks the same")


@pytest.mark.parametrize(
    "uri",
    [
        "oss://b/orders-1.3.jar",
        "oss://b/orders-17.jar",
        "oss://b/orders-20240131.jar",
        "oss://b/orders-3f2a9bc.jar",
        "oss://b/1.3/orders.jar",
        "oss://b/v3/orders.jar",
        "oss://b/3f2a9bc41d/orders.jar",
        "oss://b/latest-prices-1.3.jar",
        "oss://latest/orders-1.3.jar",
        "oss://b/latest.d/orders-1.3.jar",
        "'https://h/orders.jar?versionId=abc'",
        "oss://b/${JAR}",
        "file:///app/orders.jar",
        "local:///app/orders.jar",
        "JARURI",
        "orders.jar",
        "null",
    ],
)
def test_accepts_one_build_and_what_is_not_known(check, uri):
    assert check(job(uri)) == []


def test_other_kinds_have_no_jar(check):
    assert check(text("kind: PYTHON", "pythonArtifactUri: oss://b/job.py")) == []


def test_accepts_absence(check):
    assert check(text("kind: JAR")) == []


@pytest.mark.parametrize("name", ["orders-1.3-SNAPSHOT.jar", "orders-latest.jar", "orders.jar"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, name):
    before = {hit.code for hit in check_all(job("oss://b/orders-1.3.jar"))}
    assert {hit.code for hit in check_all(job(f"oss://b/{name}"))} - before == {"FL308"}
