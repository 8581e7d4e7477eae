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
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
"""
DEFAULTS = """
kind: DeploymentDefaults
spec: {upgradeStrategy: {kind: STATEFUL}, restoreStrategy: {kind: LATEST_STATE}}
"""


def text(upgrade=None, restore=None):
    lines = [f"  upgradeStrategy: {{kind: {upgrade}}}"] if upgrade else []
    lines += [f"  restoreStrategy: {{kind: {restore}}}"] if restore else []
    return MANIFEST.replace("STRATEGIES\n", "".join(line + "\n" for line in lines))


def defaults():
    return tuple(read(Source("defaults.yaml", DEFAULTS)).documents)


@pytest.mark.parametrize(
    ("upgrade", "restore", "message"),
    [
        (
            "STATEFUL",
            None,
            "upgradeStrategy is set, but restoreStrategy is not: "
            "LATEST_STATE is used (the platform's default)",
        ),
        (
            None,
            "LATEST_STATE",
            "restoreStrategy is set, but upgradeStrategy is not: "
            "STATEFUL is used (the platform's default)",
        ),
    ],
)
def test_flags_the_place_of_the_missing_strategy(check, upgrade, restore, message):
    [hit] = check(text(upgrade, restore))
    assert hit.text == "spec"
    assert hit.message == message
    assert hit.labels[0][1] == "the two belong together"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("upgrade", "restore"),
    [(None, None), ("STATEFUL", "LATEST_STATE"), ("NONE", "NONE"), ('"${U}"', '"${R}"')],
)
def test_accepts_both_or_neither(check, upgrade, restore):
    assert check(text(upgrade, restore)) == []


def test_defaults_make_the_pair_whole(check):
    assert check(text("STATEFUL"), defaults=defaults()) == []
    assert check(text(restore="NONE"), defaults=defaults()) == []


def test_leaves_the_worst_pair_to_the_rule_that_names_it(check):
    assert check(text(restore="NONE")) == []


def test_nothing_is_paired_where_upgrades_do_not_apply(check):
    assert check(text(restore="LATEST_STATE"), platform="managed") == []


def test_a_patch_body_leaves_the_other_strategy_as_it_is(check):
    assert check("kind: Deployment\napiVersion: v1\nspec: {upgradeStrategy: {kind: NONE}}\n") == []


@pytest.mark.parametrize(("upgrade", "restore"), [("STATEFUL", None), (None, "LATEST_STATE")])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, upgrade, restore):
    found = [hit.code for hit in check_all(text(upgrade, restore)) if hit.severity != "info"]
    whole = [
        hit.code for hit in check_all(text("STATEFUL", "LATEST_STATE")) if hit.severity != "info"
    ]
    assert sorted(found) == sorted([*whole, "FL205"])


def test_says_what_to_add(check):
    [hit] = check(text("STATEFUL"))
    assert hit.hint == "add restoreStrategy"


def test_says_nothing_of_a_default_that_is_not_known(check):
    unknown = tuple(
        read(
            Source(
                "defaults.yaml",
                "kind: DeploymentDefaults\nspec: {restoreStrategy: {kind: '${R}'}}\n",
            )
        ).documents
    )
    assert check(text("STATEFUL"), defaults=unknown) == []
