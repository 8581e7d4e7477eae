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
    ("memory", "platform", "severity"),
    [
        ("400Mi", "managed-2021", "error"),
        ("500m", "managed-2021", "warning"),
        ("499m", "managed-2021", "error"),
        ("524m", "managed-2021", "warning"),
        ("525m", "managed-2021", None),
        ("499Mi", "managed-2021", "error"),
        ("500Mi", "managed-2021", None),
        ("1000m", "managed-2021", None),
        ("1g", "managed-2021", None),
        ("1G", "managed-2021", None),
        ("1024m", "managed-2021", None),
        ("1Gi", "managed-2021", None),
        ("1024Mi", "managed-2021", None),
        ("1.5Gi", "managed-2021", None),
        ("0.4Gi", "managed", "error"),
        ("0Mi", "managed", "error"),
        ("400Mi", "vvp2", "error"),
        ("499m", "vvp2", "error"),
        ("500m", "vvp2", None),
        ("500M", "vvp2", None),
        ("0.5g", "vvp2", None),
    ],
)
def test_every_row_of_the_table(check, memory, platform, severity):
    found = check(manifest(memory), platform=platform)
    assert [hit.severity.value for hit in found] == ([severity] if severity else [])
    assert [hit.text for hit in found] == ([memory] if severity else [])


@pytest.mark.parametrize(
    ("memory", "platform", "message"),
    [
        ("400Mi", "managed", "jobmanager asks for 400 MiB, less than the minimum of 500 MiB"),
        (
            "499m",
            "managed",
            "jobmanager asks for 499m, at most 499 MiB, less than the minimum of 500 MiB",
        ),
        (
            "500m",
            "managed",
            "jobmanager asks for 500m, which may be 500 MB: less than the minimum of 500 MiB",
        ),
        ("450m", "vvp2", "jobmanager asks for 450 MB, less than the minimum of 500 MB"),
    ],
)
def test_says_what_is_asked_for_and_the_minimum(check, memory, platform, message):
    [hit] = check(manifest(memory), platform=platform)
    assert hit.message == message
    assert hit.fixes == ()


@pytest.mark.parametrize(
    ("memory", "version", "platform", "flagged"),
    [
        ("512Mi", "1.11", "managed-2021", True),
        ("639Mi", "1.11", "managed-2021", True),
        ("640Mi", "1.11", "managed-2021", False),
        ("512Mi", "1.10", "managed-2021", False),
        ("512Mi", "", "managed-2021", False),
        ("640m", "1.11", "managed-2021", False),
        ("600m", "1.11", "managed-2021", True),
        ("600m", "1.17", "vvp2", True),
        ("672m", "1.17", "vvp2", False),
    ],
)
def test_warns_of_a_size_that_flink_does_not_start_with(check, memory, version, platform, flagged):
    found = check(manifest(memory, version=version), platform=platform)
    assert [hit.severity.value for hit in found] == ["warning"] * flagged


def test_tight_size_says_what_is_needed(check):
    [hit] = check(manifest("512Mi", version="1.11"))
    assert hit.text == "512Mi"
    assert hit.message == (
        "jobmanager asks for 512Mi, too little for Flink 1.11 to start: it needs about 640 MiB"
    )


def test_own_division_of_the_memory_is_not_second_guessed(check):
    text = manifest("512Mi", version="1.11")
    options = "      flinkConfiguration: {jobmanager.memory.jvm-metaspace.size: 128m}\n"
    assert check(text + options) == []


@pytest.mark.parametrize("memory", ["lots", "[]", "{}", '""', "~", "${M}", "256", "256 Mi", "-1Gi"])
def test_leaves_what_is_no_size(check, memory):
    assert check(manifest(memory, version="1.11")) == []


def test_says_nothing_of_what_is_absent_or_belongs_to_another(check):
    assert check(manifest("1Mi", process="taskmanager")) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []


def test_session_cluster_has_the_memory(check):
    assert check(manifest("1Mi", session="\n  sessionClusterName: shared")) == []


def test_says_what_to_ask_for(check):
    [hit] = check(manifest("512Mi", version="1.11"))
    assert hit.hint == "ask for 1Gi"


def test_is_found_in_whatever_order_the_processes_are_written(check):
    first = "resources: {jobmanager: {cpu: 1, memory: 400Mi}"
    text = manifest("400Mi").replace(
        first, "resources: {taskmanager: {cpu: 1, memory: 4Gi}, " + first.partition("{")[2]
    )
    [hit] = check(text)
    assert hit.text == "400Mi"
    assert hit.severity == "error"
