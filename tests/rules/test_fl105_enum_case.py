from __future__ import annotations

import pytest

MANIFEST = """kind: {kind}
apiVersion: v1
metadata: {{name: orders}}
spec:
  state: {state}
  upgradeStrategy: {{kind: {upgrade}}}
  restoreStrategy: {{kind: {restore}}}
"""
GOOD = {"kind": "Deployment", "state": "RUNNING", "upgrade": "NONE", "restore": "LATEST_STATE"}


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        ("kind", "deployment", "Deployment"),
        ("state", "Running", "RUNNING"),
        ("upgrade", "Stateful", "STATEFUL"),
        ("restore", "Latest State", "LATEST_STATE"),
        ("restore", "latest-savepoint", "LATEST_SAVEPOINT"),
    ],
)
def test_gives_the_spelling_of_the_api(check, check_all, field, value, meant):
    text = MANIFEST.format(**{**GOOD, field: value})
    [hit] = check(text)
    assert hit.text == value
    assert hit.message == f"`{value}` is spelt `{meant}`"
    assert check(hit.fixed()) == []
    enums = {"FL121", "FL201", "FL202", "FL203"}
    assert not enums & {other.code for other in check_all(text)}


@pytest.mark.parametrize("value", ["RUNNING", "STARTED", "${STATE}"])
def test_leaves_right_and_wrong_values(check, value):
    assert check(MANIFEST.format(**{**GOOD, "state": value})) == []
