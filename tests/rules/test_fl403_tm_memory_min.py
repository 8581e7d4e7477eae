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


def manifest(memory, process="taskmanager", version="", session=""):
    version = f', flinkVersion: "{version}"' if version else ""
    return MANIFEST.format(memory=memory, process=process, version=version, session=session)


@pytest.mark.parametrize(
    ("memory", "platform", "severity"),
    [
        ("900Mi", "managed-2021", "error"),
        ("500m", "managed-2021", "error"),
        ("1000m", "managed-2021", "error"),
        ("1023Mi", "managed-2021", "error"),
        ("1023m", "managed-2021", "error"),
        ("1g", "managed-2021", "warning"),
        ("1G", "managed-2021", "warning"),
        ("1024m", "managed-2021", "warning"),
        ("1073m", "managed-2021", "warning"),
        ("1074m", "managed-2021", None),
        ("2g", "managed-2021", None),
        ("1Gi", "managed-2021", None),
        ("1024Mi", "managed-2021", None),
        ("1.5Gi", "managed-2021", None),
        ("1g", "managed", "warning"),
        ("900Mi", "vvp2", "error"),
        ("500m", "vvp2", "error"),
        ("999m", "vvp2", "error"),
        ("1000m", "vvp2", None),
        ("1g", "vvp2", None),
        ("1G", "vvp2", None),
        ("1024m", "vvp2", None),
        ("1Gi", "vvp2", None),
        ("1024Mi", "vvp2", None),
        ("1.5Gi", "vvp2", None),
    ],
)
def test_every_row_of_the_table(check, memory, platform, severity):
    found = check(manifest(memory), platform=platform)
    assert [hit.severity.value for hit in found] == ([severity] if severity else [])
    assert [hit.text for hit in found] == ([memory] if severity else [])


@pytest.mark.parametrize(
    ("memory", "platform", "message", "fixed"),
    [
        ("512Mi", "managed", "taskmanager asks for 512 MiB, less than the minimum of 1 GiB", "1Gi"),
        (
            "1000m",
            "managed",
            "taskmanager asks for 1000m, at most 1000 MiB, less than the minimum of 1 GiB",
            "1Gi",
        ),
        (
            "1G",
            "managed",
            "taskmanager asks for 1G, which may be 1 GB: less than the minimum of 1 GiB",
            "1Gi",
        ),
        (
            "1050m",
            "managed",
            "taskmanager asks for 1050m, which may be 1.05 GB: less than the minimum of 1 GiB",
            "1050Mi",
        ),
        ("500m", "vvp2", "taskmanager asks for 500 MB, less than the minimum of 1 GB", "1g"),
    ],
)
def test_says_what_is_asked_for_and_offers_enough(check, memory, platform, message, fixed):
    [hit] = check(manifest(memory), platform=platform)
    assert hit.message == message
    assert not hit.fixes[0].safe
    assert f"memory: {fixed}}}" in hit.fixed()
    assert check(hit.fixed(), platform=platform) == []


@pytest.mark.parametrize(
    "memory", ["lots", "[]", '""', "~", "${M}", "256", "256 Mi", "-1Gi", "1GB"]
)
def test_leaves_what_is_no_size(check, memory):
    assert check(manifest(memory)) == []


def test_says_nothing_of_what_is_absent_or_belongs_to_another(check):
    assert check(manifest("1Mi", process="jobmanager")) == []
    assert check(manifest("1Mi", session="\n  sessionClusterName: shared")) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []


def test_speaks_of_a_patch_body(check):
    text = "\n".join(line for line in manifest("512Mi").splitlines() if "metadata" not in line)
    [hit] = check(text)
    assert hit.text == "512Mi"
