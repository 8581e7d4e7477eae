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


@pytest.mark.parametrize("kind", ["DELETE_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS"])
def test_flags_a_retention_that_deletes(check, kind):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL, RETENTION + kind)))
    assert hit.text == kind
    assert hit.message == f"LATEST_STATE finds no checkpoint after a cancel: {kind}"
    assert hit.labels == [("LATEST_STATE", "asks for the latest checkpoint")]
    assert hit.severity == "warning"


def test_flags_the_place_of_a_missing_one(check):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL,)))
    assert hit.text == "flinkConfiguration"
    assert hit.message == "LATEST_STATE finds no checkpoint after a cancel: none is kept"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    "options",
    [
        (INTERVAL, KEPT),
        (INTERVAL, RETENTION + "retain_on_cancellation"),
        (INTERVAL, RETENTION + "${KEEP}"),
        (INTERVAL, RETENTION + "Always"),
        (RETENTION + "DELETE_ON_CANCELLATION",),
        (),
    ],
)
def test_accepts_what_keeps_and_leaves_what_other_rules_say(check, options):
    assert check(text(STATEFUL, LATEST, options=options)) == []


@pytest.mark.parametrize("restore", ["LATEST_SAVEPOINT", "NONE", '"${R}"'])
def test_other_strategies_need_no_checkpoint(check, restore):
    fields = (STATEFUL, f"restoreStrategy: {{kind: {restore}}}")
    assert check(text(*fields, options=(INTERVAL,))) == []


def test_the_managed_service_keeps_the_last_one(check):
    assert check(text(STATEFUL, LATEST, options=(INTERVAL,)), platform="managed") == []
    deleting = (INTERVAL, RETENTION + "DELETE_ON_CANCELLATION")
    [hit] = check(text(STATEFUL, LATEST, options=deleting), platform="managed")
    assert hit.text == "DELETE_ON_CANCELLATION"


def test_a_session_cluster_may_keep_it(check):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL,), target=SESSION))
    assert hit.severity == "info"


def test_says_nothing_of_a_patch_body(check):
    assert check(patch(text(STATEFUL, LATEST, options=(INTERVAL,)))) == []


@pytest.mark.parametrize(
    "options", [(INTERVAL, HA), (HA, INTERVAL), (INTERVAL, RETENTION + "DELETE_ON_CANCELLATION")]
)
def test_the_fix_keeps_the_last_checkpoint(check, options):
    [hit] = check(text(STATEFUL, LATEST, options=options))
    assert not hit.fixes[0].safe
    assert f"        {KEPT}\n" in hit.fixed()
    assert check(hit.fixed()) == []


def test_there_is_no_fix_in_a_flow_mapping(check):
    manifest = text(STATEFUL, LATEST, options=(INTERVAL,))
    flow = manifest.replace(
        "flinkConfiguration:\n        " + INTERVAL, f"flinkConfiguration: {{{INTERVAL}}}"
    )
    [hit] = check(flow)
    assert hit.fixes == ()


@pytest.mark.parametrize(
    "options", [(INTERVAL, HA), (INTERVAL, HA, RETENTION + "DELETE_ON_CANCELLATION")]
)
def test_a_single_fault_is_found_by_this_rule_alone(check_all, options):
    before = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=(INTERVAL, KEPT, HA)))}
    found = {hit.code for hit in check_all(text(STATEFUL, LATEST, options=options))}
    assert found - before == {"FL215"}


@pytest.mark.parametrize("options", [(INTERVAL,), (INTERVAL, RETENTION + "DELETE_ON_CANCELLATION")])
def test_says_what_to_write(check, options):
    [hit] = check(text(STATEFUL, LATEST, options=options))
    assert hit.hint == f"write {KEPT}"
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [("keep the last checkpoint", False)]


def test_the_fix_is_written_into_the_file_that_the_interval_stands_in(check):
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL, HA)))
    [edit] = hit.fixes[0].edits
    assert edit.source is hit.finding.source
    assert f"{INTERVAL}\n        {KEPT}\n        {HA}\n" in hit.fixed()


@pytest.mark.parametrize(
    "written",
    [
        "flinkConfiguration: {\n        INTERVAL\n      }",
        "flinkConfiguration:\n        ? execution.checkpointing.interval\n        : 60s",
        "flinkConfiguration:\n        execution.checkpointing.interval:\n          60s",
    ],
)
def test_there_is_no_fix_where_the_interval_is_no_line_of_its_own(check, written):
    manifest = text(STATEFUL, LATEST, options=(INTERVAL,))
    block = f"flinkConfiguration:\n        {INTERVAL}"
    assert block in manifest
    [hit] = check(manifest.replace(block, written.replace("INTERVAL", INTERVAL)))
    assert hit.fixes == ()


def test_there_is_no_fix_where_the_file_ends_without_a_line_break(check):
    manifest = text(STATEFUL, LATEST, options=(INTERVAL,))
    [hit] = check(manifest.rstrip("\n"))
    assert hit.fixes == ()


def test_there_is_no_fix_for_what_the_defaults_say(check):
    deleting = (
        "kind: DeploymentDefaults\nspec: {template: {spec: {flinkConfiguration: "
        f"{{{RETENTION}DELETE_ON_CANCELLATION}}}}}}}}\n"
    )
    defaults = tuple(read(Source("defaults.yaml", deleting)).documents)
    [hit] = check(text(STATEFUL, LATEST, options=(INTERVAL,)), defaults=defaults)
    assert "DELETE_ON_CANCELLATION" in hit.message
    assert hit.fixes == ()
