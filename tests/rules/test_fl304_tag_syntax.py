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


VERSION = 'flinkVersion: "1.11"'
OWN = ("flinkImageRegistry: registry.example.com/flink", "flinkImageRepository: orders")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("latest", "`latest` does not begin with a Flink version"),
        ("v1.11.2-vvr-2.1.1", "`v1.11.2-vvr-2.1.1` does not begin with a Flink version"),
        ("1.11-vvr-2.1.1", "the tag 1.11-vvr-2.1.1 names no patch version of Flink"),
        ('"1.11"', "the tag 1.11 names no patch version of Flink"),
        ("1.11-vvr", "the tag 1.11-vvr is not complete"),
        ("1.11.2-vvr-2", "the tag 1.11.2-vvr-2 is not complete"),
        (
            "vvr-2.1.3-flink-1.11",
            "`vvr-2.1.3-flink-1.11` is the name of an engine, not the tag of an image",
        ),
        ("1.11.2", "the tag 1.11.2 names a Flink, but no image of the platform"),
        (
            "1.11.2-vvr-3.0.2",
            "no image has the tag 1.11.2-vvr-3.0.2: VVR 3.0.2 is of Flink 1.12",
        ),
        (
            "1.11.2-vr-2.1.1",
            "the tag 1.11.2-vr-2.1.1 is none of the platform's: `vr` looks like `vvr` misspelt",
        ),
        (
            "1.11.4-steam1-scala_2.12",
            "the tag 1.11.4-steam1-scala_2.12 is none of the platform's: "
            "`steam1` looks like `stream` misspelt",
        ),
    ],
)
def test_flags_what_names_no_one_image(check, tag, message):
    [hit] = check(text(*JAR, VERSION, f"flinkImageTag: {tag}"))
    assert hit.text == tag
    assert hit.message == message
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("1.17.2-stream1", "the tag 1.17.2-stream1 is not complete"),
        ("1.17-stream", "the tag 1.17-stream is not complete"),
        (
            "1.17-vrr-8.0.11",
            "the tag 1.17-vrr-8.0.11 is none of the platform's: `vrr` looks like `vvr` misspelt",
        ),
        ("1.17-vvr-6.0.7", "no image has the tag 1.17-vvr-6.0.7: VVR 6.0.7 is of Flink 1.15"),
        (
            "1.17-vvr-11.1-jdk11",
            "no image has the tag 1.17-vvr-11.1-jdk11: VVR 11.1 is of Flink 1.20",
        ),
    ],
)
def test_flags_what_names_no_engine_of_a_later_flink(check, tag, message):
    [hit] = check(text(*JAR, 'flinkVersion: "1.17"', f"flinkImageTag: {tag}"), platform="managed")
    assert hit.message == message
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("version", "tag"),
    [
        ("1.12", "1.12-vvr-3.0.4-SNAPSHOT"),
        ("1.13", "1.13-vvr-4.0.11-3-SNAPSHOT"),
        ("1.15", "1.15-vvr-6.0.2-3"),
        ("1.17", "1.17-vvr-8.0.11"),
        ("1.17", "1.17-vvr-8.0.11-4"),
        ("1.17", "1.17.2-vvr-8.0.11"),
        ("1.17", "1.17-vvr-8.0-SNAPSHOT-vvp-hadoop3-20240531015410_3503"),
        ("1.20", "1.20-vvr-11.5.1-jdk11"),
        ("2.3", "2.3-vvr-15.0.1"),
    ],
)
def test_accepts_the_engines_of_later_flinks_as_they_are_named(check, version, tag):
    fields = (f'flinkVersion: "{version}"', f"flinkImageTag: {tag}")
    assert check(text(*JAR, *fields), platform="managed") == []


@pytest.mark.parametrize(
    ("version", "platform", "tag"),
    [
        ("1.10", "managed-2021", "1.11.2-vvr-2.1.1"),
        ("1.11", "managed-2021", "1.11.2-vvr-2.1.1"),
        ("1.12", "managed", "1.12-vvr-3.0.2"),
        ("1.14", "managed", "1.13-vvr-4.0.18"),
        ("1.17", "managed", "1.17-vvr-8.0.11"),
        ("1.20", "managed", "1.20-vvr-11.5.1-jdk11"),
        ("1.14", "vvp2", "1.14.6-stream2-scala_2.11-java8"),
        ("1.20", "vvp2", "1.20.5-stream1-scala_2.12-java17"),
    ],
)
def test_the_example_is_of_the_flink_that_is_written(check, version, platform, tag):
    fields = (f'flinkVersion: "{version}"', "flinkImageTag: latest")
    [hit] = check(text(*JAR, *fields), platform=platform)
    assert hit.hint == f"a tag looks like {tag}"


