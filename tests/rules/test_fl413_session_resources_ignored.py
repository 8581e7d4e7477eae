from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{session}
  template:
    spec:
{fields}
"""
METADATA = "metadata: {name: orders}"


def manifest(*, metadata=METADATA, session="", options="", **fields):
    lines = [f"      {key}: {value}" for key, value in fields.items()]
    lines += [f"      flinkConfiguration: {{{options}}}"] if options else []
    return MANIFEST.format(metadata=metadata, session=session, fields="\n".join(lines))


SESSION = "\n  sessionClusterName: shared"


@pytest.mark.parametrize(
    ("fields", "text", "severity"),
    [
        ({"numberOfTaskManagers": "4"}, "4", "warning"),
        ({"resources": "{taskmanager: {cpu: 1}}"}, "resources", "warning"),
        ({"kubernetes": "{pods: {labels: {a: b}}}"}, "kubernetes", "warning"),
        ({"logging": "{loggingProfile: default}"}, "logging", "info"),
    ],
)
def test_flags_what_the_session_cluster_owns(check, fields, text, severity):
    hits = check(manifest(session=SESSION, parallelism=2, **fields))
    [hit] = hits
    assert hit.text == text
    assert hit.message == f"{next(iter(fields))} has no effect on the session cluster"
    assert hit.severity.value == severity
    assert hit.labels == [("shared", "owns the processes")]
    assert hit.fixes[0].safe
    assert check(hit.fixed()) == []
    assert "parallelism: 2" in hit.fixed()


@pytest.mark.parametrize(
    "fields",
    [
        {"parallelism": "2"},
        {"resources": "~"},
        {"resources": "{}"},
        {"resources": "{taskmanager: {cpu: ~}}"},
        {"logging": "{log4jLoggers: {}}"},
        {"kubernetes": "{pods: {}}"},
        {"numberOfTaskManagers": "~"},
    ],
)
def test_accepts_what_says_nothing(check, fields):
    assert check(manifest(session=SESSION, **fields)) == []


@pytest.mark.parametrize(
    "session",
    [
        "",
        "\n  sessionClusterName: ~",
        "\n  sessionClusterName: s\n  deploymentTargetName: t",
        "\n  deploymentTargetName: t",
    ],
)
def test_says_nothing_without_a_session_or_beside_a_target(check, session):
    assert check(manifest(session=session, numberOfTaskManagers=2)) == []


def test_flags_each_field_once(check):
    text = manifest(session=SESSION, numberOfTaskManagers=2, resources="{jobmanager: {cpu: 1}}")
    assert [hit.text for hit in check(text)] == ["2", "resources"]
