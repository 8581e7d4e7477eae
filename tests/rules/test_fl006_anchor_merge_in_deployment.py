from __future__ import annotations

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


def test_flags_each_alias_at_its_own_place(check):
    more = "      resources:\n        jobmanager: &size {cpu: 1}\n        taskmanager:\n          <<: *size"
    [hit] = check(MANIFEST.format(more=more))
    assert (hit.text, hit.line) == ("*size", 12)
    assert hit.severity == "info"


def test_an_anchor_alone_is_harmless(check):
    assert check(MANIFEST.format(more="      resources: &size {jobmanager: {cpu: 1}}")) == []
