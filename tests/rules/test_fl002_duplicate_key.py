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
    ("more", "key"),
    [
        ("      parallelism: 1\n      parallelism: 2", "parallelism"),
        ("      flinkConfiguration:\n        a.b: x\n        'a.b': y", "'a.b'"),
        ('      flinkConfiguration: {"a": x, a: y}', "a"),
        ("      kubernetes: {pods: {envVars: [{name: A, name: B}]}}", "name"),
    ],
)
def test_flags_the_second_key_and_shows_the_first(check, more, key):
    [hit] = check(MANIFEST.format(more=more))
    assert hit.text == key
    assert hit.message == f"the key `{key.strip(chr(39))}` is there twice"
    assert [text for _, text in hit.labels] == ["first written here"]


def test_sees_a_key_three_times_as_two_mistakes(check):
    hits = check(
        MANIFEST.format(more="      parallelism: 1\n      parallelism: 2\n      parallelism: 3")
    )
    assert [hit.line for hit in hits] == [10, 11]


def test_a_merge_that_is_overridden_is_no_duplicate(check):
    more = (
        "      resources:\n        jobmanager: &a {cpu: 1}\n        taskmanager: {<<: *a, cpu: 2}"
    )
    assert check(MANIFEST.format(more=more)) == []


def test_an_anchored_mapping_is_reported_once(check):
    more = "      resources:\n        jobmanager: &a {cpu: 1, cpu: 2}\n        taskmanager: *a"
    assert len(check(MANIFEST.format(more=more))) == 1
