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


@pytest.mark.parametrize("template", ["jobManagerPodTemplate", "taskManagerPodTemplate"])
def test_flags_the_template_beside_pods(check, template):
    [hit] = check(
        MANIFEST.format(
            more=f"      kubernetes: {{pods: {{labels: {{a: b}}}}, {template}: {{spec: {{}}}}}}"
        )
    )
    assert hit.text == template
    assert hit.labels == [("pods", "the pods are described here")]


@pytest.mark.parametrize(
    "kubernetes",
    [
        "{pods: {}}",
        "{taskManagerPodTemplate: {}}",
        "{pods: null, taskManagerPodTemplate: {spec: {}}}",
    ],
)
def test_accepts_one_of_the_two(check, kubernetes):
    assert check(MANIFEST.format(more=f"      kubernetes: {kubernetes}")) == []
