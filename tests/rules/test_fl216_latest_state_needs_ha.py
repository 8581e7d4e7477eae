from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  TARGET
FIELDS
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "VERSION"}
      flinkConfiguration:
OPTIONS
"""
TARGET = "deploymentTargetName: default"
SESSION = "sessionClusterName: shared"
STATEFUL = "upgradeStrategy: {kind: STATEFUL}"
LATEST = "restoreStrategy: {kind: LATEST_STATE}"
INTERVAL = "execution.checkpointing.interval: 60s"
RETENTION = "execution.checkpointing.externalized-checkpoint-retention: "
KEPT = RETENTION + "RETAIN_ON_CANCELLATION"
HA = "high-availability: kubernetes"


def text(*fields, options=(), target=TARGET, version="1.16"):
    lines = "".join(f"  {field}\n" for field in fields)
    keys = "".join(f"        {option}\n" for option in options)
    manifest = MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)
    if not keys:
        manifest = manifest.replace("      flinkConfiguration:\n", "")
    return manifest.replace("OPTIONS\n", keys).replace("VERSION", version)


def patch(manifest):
    return manifest.replace("metadata: {name: orders}\n", "")


def test_flags_the_strategy(check):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL, KEPT)))
    assert hit.text == "LATEST_STATE"
    assert hit.message == (
        "LATEST_STATE is not safe without high availability: a lost JobManager loses track"
    )
    assert hit.severity == "info"


def test_flags_high_availability_that_is_switched_off(check):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL, "high-availability: NONE")))
    assert hit.text == "NONE"
    assert hit.message == "LATEST_STATE is not safe with high availability NONE"


@pytest.mark.parametrize(
    ("options", "version"),
    [
        ((INTERVAL, HA), "1.16"),
        ((INTERVAL, "high-availability: vvp-kubernetes"), "1.14"),
        ((INTERVAL, "high-availability.type: kubernetes"), "1.18"),
        ((INTERVAL, HA), "1.20"),
        ((INTERVAL, "high-availability: ${HA}"), "1.16"),
        ((KEPT,), "1.16"),
        ((), "1.16"),
    ],
)
def test_accepts_any_and_leaves_what_takes_no_checkpoints(check, options, version):
    assert check(text(STATEFUL, LATEST, options=options, version=version)) == []


@pytest.mark.parametrize("platform", ["managed-2021", "managed"])
def test_the_managed_service_has_its_own(check, platform):
    assert check(text(STATEFUL, LATEST, options=(INTERVAL,)), platform=platform) == []


def test_a_session_cluster_has_its_own(check):
    manifest = text(STATEFUL, LATEST, options=(INTERVAL,), target=SESSION)
    assert check(manifest, platform="vvp2") == []


def test_says_nothing_of_a_patch_body_nor_of_other_strategies(check):
    assert check(patch(text(STATEFUL, LATEST, options=(INTERVAL,)))) == []
    assert check(text(STATEFUL, "restoreStrategy: {kind: NONE}", options=(INTERVAL,))) == []


@pytest.mark.parametrize("options", [(INTERVAL, KEPT), (INTERVAL, KEPT, "high-availability: NONE")])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, options):
    before = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=(INTERVAL, KEPT, HA)))}
    found = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=options))}
    assert found - before == {"FL216"}
