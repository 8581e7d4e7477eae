from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  annotations:
    com.dataartisans.appmanager.controller.deployment.stop-with-drain: DRAIN
spec:
  deploymentTargetName: default
STRATEGIES
  template: {spec: {artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "1.17"}}}
"""


def text(drain, upgrade="STATEFUL", restore="LATEST_STATE"):
    lines = [f"  upgradeStrategy: {{kind: {upgrade}}}\n"] if upgrade else []
    lines += [f"  restoreStrategy: {{kind: {restore}}}\n"] if restore else []
    return MANIFEST.replace("STRATEGIES\n", "".join(lines)).replace("DRAIN", drain)


@pytest.mark.parametrize("drain", ['"true"', "'True'", "true"])
@pytest.mark.parametrize("restore", ["LATEST_STATE", "LATEST_SAVEPOINT", None])
def test_flags_the_drain_of_a_job_that_goes_on(check, drain, restore):
    [hit] = check(text(drain, restore=restore))
    assert hit.text == drain
    assert hit.message == (
        "every STATEFUL upgrade writes what open windows hold, and again after the restart"
    )
    assert hit.labels == [("STATEFUL", "the job goes on from a savepoint")]
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("drain", "upgrade", "restore"),
    [
        ('"false"', "STATEFUL", "LATEST_STATE"),
        ('"${DRAIN}"', "STATEFUL", "LATEST_STATE"),
        ("null", "STATEFUL", "LATEST_STATE"),
        ('"true"', "STATELESS", "NONE"),
        ('"true"', "NONE", "LATEST_STATE"),
        ('"true"', "STATEFUL", "NONE"),
        ('"true"', '"${U}"', "LATEST_STATE"),
    ],
)
def test_accepts_other_stops_and_what_is_not_known(check, drain, upgrade, restore):
    assert check(text(drain, upgrade, restore)) == []


def test_sees_an_upgrade_strategy_that_comes_from_the_platform(check):
    [hit] = check(text('"true"', None), platform="vvp2")
    assert "(the platform's default)" in hit.message
    assert check(text('"true"', None), platform="managed") == []


def test_accepts_absence(check):
    key = "    com.dataartisans.appmanager.controller.deployment.stop-with-drain: true\n"
    assert check(text("true").replace(key, "    a: b\n")) == []


def test_a_patch_body_leaves_the_strategy_as_it_is(check):
    assert check(text('"true"', None).replace("  name: orders\n", ""), platform="vvp2") == []


@pytest.mark.parametrize("restore", ["LATEST_STATE", "LATEST_SAVEPOINT"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, restore):
    before = {hit.code for hit in check_all(text('"false"', restore=restore))}
    assert {hit.code for hit in check_all(text('"true"', restore=restore))} - before == {"FL213"}
