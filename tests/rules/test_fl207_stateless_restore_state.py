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
STRATEGIES
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""
DEFAULTS = """
kind: DeploymentDefaults
spec: {upgradeStrategy: {kind: STATEFUL}, restoreStrategy: {kind: LATEST_STATE}}
"""


def text(upgrade=None, restore=None):
    lines = [f"  upgradeStrategy: {{kind: {upgrade}}}"] if upgrade else []
    lines += [f"  restoreStrategy: {{kind: {restore}}}"] if restore else []
    return MANIFEST.replace("STRATEGIES\n", "".join(line + "\n" for line in lines))


@pytest.mark.parametrize(
    ("restore", "from_where"),
    [
        ("LATEST_SAVEPOINT", "the job goes back to an older one"),
        ("LATEST_STATE", "the job goes back to the last retained checkpoint or an older savepoint"),
    ],
)
def test_flags_the_restore_strategy(check, restore, from_where):
    [hit] = check(text("STATELESS", restore))
    assert hit.text == restore
    assert hit.message == f"a STATELESS upgrade takes no savepoint: with {restore} {from_where}"
    assert hit.labels == [("STATELESS", "cancels the job without a savepoint")]
    assert hit.severity == "info"


@pytest.mark.parametrize(
    ("upgrade", "restore"),
    [
        ("STATELESS", "NONE"),
        ("STATEFUL", "LATEST_SAVEPOINT"),
        ("NONE", "LATEST_STATE"),
        ("STATELESS", None),
        (None, "LATEST_STATE"),
        ('"${U}"', "LATEST_STATE"),
        ("STATELESS", '"${R}"'),
        (None, None),
    ],
)
def test_accepts_pairs_that_fit_or_are_not_known(check, upgrade, restore):
    assert check(text(upgrade, restore)) == []


def test_sees_a_strategy_that_comes_from_the_defaults(check):
    documents = tuple(read(Source("defaults.yaml", DEFAULTS)).documents)
    [hit] = check(text("STATELESS"), defaults=documents)
    assert "LATEST_STATE (from the defaults)" in hit.message


def test_says_nothing_where_upgrades_do_not_apply(check):
    assert check(text("STATELESS", "LATEST_STATE"), platform="managed") == []


@pytest.mark.parametrize("restore", ["LATEST_SAVEPOINT", "LATEST_STATE"])
def test_a_single_fault_is_found_by_this_rule(check_all, restore):
    found = [hit for hit in check_all(text("STATELESS", restore)) if hit.code.startswith("FL20")]
    assert [(hit.code, hit.text) for hit in found] == [("FL207", restore)]
