from __future__ import annotations

import pytest

TEXT = "kind: Deployment\napiVersion: {}\nmetadata: {{name: a}}\nspec: {{template: {{spec: {{artifact: {{kind: JAR}}}}}}}}\n"


@pytest.mark.parametrize("version", ["apps/v1", "v2", "extensions/v1beta1"])
def test_wants_v1(check, version):
    [hit] = check(TEXT.format(version))
    assert hit.text == version
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("version", ["v1", "V1", "${API}"])
def test_accepts_v1_and_leaves_its_case(check, version):
    assert check(TEXT.format(version)) == []


def test_a_kubernetes_deployment_is_not_ours(check):
    text = "kind: Deployment\napiVersion: apps/v1\nspec: {template: {spec: {containers: []}}}\n"
    assert check(text) == []
