from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: RESTORE, allowNonRestoredState: VALUE}
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""


def text(value, restore="LATEST_STATE"):
    return MANIFEST.replace("VALUE", value).replace("RESTORE", restore)


@pytest.mark.parametrize("value", ["true", '"true"', "True"])
@pytest.mark.parametrize("restore", ["LATEST_STATE", "LATEST_SAVEPOINT", '"${R}"'])
def test_flags_state_that_may_be_dropped(check, value, restore):
    [hit] = check(text(value, restore))
    assert hit.text == value
    assert hit.message == "state that no operator of the new job takes over is dropped in silence"
    assert hit.severity == "warning"


@pytest.mark.parametrize("value", ["false", '"false"', "null", '"${DROP}"', "[]"])
def test_accepts_that_the_start_fails(check, value):
    assert check(text(value)) == []


def test_accepts_absence(check):
    assert check(text("true").replace(", allowNonRestoredState: true", "")) == []


def test_does_nothing_where_nothing_is_restored(check):
    [hit] = check(text("true", "NONE"))
    assert hit.severity == "info"
    assert hit.message == "allowNonRestoredState does nothing where no state is restored"


def test_sees_the_defaults(check):
    defaults = "kind: DeploymentDefaults\nspec: {restoreStrategy: {allowNonRestoredState: true}}\n"
    manifest = text("null")
    [hit] = check(manifest, defaults=tuple(read(Source("d.yaml", defaults)).documents))
    assert "(from the defaults)" in hit.message
    assert [place for place, _ in hit.labels] == ["true"]


@pytest.mark.parametrize("restore", ["LATEST_STATE", "LATEST_SAVEPOINT"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, restore):
    before = {hit.code for hit in check_all(text("false", restore))}
    found = {hit.code for hit in check_all(text("true", restore))}
    assert found - before == {"FL208"}
