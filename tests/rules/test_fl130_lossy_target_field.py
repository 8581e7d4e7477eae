from __future__ import annotations

import pytest

MANIFEST = """kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default-queue
  upgradeStrategy: {kind: STATEFUL}
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://b/a.jar", flinkImageTag: 1.17-vvr-8.0.11}
      kubernetes: {pods: {nodeSelector: {disk: ssd}}}
"""


def test_flags_each_field_that_the_target_cannot_carry(check):
    hits = check(MANIFEST, target="alibaba-2022-07-18")
    assert [(hit.text, hit.severity.value) for hit in hits] == [
        ("STATEFUL", "warning"),
        ("nodeSelector", "error"),
    ]


def test_leaves_what_was_accepted(check):
    assert check(MANIFEST, target="alibaba-2022-07-18", allow_lossy=("all",)) == []
    [hit] = check(MANIFEST, target="alibaba-2022-07-18", allow_lossy=("spec.upgradeStrategy",))
    assert hit.text == "nodeSelector"


@pytest.mark.parametrize("target", ["v1", "alibaba-2020-05-01"])
def test_says_nothing_where_everything_is_carried(check, target):
    text = MANIFEST.replace("deploymentTargetName: default-queue", "deploymentTargetId: 4f1c")
    assert check(text, target=target) == []


def test_says_nothing_of_a_check(check):
    assert check(MANIFEST) == []


@pytest.mark.parametrize(
    ("artifact", "place", "hint"),
    [
        ('flinkVersion: "1.15"', '"1.15"', "write flinkImageTag as 1.15-vvr-6.0.7, or set "),
        (
            'flinkVersion: "1.17", flinkImageTag: 1.17.2-stream1-scala_2.12',
            "1.17.2-stream1-scala_2.12",
            "write flinkImageTag as 1.17-vvr-8.0.11, or set ",
        ),
        ("versionName: newest", "newest", "write vvr-11.5.1-jdk11-flink-1.20"),
    ],
)
def test_the_hint_names_an_engine_of_the_flink_that_is_written(check, artifact, place, hint):
    text = MANIFEST.replace("flinkImageTag: 1.17-vvr-8.0.11", artifact)
    [hit] = [
        hit
        for hit in check(text, target="alibaba-2022-07-18", platform="managed")
        if hit.text == place
    ]
    assert hit.hint.startswith(hint)
