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
    ("more", "key", "home"),
    [
        ("      entryClass: a.B", "entryClass", "spec.template.spec.artifact"),
        ("      state: RUNNING", "state", "spec"),
        ("      taskmanager.numberOfTaskSlots: 2", "taskmanager.numberOfTaskSlots",
         "spec.template.spec.flinkConfiguration"),
        ("      logging: {com.mine: DEBUG}", "com.mine", "spec.template.spec.logging.log4jLoggers"),
        ("      jobmanager: {cpu: 1}", "jobmanager", "spec.template.spec.resources"),
    ],
)  # fmt: skip
def test_names_the_place_where_the_key_belongs(check, more, key, home):
    [hit] = check(MANIFEST.format(more=more))
    assert hit.text == key
    assert hit.message == f"`{key}` has no effect here: it belongs in {home}"
    assert hit.hint == f"move it to {home}"


def test_shows_the_field_that_is_set_at_its_place(check):
    [hit] = check(MANIFEST.format(more='      flinkVersion: "1.17"'))
    assert hit.hint == "remove it here"
    assert hit.labels == [('"1.17"', "this one is set")]


def test_stop_with_drain_is_an_annotation(check):
    text = MANIFEST.format(more="").replace("  template:", "  stopWithDrain: true\n  template:")
    [hit] = check(text)
    key = "com.dataartisans.appmanager.controller.deployment.stop-with-drain"
    assert hit.text == "stopWithDrain"
    assert hit.hint == f'move it to metadata.annotations, as `{key}: "true"`'


def test_parallelism_under_spec(check):
    text = MANIFEST.format(more="").replace("  template:", "  parallelism: 2\n  template:")
    [hit] = check(text)
    assert hit.message == "`parallelism` has no effect here: it belongs in spec.template.spec"


def test_leaves_slips_of_a_field_of_the_place(check):
    assert check(MANIFEST.format(more="      paralelism: 2")) == []
