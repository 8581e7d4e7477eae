"""What will apply: written values, defaults, the session cluster, the platform."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Hit

from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.manifest import Manifest
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source

DEPLOYMENT = """kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  restoreStrategy: {kind: NONE}
  template: {spec: {artifact: {kind: JAR}}}
"""
DEFAULTS = """kind: DeploymentDefaults
apiVersion: v1
spec:
  upgradeStrategy: {kind: STATEFUL}
  template: {spec: {flinkConfiguration: {state.savepoints.dir: s3://b/sp}}}
"""
SESSION = """kind: SessionCluster
apiVersion: v1
metadata: {name: shared}
spec:
  flinkVersion: "1.13"
  flinkConfiguration: {execution.checkpointing.interval: 60s}
"""


def settings(*texts: str, platform: str = "managed") -> Settings:
    documents = tuple(
        document
        for number, text in enumerate(texts)
        for document in Manifest(Source(f"defaults{number}.yaml", text), Settings()).tree.documents
    )
    return Settings(platform=platform, defaults=documents)


def deployment(text: str, given: Settings):
    [found] = Manifest(Source("a.yaml", text), given).deployments
    return found


def test_a_written_value_comes_first():
    found = deployment(DEPLOYMENT, settings(DEFAULTS)).effective("spec", "restoreStrategy", "kind")
    assert (found.text, found.origin, found.remark) == ("NONE", "written", "")


def test_then_the_defaults_the_last_file_first():
    weaker = DEFAULTS.replace("STATEFUL", "STATELESS")
    found = deployment(DEPLOYMENT, settings(weaker, DEFAULTS)).effective(
        "spec", "upgradeStrategy", "kind"
    )
    assert (found.text, found.origin) == ("STATEFUL", "defaults")
    [label] = found.flag("x").labels
    assert (label.source.name, label.source.slice(label.span)) == ("defaults1.yaml", "STATEFUL")


@pytest.mark.parametrize(
    ("platform", "text"), [("managed", "NONE"), ("vvp2", "STATEFUL"), ("managed-2021", "STATEFUL")]
)
def test_then_the_platform(platform, text):
    found = deployment(DEPLOYMENT, settings(platform=platform)).effective(
        "spec", "upgradeStrategy", "kind"
    )
    assert (found.text, found.origin) == (text, "platform")


def test_else_it_is_unknown():
    found = deployment(DEPLOYMENT, settings()).effective("metadata", "displayName")
    assert (found.text, found.origin) == (None, "unknown")


def test_a_rule_sees_a_default_and_says_where_it_is_set():
    [rule] = [rule for rule in load() if rule.code == "FL206"]
    file = file_of("a.yaml", DEPLOYMENT.encode())
    [finding] = Checker([rule], settings(DEFAULTS)).check([file]).findings
    assert [label.source.name for label in finding.labels] == ["defaults0.yaml"]
    assert Checker([rule], settings()).check([file]).findings == []


def test_options_come_from_the_defaults_too():
    found = deployment(DEPLOYMENT, settings(DEFAULTS)).option("state.savepoints.dir")
    assert (found.text, found.origin) == ("s3://b/sp", "defaults")


def test_a_job_has_the_version_and_options_of_its_session_cluster():
    text = DEPLOYMENT.replace("spec:\n", "spec:\n  sessionClusterName: shared\n", 1)
    files = [file_of("a.yaml", text.encode()), file_of("b.yaml", SESSION.encode())]
    [found] = Checker([], Settings()).check(files).deployments
    assert str(found.flink_version) == "1.13"
    option = found.option("execution.checkpointing.interval")
    assert (option.text, option.remark) == ("60s", " (from the session cluster)")
    [alone] = Checker([], Settings()).check(files[:1]).deployments
    assert alone.flink_version is None


def test_the_same_file_twice_keeps_its_first_place_in_the_order():
    rules = [rule for rule in load() if rule.code in ("FL206", "FL202")]
    bad = DEPLOYMENT.replace("kind: NONE", "kind: LATEST")
    files = [file_of(name, bad.encode()) for name in ("b.yaml", "a.yaml")]
    hits = [Hit(f) for f in Checker(rules, Settings()).check(files).findings]
    assert [hit.source.name for hit in hits] == ["b.yaml", "a.yaml"]


def test_defaults_on_the_command_line(tmp_path: Path, monkeypatch, capsys):
    from flinklint import cli

    (tmp_path / "a.yaml").write_text(DEPLOYMENT)
    (tmp_path / "defaults.yaml").write_text(DEFAULTS)
    monkeypatch.chdir(tmp_path)
    command = ["flinklint", "check", "--select", "FL206", "--platform", "managed", "a.yaml"]
    for more, code in ([], 0), (["--defaults", "defaults.yaml"], 1):
        monkeypatch.setattr("sys.argv", [*command, *more])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert stopped.value.code == code
    assert "defaults.yaml:4" in capsys.readouterr().out
    (tmp_path / "flinklint.toml").write_text('defaults = ["defaults.yaml"]\n')
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
