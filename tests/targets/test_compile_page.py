"""The page on compiling: its table of losses, its settings and its commands are what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from targets.translating import job, translated

from flinklint.settings import find
from flinklint.settings.schema import document
from flinklint.targets import TARGETS

PAGE = (Path(__file__).parent.parent.parent / "docs" / "compile.md").read_text(encoding="utf-8")
DRAIN = "com.dataartisans.appmanager.controller.deployment.stop-with-drain"
JAR = "kind: JAR, jarUri: 'local:///a.jar'"
TAGGED = f"{JAR}, flinkVersion: '1.17', flinkImageTag: 1.17.2-vvr-8.0.11"
SESSION = ("deploymentTargetName: default-queue", "sessionClusterName: shared")

# By the first column of the table: a deployment with that field. Those that end in a value in
# brackets are about that value.
SAMPLES = {
    "`metadata.displayName`": job(metadata=", displayName: Orders"),
    "`metadata.labels`": job(metadata=", labels: {a: b}"),
    "`metadata.annotations`": job(metadata=", annotations: {a: b}"),
    "annotation `…stop-with-drain` (`true`)": job(metadata=f", annotations: {{{DRAIN}: 'true'}}"),
    "`state` (`RUNNING`)": job(spec="state: RUNNING"),
    "`state` (`CANCELLED`)": job(spec="state: CANCELLED"),
    "`state` (`SUSPENDED`)": job(spec="state: SUSPENDED"),
    "`upgradeStrategy` (`STATEFUL`)": job(spec="upgradeStrategy: {kind: STATEFUL}"),
    "`upgradeStrategy` (`NONE`)": job(spec="upgradeStrategy: {kind: NONE}"),
    "`restoreStrategy`": job(spec="restoreStrategy: {kind: LATEST_SAVEPOINT}"),
    "`restoreStrategy.savepointId`": job(spec="restoreStrategy: {kind: FROM_SAVEPOINT, savepointId: s}"),
    "`maxSavepointCreationAttempts`, `maxJobCreationAttempts`": job(spec="maxJobCreationAttempts: 4"),
    "`deploymentTargetId`": job().replace("deploymentTargetName", "deploymentTargetId"),
    "`deploymentTargetName`": job(),
    "`sessionClusterName`": job(artifact=f"{{{JAR}}}").replace(*SESSION),
    "`artifact.additionalDependencies`": job(artifact=f"{{{JAR}, flinkVersion: '1.17', flinkImageTag: 1.17.2-vvr-8.0.11, additionalDependencies: [a]}}"),
    "`artifact.flinkVersion` alone": job(artifact=f"{{{JAR}, flinkVersion: '1.17'}}"),
    "`artifact.flinkImageTag` of VVR": job(artifact=f"{{{TAGGED}}}"),
    "`artifact.flinkImageRegistry`": job(artifact=f"{{{TAGGED}, flinkImageRegistry: r.example.com}}"),
    "`numberOfTaskManagers` beyond the parallelism": job("numberOfTaskManagers: 9"),
    "`resources.*.memory` (`2Gi`)": job("resources: {taskmanager: {memory: 2Gi}}"),
    "`resources.*.memory` (`2G`)": job("resources: {taskmanager: {memory: 2G}}"),
    "`logging.log4jLoggers`": job("logging: {log4jLoggers: {a: DEBUG}}"),
    "`logging.loggingProfile` of your own": job("logging: {loggingProfile: ours}"),
    "`logging.log4j2ConfigurationTemplate`": job("logging: {log4j2ConfigurationTemplate: <a/>}"),
    "`kubernetes.labels`": job("kubernetes: {labels: {a: b}}"),
    "`kubernetes.pods.labels`, `.annotations`": job("kubernetes: {pods: {labels: {a: b}}}"),
    "`kubernetes.pods.*` else, pod templates": job("kubernetes: {pods: {nodeSelector: {a: b}}}"),
    "`batchMode`": job("batchMode: true"),
    "option (`${NAME}`)": job("flinkConfiguration: {a: '${NAME}'}"),
    "option `kubernetes.cluster-id`": job("flinkConfiguration: {kubernetes.cluster-id: a}"),
}  # fmt: skip
NOISE = {"spec.deploymentTargetName", "spec.template.spec.artifact.flinkImageTag"}


def fate(name: str, target: str) -> str:
    """What becomes of the field of a sample, beside what the sample needs anyway."""
    found = translated(SAMPLES[name], target, platform="managed")
    ours = [
        loss
        for loss in found.losses
        if loss.field not in NOISE or "flinkImageTag" in name or "deploymentTargetName" in name
    ]
    if name == "`artifact.flinkImageTag` of VVR":
        ours = [loss for loss in ours if loss.field.endswith("flinkImageTag")]
    if name == "`deploymentTargetName`":
        ours = [loss for loss in ours if loss.field.endswith("deploymentTargetName")]
    if name == "`artifact.flinkImageRegistry`":
        ours = [loss for loss in ours if loss.field.endswith("flinkImageRegistry")]
    if any(loss.changes_job for loss in ours):
        return "error"
    return "warning" if ours else "carried"


def row(name: str) -> str:
    cells = [fate(name, target) for target in list(TARGETS)[1:]]
    return f"| {' | '.join([name, *cells])} |"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_table_says_what_becomes_of_a_field(name: str) -> None:
    assert row(name) in PAGE.splitlines()


def test_the_table_has_no_row_without_a_sample() -> None:
    [table] = re.findall(r"^\| field .*?\n\|---.*?\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table.splitlines() == [row(name) for name in SAMPLES]


def test_the_settings_are_those_that_there_are(tmp_path: Path) -> None:
    [block] = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "flinklint.toml").write_text(block)
    found = find(tmp_path).targets
    known = document()["properties"]["targets"]["properties"]
    assert known.keys() == TARGETS.keys()
    for target, table in known.items():
        left_out = {"namespace"} if target == "v1" else set()
        assert table["properties"].keys() - left_out == found.get(target, {}).keys() - left_out
        assert table["additionalProperties"] is False


def test_the_loss_on_the_page_can_be_accepted_as_it_says(tmp_path: Path) -> None:
    [text] = re.findall(r'^```yaml title="jobs/orders.yaml"\n(.*?)^```$', PAGE, re.M | re.DOTALL)
    (tmp_path / "orders.yaml").write_text(text)
    for field in (
        "spec.template.spec.kubernetes.pods.envVars",
        "kubernetes.pods",
        "all",
    ):
        assert f"`{field}`" in PAGE or f" {field}`" in PAGE
        words = ["compile", "orders.yaml", "--target", "alibaba-2022-07-18", "--isolated"]
        done = subprocess.run(
            [sys.executable, "-m", "flinklint", *words, "--allow-lossy", field],
            cwd=tmp_path,
            capture_output=True,
        )
        assert done.returncode == 0
        assert json.loads(done.stdout)["name"] == "orders"
