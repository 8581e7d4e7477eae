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


FOLDER = "state.savepoints.dir: oss://b/savepoints"


def test_flags_the_strategy(check):
    [hit] = check(text(STATEFUL, LATEST))
    assert hit.text == "STATEFUL"
    assert hit.message == (
        "the savepoint of a STATEFUL upgrade needs the platform's blob storage: "
        "no state.savepoints.dir is set"
    )
    assert hit.severity == "info"


@pytest.mark.parametrize("value", ["false", "False", False])
def test_is_a_warning_where_there_is_no_blob_storage(check, value):
    [hit] = check(text(STATEFUL, LATEST), rule_options={"FL217": {"blob-storage": value}})
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("option", "version"),
    [
        (FOLDER, "1.16"),
        ("state.savepoints.dir: ${FOLDER}", "1.16"),
        (FOLDER, "1.20"),
        ("execution.checkpointing.savepoint-dir: oss://b/savepoints", "1.20"),
    ],
)
def test_accepts_a_folder_under_any_of_its_keys(check, option, version):
    assert check(text(STATEFUL, LATEST, options=(option,), version=version)) == []


@pytest.mark.parametrize("kind", ["STATELESS", "NONE", '"${U}"'])
def test_other_upgrades_take_no_savepoint(check, kind):
    assert check(text(f"upgradeStrategy: {{kind: {kind}}}")) == []


@pytest.mark.parametrize("platform", ["managed-2021", "managed"])
def test_the_managed_service_has_its_own_folder(check, platform):
    assert check(text(STATEFUL, LATEST), platform=platform) == []


def test_says_nothing_of_sessions_patch_bodies_and_absence(check):
    assert check(text(STATEFUL, LATEST, target=SESSION), platform="vvp2") == []
    assert check(patch(text(STATEFUL, LATEST))) == []
    assert check(text("state: RUNNING")) == []


def test_sees_the_defaults(check):
    [hit] = check(text("state: RUNNING"), defaults=defaults())
    assert [place for place, _ in hit.labels] == ["STATEFUL"]


@pytest.mark.parametrize("options", [(INTERVAL, KEPT, HA), (KEPT, HA, INTERVAL)])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, options):
    before = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=(*options, FOLDER)))}
    found = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=options))}
    assert found - before == {"FL217"}
