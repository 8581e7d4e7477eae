from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:
  state: CANCELLED
{spec}
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "oss://b/a.jar"}}
{fields}
"""


def manifest(fields="", spec="", metadata="metadata: {name: a}"):
    lines = "\n".join(f"      {line}" for line in fields.splitlines())
    return MANIFEST.format(fields=lines, spec=f"  {spec}" if spec else "", metadata=metadata)


@pytest.mark.parametrize(
    ("text", "under", "message"),
    [
        (
            manifest(spec="deploymentTargetId: null"),
            "null",
            "deploymentTargetId is null, which says nothing",
        ),
        (
            manifest("resources: {taskmanager: {cpu: 1, memory: 4Gi}}"),
            "1",
            "cpu is 1, the default",
        ),
        (
            manifest("resources: {jobmanager: {cpu: 2, memory: 1G}}"),
            "1G",
            "memory is 1G, the default",
        ),
        (
            manifest("parallelism: 4\nnumberOfTaskManagers: 4"),
            "4",
            "numberOfTaskManagers is 4, the default",
        ),
        (
            manifest('flinkConfiguration: {taskmanager.numberOfTaskSlots: "1", a: b}'),
            '"1"',
            "taskmanager.numberOfTaskSlots is 1, the default",
        ),
    ],
)
def test_flags_what_says_nothing(check, text, under, message):
    [hit] = check(text)
    assert hit.text == under
    assert hit.message == message
    assert hit.fixes[0].safe
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    "text",
    [
        manifest("resources: {taskmanager: {cpu: 2, memory: 4Gi}}"),
        manifest("parallelism: 4\nnumberOfTaskManagers: 2"),
        manifest("parallelism: 1"),  # observed, not documented
        manifest("flinkConfiguration: {my.own: null}"),
        manifest(spec="deploymentTargetId: null", metadata="metadata: {}"),
        manifest('resources: {taskmanager: {cpu: "${CPU}"}}'),
        manifest(metadata="metadata: {name: a, labels: {team: null}, id: null}"),
        manifest(),
    ],
)
def test_accepts_what_says_something_or_may(check, text):
    assert check(text) == []


def test_a_defaults_file_makes_a_default_worth_writing(check):
    text = manifest("resources: {taskmanager: {cpu: 1, memory: 4Gi}}")
    defaults = "spec: {template: {spec: {resources: {taskmanager: {cpu: 2}}}}}"
    documents = (read(Source("defaults.yaml", defaults)).documents[0],)
    assert check(text, defaults=documents) == []


def test_is_off_until_it_is_selected(check_all):
    hits = check_all(manifest(spec="deploymentTargetId: null"))
    assert "FL921" not in [hit.code for hit in hits]
