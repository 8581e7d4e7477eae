from __future__ import annotations

import pytest

MANIFEST = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:
  upgradeStrategy: {{kind: STATELESS}}
  restoreStrategy: {{kind: NONE}}
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "local:///a.jar", flinkVersion: "{version}"}}
"""


@pytest.mark.parametrize("version", ["1.10", "1.12", "2.5"])
def test_flags_a_version_that_the_target_does_not_have(check, version):
    [hit] = check(MANIFEST.format(version=version), target="flink-operator", allow_lossy=("all",))
    assert hit.text == f'"{version}"'
    assert hit.message == f"flink-operator has no Flink {version}"
    assert hit.severity.value == "error"


@pytest.mark.parametrize("version", ["1.13", "1.20", "2.4"])
def test_accepts_a_version_that_it_has(check, version):
    assert check(MANIFEST.format(version=version), target="flink-operator") == []


def test_warns_of_what_the_target_may_have_elsewhere(check):
    text = MANIFEST.format(version="1.17").replace("kind: STATELESS", "kind: STATEFUL")
    [hit] = check(text.replace("kind: NONE", "kind: LATEST_STATE"), target="flink-operator")
    assert hit.severity.value == "warning"


def test_says_nothing_of_a_check(check):
    assert check(MANIFEST.format(version="1.10")) == []
