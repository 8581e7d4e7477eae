from __future__ import annotations

import pytest

TEXT = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec: {{deploymentTargetName: a, template: {{spec: {{artifact: {{{}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("FLINK", "kinds are SQLSCRIPT, JAR, PYTHON"),
        ("SQLSCIRPT", "did you mean SQLSCRIPT?"),
        ("PYTON", "did you mean PYTHON?"),
    ],
)
def test_flags_another_kind(check, kind, hint):
    [hit] = check(TEXT.format(f"kind: {kind}"))
    assert (hit.text, hit.hint) == (kind, hint)
    assert ("SQLSCRIPT, JAR, PYTHON" in hit.message) == ("mean" in hint)


def test_flags_no_kind(check):
    [hit] = check(TEXT.format("jarUri: 'oss://b/a.jar'"))
    assert hit.message == "the artifact has no kind"


@pytest.mark.parametrize("kind", ["JAR", "jar", "SqlScript", "PYTHON", "'${KIND}'"])
def test_accepts_known_kinds_in_any_case(check, kind):
    assert check(TEXT.format(f"kind: {kind}")) == []
