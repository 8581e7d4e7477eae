from __future__ import annotations

import pytest

MANIFEST = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}}
{more}
"""


@pytest.mark.parametrize(
    ("key", "meant"),
    [("jobManager", "jobmanager"), ("TaskManager", "taskmanager"), ("task_manager", "taskmanager")],
)
def test_names_the_process_that_was_meant(check, check_all, key, meant):
    text = MANIFEST.format(more=f"      resources: {{{key}: {{cpu: 1, memory: 2Gi}}}}")
    [hit] = check(text)
    assert hit.text == key
    assert hit.hint == f"did you mean `{meant}`?"
    assert check(hit.fixed()) == []
    assert [other.code for other in check_all(text) if other.rank == 2] == ["FL113"]


def test_offers_no_rename_onto_a_key_that_is_there(check):
    [hit] = check(
        MANIFEST.format(more="      resources: {jobmanager: {cpu: 1}, jobManager: {cpu: 2}}")
    )
    assert hit.fixes == ()
    assert hit.labels == [("jobmanager", "this one is applied")]


def test_lists_the_processes_where_none_is_near(check):
    [hit] = check(MANIFEST.format(more="      resources: {client: {cpu: 1}}"))
    assert hit.hint == "processes are jobmanager and taskmanager"


def test_accepts_the_two_processes(check):
    more = "      resources: {jobmanager: {cpu: 1}, taskmanager: {cpu: 1}}"
    assert check(MANIFEST.format(more=more)) == []
