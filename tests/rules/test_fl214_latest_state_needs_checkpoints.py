from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

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
DEFAULTS = """
kind: DeploymentDefaults
spec: {upgradeStrategy: {kind: STATEFUL}, restoreStrategy: {kind: LATEST_STATE}}
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


def defaults():
    return tuple(read(Source("defaults.yaml", DEFAULTS)).documents)


def patch(manifest):
    return manifest.replace("metadata: {name: orders}\n", "")


@pytest.mark.parametrize("options", [(), ("state.backend: rocksdb",), (KEPT,)])
def test_flags_the_strategy_that_finds_no_checkpoint(check, options):
    [hit] = check(text(STATEFUL, LATEST, options=options))
    assert hit.text == "LATEST_STATE"
    assert hit.message == "LATEST_STATE finds no checkpoint: no interval is set"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("target", "platform", "severity"),
    [
        (TARGET, "managed-2021", "warning"),
        (TARGET, "vvp2", "warning"),
        (SESSION, "vvp2", "info"),
    ],
)
def test_is_an_info_where_an_interval_may_come_from_elsewhere(check, target, platform, severity):
    [hit] = check(text(STATEFUL, LATEST, target=target), platform=platform)
    assert hit.severity == severity


@pytest.mark.parametrize(
    "options",
    [
        (INTERVAL,),
        ("execution.checkpointing.interval: ${EVERY}",),
        ('execution.checkpointing.interval: ""',),
        ("execution.checkpointing.interval:",),
        ("execution.checkpointing.interval: 0",),
        ("execution.runtime-mode: BATCH",),
    ],
)
def test_accepts_an_interval_and_leaves_what_other_rules_say(check, options):
    assert check(text(STATEFUL, LATEST, options=options)) == []


@pytest.mark.parametrize("restore", ["LATEST_SAVEPOINT", "NONE", '"${R}"', "OTHER"])
def test_other_strategies_need_no_checkpoint(check, restore):
    assert check(text(STATEFUL, f"restoreStrategy: {{kind: {restore}}}")) == []


def test_accepts_absence(check):
    assert check(text(STATEFUL)) == []


def test_sees_the_defaults(check):
    [hit] = check(text("state: RUNNING"), defaults=defaults())
    assert hit.message == "LATEST_STATE (from the defaults) finds no checkpoint: no interval is set"


def test_the_managed_service_sets_an_interval(check):
    assert check(text(STATEFUL, LATEST), platform="managed") == []


def test_says_nothing_of_a_patch_body_nor_of_a_flink_that_is_not_known(check):
    assert check(patch(text(STATEFUL, LATEST))) == []
    assert check(text(STATEFUL, LATEST, version="1.9")) == []


@pytest.mark.parametrize("options", [(KEPT, HA), (HA,)])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, options):
    before = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=(INTERVAL, KEPT, HA)))}
    found = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=options))}
    assert found - before == {"FL214"}
