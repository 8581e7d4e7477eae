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


def job(jar, tag="1.12.5-stream1-scala_2.12", *fields):
    return text(
        "kind: JAR",
        f"jarUri: oss://b/{jar}",
        'flinkVersion: "1.12"',
        f"flinkImageTag: {tag}",
        *fields,
    )


def test_flags_a_jar_of_another_scala(check):
    [hit] = check(job("orders_2.11-1.0.jar"))
    assert hit.text == "oss://b/orders_2.11-1.0.jar"
    assert hit.message == "orders_2.11-1.0.jar was built for Scala 2.11, but the image has 2.12"
    assert hit.labels == [("1.12.5-stream1-scala_2.12", "the image")]
    assert hit.severity == "info"


def test_looks_at_dependencies_too(check):
    more = "additionalDependencies: [oss://b/udf_2.11.jar, oss://b/udf_2.12.jar]"
    [hit] = check(job("orders_2.12-1.0.jar", "1.12.5-stream1-scala_2.12", more))
    assert hit.text == "oss://b/udf_2.11.jar"


@pytest.mark.parametrize(
    ("jar", "tag"),
    [
        ("orders_2.12-1.0.jar", "1.12.5-stream1-scala_2.12"),
        ("orders-1.0.jar", "1.12.5-stream1-scala_2.12"),
        ("orders_2.11-${V}.jar", "1.12.5-stream1-scala_2.12"),
        ("orders_2.11-1.0.jar", "1.12.3-vvr-3.0.2"),
        ("orders_2.11-1.0.jar", "${TAG}"),
        ("orders_2.110-1.0.jar", "1.12.5-stream1-scala_2.12"),
    ],
)
def test_accepts_the_same_scala_and_what_is_not_known(check, jar, tag):
    assert check(job(jar, tag)) == []


def test_accepts_absence(check):
    assert check(text("kind: JAR", "jarUri: oss://b/orders_2.11-1.0.jar")) == []


@pytest.mark.parametrize("jar", ["orders_{}-1.0.jar", "orders-1.0_{}.jar"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, jar):
    before = {hit.code for hit in check_all(job(jar.format("2.12")))}
    assert {hit.code for hit in check_all(job(jar.format("2.11")))} - before == {"FL307"}
