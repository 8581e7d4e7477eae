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


def job(version, *addresses, tag=None):
    files = "".join(f"\n          - {address}" for address in addresses)
    fields = ["kind: JAR", "jarUri: oss://b/orders-1.0.jar", f"additionalDependencies:{files}"]
    fields += [f'flinkVersion: "{version}"'] if version else []
    return text(*fields, *([f"flinkImageTag: {tag}"] if tag else []))


@pytest.mark.parametrize(
    ("name", "built"),
    [
        ("flink-python_2.11-1.13.1.jar", "1.13"),
        ("flink-connector-kafka_2.12-1.13.6.jar", "1.13"),
        ("flink-sql-connector-kafka-1.15.2.jar", "1.15"),
        ("flink-connector-kafka-3.1.0-1.18.jar", "1.18"),
        ("flink-connector-jdbc-3.1.2-1.17.jar", "1.17"),
        ("flink-connector-hbase-2.2_2.11-1.13.1.jar", "1.13"),
        ("flink-sql-connector-hive-2.3.6_2.11-1.13.1.jar", "1.13"),
        ("flink-examples-streaming_2.12-1.10.0-TopSpeedWindowing.jar", "1.10"),
        ("flink-s3-fs-hadoop-1.16.0.jar?version=3", "1.16"),
        ("flink-python_2.11-1.13-vvr-4.0.7.jar", "1.13"),
    ],
)
def test_flags_a_jar_of_another_flink(check, name, built):
    [hit] = check(job("1.14", f"oss://b/{name}"))
    assert hit.text == f"oss://b/{name}"
    file = name.partition("?")[0]
    assert hit.message == f"{file} is of Flink {built}, but the job runs on 1.14"
    assert hit.labels == [('"1.14"', "the Flink that runs it")]
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "name",
    [
        "flink-python_2.11-1.14.6.jar",
        "flink-connector-kafka-3.1.0-1.14.jar",
        "flink-connector-kafka-3.1.0.jar",
        "flink-sql-connector-mysql-cdc-2.4.0.jar",
        "flink-cdc-pipeline-connector-mysql-3.1.0.jar",
        "flink-shaded-guava-18.0-13.0.jar",
        "flink-doris-connector-1.13-1.5.2.jar",
        "flink-faker-0.5.3.jar",
        "flink-orders-1.13.1.jar",
        "orders-1.13.1.jar",
        "flink-python_2.11-${V}.jar",
        "udf.py",
    ],
)
def test_accepts_the_same_minor_and_versions_of_other_things(check, name):
    assert check(job("1.14", f"oss://b/{name}")) == []


def test_reads_the_version_off_the_tag(check):
    old, tag = "oss://b/flink-python_2.11-1.13.1.jar", "1.14.2-stream1-scala_2.12"
    [hit] = check(job(None, old, tag=tag))
    assert hit.labels == [(tag, "the Flink that runs it")]


def test_reads_the_jar_itself(check):
    manifest = job("1.14", "oss://b/a.csv").replace(
        "orders-1.0.jar", "flink-python_2.11-1.13.1.jar"
    )
    [hit] = check(manifest)
    assert hit.text == "oss://b/flink-python_2.11-1.13.1.jar"


@pytest.mark.parametrize("version", ["latest", "9.9", "${FLINK}", None])
def test_leaves_versions_that_are_wrong_or_not_known(check, version):
    assert check(job(version, "oss://b/flink-python_2.11-1.13.1.jar")) == []


def test_leaves_an_image_of_another_flink_to_its_rule(check):
    old = "oss://b/flink-python_2.11-1.13.1.jar"
    assert check(job("1.14", old, tag="1.13.1-stream1-scala_2.12")) == []


@pytest.mark.parametrize(
    "name", ["flink-connector-kafka_2.12-{}.1.jar", "flink-connector-jdbc-3.1.2-{}.jar"]
)
def test_a_single_fault_is_found_by_this_rule_alone(check_all, name):
    before = {hit.code for hit in check_all(job("1.14", "oss://b/" + name.format("1.14")))}
    found = {hit.code for hit in check_all(job("1.14", "oss://b/" + name.format("1.13")))}
    assert found - before == {"FL306"}
