from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata:
  name: orders
{metadata}
spec:{spec}
  template:
    metadata:
      annotations: {jobs}
    spec:
      kubernetes: {kubernetes}
"""


def manifest(metadata="", spec="", jobs="{}", kubernetes="{}"):
    return MANIFEST.format(metadata=metadata, spec=spec, jobs=jobs, kubernetes=kubernetes)


def labelled(text):
    """The same label in each of the places that have labels."""
    return [
        manifest(metadata=f"  labels: {{{text}}}"),
        manifest(kubernetes=f"{{labels: {{{text}}}}}"),
        manifest(kubernetes=f"{{pods: {{labels: {{{text}}}}}}}"),
        manifest(kubernetes=f"{{pods: {{nodeSelector: {{{text}}}}}}}"),
    ]


@pytest.mark.parametrize(
    ("label", "text", "message"),
    [
        ("team: a b", "a b", "value 'a b' of the label team holds a blank"),
        ("team: a/b", "a/b", "value 'a/b' of the label team holds '/'"),
        ("team: größe", "größe", "value 'größe' of the label team holds 'ö'"),
        ("team: -a", "-a", "value '-a' of the label team begins with '-'"),
        ("team: a.", "a.", "value 'a.' of the label team ends with '.'"),
        (f"team: {'a' * 64}", "a" * 64, f"value '{'a' * 64}' of the label team has 64 characters"),
        ("cost center: x", "cost center", "label key 'cost center' holds a blank"),
        ("_a: x", "_a", "label key '_a' begins with '_'"),
        ("Example.com/a: x", "Example.com/a", "label key 'Example.com/a' has the prefix"),
        ("a/b/c: x", "a/b/c", "label key 'a/b/c' has the prefix 'a/b'"),
        ("example.com/: x", "example.com/", "label key 'example.com/' has no name"),
        ('"": x', '""', "label key '' has no name"),
        (f"{'a' * 64}: x", "a" * 64, f"label key '{'a' * 64}' has 64 characters"),
    ],
)
def test_flags_keys_and_values_that_are_no_labels(check, label, text, message):
    for manifest_text in labelled(label):
        [hit] = check(manifest_text)
        assert hit.text == text
        assert hit.message.startswith(message)
        assert hit.severity.value == "error"


@pytest.mark.parametrize(
    "label",
    [
        "team: a-b",
        "team: A_b.C9",
        'team: ""',
        f"team: {'a' * 63}",
        f"{'a' * 63}: x",
        "example.com/team: x",
        "app.kubernetes.io/name: x",
        "team: ${TEAM}",
        "'${KEY} x': a",
        "team: true",
        "team: -1",
        "team: ~",
        "team: 2021-03-04",
    ],
)
def test_accepts_labels_and_leaves_what_is_no_text(check, label):
    for text in labelled(label):
        assert check(text) == []


def test_suggests_a_near_label(check):
    [hit] = check(labelled("team: web analytics")[0])
    assert hit.hint == "write web-analytics"
    [hit] = check(labelled("'example.com/my team': x")[0])
    assert hit.hint == "write example.com/my-team"


def test_annotations_and_what_is_no_mapping_are_not_judged(check):
    assert check(manifest(metadata="  annotations: {any key: any value!}")) == []
    assert check(manifest(metadata="  labels: [a b]")) == []
    assert check(manifest()) == []


def test_flags_the_labels_of_pods_that_stand_elsewhere(check):
    text = manifest().replace("kubernetes: {}", 'pods: {labels: {team: "a b"}}')
    [hit] = check(text)
    assert hit.text == '"a b"'
