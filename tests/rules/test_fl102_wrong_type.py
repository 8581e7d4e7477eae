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
    ("more", "blamed", "message"),
    [
        ("      parallelism: two", "two", "`parallelism` must be an integer, not `two`"),
        ("      parallelism: 1.5", "1.5", "`parallelism` must be an integer, not `1.5`"),
        ("      parallelism: [2]", "parallelism", "`parallelism` must be an integer, not a list"),
        ("      logging: none", "none", "`logging` must be a mapping, not `none`"),
        ("      batchMode: maybe", "maybe", "`batchMode` must be true or false, not `maybe`"),
        ("      kubernetes: {pods: {envVars: {A: b}}}", "envVars",
         "`envVars` must be a list, not a mapping"),
        ("      parallelism: 99999999999", "99999999999",
         "`parallelism` must be at most 2147483647, unlike `99999999999`"),
    ],
)  # fmt: skip
def test_names_the_value_and_what_is_wanted(check, more, blamed, message):
    [hit] = check(MANIFEST.format(more=more))
    assert (hit.text, hit.message) == (blamed, message)


@pytest.mark.parametrize(
    "more",
    [
        '      parallelism: "2"',
        "      parallelism: 2.0",
        "      parallelism: ${P}",
        "      batchMode: yes",
        "      batchMode: 'true'",
        "      parallelism:",
        "      kubernetes: {pods: {envVars: [{name: A, value: 1}]}}",
    ],
)
def test_accepts_what_can_be_converted_or_is_not_known(check, more):
    assert check(MANIFEST.format(more=more)) == []
