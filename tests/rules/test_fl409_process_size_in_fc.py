from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{session}
  template:
    spec:
      artifact: {{kind: JAR{version}}}
      resources: {resources}
      flinkConfiguration: {options}
"""
METADATA = "metadata: {name: orders}"


def manifest(resources="{}", options="{}", *, metadata=METADATA, session="", version="1.17"):
    return MANIFEST.format(
        resources=resources,
        options=options,
        metadata=metadata,
        session=session,
        version=f', flinkVersion: "{version}"' if version else "",
    )


SESSION = "\n  sessionClusterName: shared"


@pytest.mark.parametrize("process", ["jobmanager", "taskmanager"])
def test_flags_a_size_in_both_places(check, process):
    text = manifest(
        f"{{{process}: {{memory: 2Gi}}}}",
        f"{{{process}.memory.process.size: 4g, rest.port: x}}",
    )
    [hit] = check(text)
    assert hit.text == "4g"
    assert hit.message == f"{process} memory is 4g here and 2Gi in resources"
    assert hit.labels == [("2Gi", "the platform makes the process size of this")]
    assert not hit.fixes[0].safe
    assert "flinkConfiguration: {rest.port: x}" in hit.fixed()
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    ("resources", "options"),
    [
        ("{taskmanager: {memory: 2Gi}}", "{jobmanager.memory.process.size: 4g}"),
        ("{taskmanager: {cpu: 1}}", "{taskmanager.memory.process.size: 4g}"),
        ("{taskmanager: {memory: ~}}", "{taskmanager.memory.process.size: 4g}"),
        ("{taskmanager: {memory: 2Gi}}", "{taskmanager.memory.process.size: ~}"),
        ("{taskmanager: {memory: 2Gi}}", "{taskmanager.memory.flink.size: 4g}"),
        ("{}", "{}"),
    ],
)
def test_accepts_a_size_in_one_place(check, resources, options):
    assert check(manifest(resources, options)) == []


def test_says_nothing_in_a_session(check):
    text = manifest("{taskmanager: {memory: 2Gi}}", "{taskmanager.memory.process.size: 4g}",
                    session=SESSION)  # fmt: skip
    assert check(text) == []


def test_speaks_of_placeholders_too_since_one_place_is_enough(check):
    text = manifest('{taskmanager: {memory: "${M}"}}', "{taskmanager.memory.process.size: 4g}")
    assert len(check(text)) == 1