@pytest.mark.parametrize(
    ("tag", "example"),
    [
        ("1.17-vrr-8.0.11", "1.17-vvr-8.0.11"),
        ("1.17.2-steam1-scala_2.12", "1.17.2-stream1-scala_2.12-java11"),
        ("vvr-8.0.11-flink-1.17", "1.17-vvr-8.0.11"),
    ],
)
@pytest.mark.parametrize("platform", ["managed", "vvp2"])
def test_the_example_is_of_the_kind_that_was_meant(check, tag, example, platform):
    fields = ('flinkVersion: "1.17"', f"flinkImageTag: {tag}")
    [hit] = check(text(*JAR, *fields), platform=platform)
    assert hit.hint == f"a tag looks like {example}"


def test_the_example_without_a_version_is_of_the_platforms_newest(check):
    [hit] = check(text(*JAR, "flinkImageTag: latest"), platform="managed")
    assert hit.hint == "a tag looks like 1.20-vvr-11.5.1-jdk11"


@pytest.mark.parametrize("tag", ['"1.12"', "1.12-vvr-2.1.1", "1.12.0", "1.12.2-vr-3.0.2"])
def test_a_tag_of_another_flink_is_another_rules_matter(check, check_all, tag):
    manifest = text(*JAR, VERSION, f"flinkImageTag: {tag}")
    assert check(manifest) == []
    assert "FL305" in {hit.code for hit in check_all(manifest)}


@pytest.mark.parametrize("tag", ['"1.11.2 vvr"', "1.11.2/vvr", '""', '"-1.11.2"', "a" * 129])
def test_text_that_cannot_be_a_tag_is_an_error(check, tag):
    [hit] = check(text(*JAR, VERSION, f"flinkImageTag: {tag}"))
    assert hit.text == tag
    assert hit.severity == "error"


@pytest.mark.parametrize(
    "tag",
    [
        "1.11.2-vvr-2.1.1",
        "1.11.2-vvr-2.1",
        "1.11.3-vvr-2.1.3-SNAPSHOT",
        "1.11.4-stream1-scala_2.12",
        "1.11.4-stream1-scala_2.12-java8",
        "1.11.2-scala_2.12",
        "1.11.2-mine",
        "${TAG}",
        "1.11.2-${BUILD}",
        "null",
    ],
)
def test_accepts_tags_that_name_one_image(check, tag):
    assert check(text(*JAR, VERSION, f"flinkImageTag: {tag}")) == []


@pytest.mark.parametrize(
    ("tag", "count"),
    [("latest", 1), ("test", 1), ('"1.11"', 1), ("2024-01", 0), ("1.0.0", 0), ("a1b2c3d", 0)],
)
def test_the_tags_of_an_image_of_your_own_are_yours(check, tag, count):
    hits = check(text(*JAR, VERSION, f"flinkImageTag: {tag}", *OWN))
    assert [hit.severity for hit in hits] == ["info"] * count


@pytest.mark.parametrize(
    "registry", ["registry.ververica.com/v2.12", "registry.platform.data-artisans.net/v2.0"]
)
def test_knows_the_registries_of_the_platform(check, registry):
    own = (f"flinkImageRegistry: {registry}", "flinkImageRepository: flink")
    [hit] = check(text(*JAR, VERSION, "flinkImageTag: latest", *own))
    assert hit.severity == "warning"


def test_accepts_absence(check):
    assert check(text(*JAR, VERSION)) == []


@pytest.mark.parametrize("tag", ["latest", "1.11-vvr-2.1.1", "1.11.2-vv-2.1.1"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, tag):
    before = {hit.code for hit in check_all(text(*JAR, VERSION, "flinkImageTag: 1.11.2-vvr-2.1.1"))}
    found = {hit.code for hit in check_all(text(*JAR, VERSION, f"flinkImageTag: {tag}"))}
    assert found - before == {"FL304"}
