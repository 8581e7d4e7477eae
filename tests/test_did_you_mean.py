"""Whatever is misspelt, the word that was meant is named, at the place where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from in_process import run as command
from support import run, sql_deployment

from flinklint.rule import load

JOB = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders, labels: {team: sales}}
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  template:
    spec:
      parallelism: 2
      resources: {taskmanager: {cpu: 1, memory: 4Gi}}
      logging: {log4jLoggers: {"": INFO}}
      flinkConfiguration:
        execution.checkpointing.interval: 60s
        execution.checkpointing.mode: EXACTLY_ONCE
        restart-strategy: fixed-delay
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
"""
SQL = """\
CREATE TEMPORARY TABLE orders (id BIGINT, amount DECIMAL(10, 2), at_time TIMESTAMP(3))
WITH ('connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'k:9092',
'format' = 'json', 'scan.startup.mode' = 'earliest-offset');
CREATE TEMPORARY TABLE big (id BIGINT, name STRING) WITH ('connector' = 'blackhole');
INSERT INTO big SELECT id, UPPER('a') FROM orders AS o WHERE o.amount > 1;
"""


def meant(text: str, wrong: str, right: str) -> bool:
    """Whether a finding at the wrong word says the right one."""
    findings = run(text, [rule for rule in load() if rule.enabled]).findings
    for finding in findings:
        told = f"{finding.hint} {finding.message}"
        named = re.search(rf"(?<![\w.-]){re.escape(right)}(?![\w.-])", told)
        if wrong in finding.source.slice(finding.span) and named:
            return finding.source.slice(finding.span).strip("'") == wrong
    return False


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # keys of a deployment, at every depth
        ("metadata", "metdata"),
        ("labels", "lables"),
        ("deploymentTargetName", "deploymentTargetname"),
        ("upgradeStrategy", "upgradeStratgy"),
        ("template", "templte"),
        ("parallelism", "paralelism"),
        ("taskmanager", "taskManger"),
        ("memory", "memroy"),
        ("log4jLoggers", "log4jLogers"),
        ("flinkConfiguration", "flinkConfigration"),
        ("jarUri", "jarURL"),
        # values of enumerations
        ("Deployment", "Deploymnet"),
        ("STATEFUL", "STATEFULL"),
        ("LATEST_STATE", "LATEST_STAT"),
        ("JAR", "JARR"),
        ("INFO", "INOF"),
        # options of Flink, and their named values
        ("execution.checkpointing.interval", "execution.checkpointing.intervall"),
        ("restart-strategy", "restart-stratgy"),
        ("EXACTLY_ONCE", "EXACTLY_ONE"),
        ("fixed-delay", "fixed-dealy"),
    ],
)
def test_a_word_of_a_deployment(right: str, wrong: str) -> None:
    assert f"{right}" in JOB
    assert meant(JOB.replace(right, wrong, 1), wrong, right)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # connectors, their options and values, formats
        ("kafka", "kafak"),
        ("topic", "topics"),
        ("scan.startup.mode", "scan.startup.mod"),
        ("earliest-offset", "earliest-ofset"),
        ("json", "jsn"),
        # tables, columns, functions, types, words of the language
        ("FROM orders", "FROM ordrs"),
        ("INTO big", "INTO bgi"),
        ("o.amount", "o.amuont"),
        ("SELECT id", "SELECT idd"),
        ("UPPER", "UPER"),
        ("BIGINT", "BIGNT"),
        ("DECIMAL", "DECMAL"),
        ("TIMESTAMP", "TIMESTMP"),
        ("SELECT", "SELCT"),
        ("FROM", "FRM"),
        ("INSERT", "INSRT"),
        ("TABLE", "TABEL"),
    ],
)
def test_a_word_of_sql(right: str, wrong: str) -> None:
    text = sql_deployment(SQL.replace(right, wrong, 1))
    assert right in SQL
    assert meant(text, wrong.split()[-1].split("o.")[-1], right.split()[-1].split("o.")[-1])


SETTINGS = (
    'platform = "managed"\n[severity]\nFL206 = "info"\n[environments.staging]\noverlays = []\n'
)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        # codes and names of rules
        (["check", "--select", "FL26"], "FL206"),
        (["check", "--ignore", "stateful-restore-non"], "stateful-restore-none"),
        (["explain", "FL2066"], "FL206"),
        (["explain", "parallelism-postive"], "parallelism-positive"),
        # commands and flags
        (["chek"], "check"),
        (["baseline", "creat"], "create"),
        (["check", "--selct", "FL2"], "--select"),
        (["check", "--min-severty", "info"], "--min-severity"),
        (["compile", "--forma", "json", "a.yaml"], "--format"),
        (["diff", "--fromat", "json", "a.yaml", "b.yaml"], "--format"),
        # what options take
        (["check", "--format", "jsn"], "json"),
        (["check", "--output", "srif=a.sarif"], "sarif"),
        (["check", "--fail-on", "eror"], "error"),
        (["check", "--platform", "mangaed"], "managed"),
        (["check", "--env", "stagng"], "staging"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_word_of_the_command_line(
    words: list[str], right: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flinklint.toml").write_text(SETTINGS)
    code, out, said = command(*words)
    assert (code, out) == (2, "")
    assert right in said.replace(" ".join(words), "")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("platform", "platfrom"),
        ("managed", "mangaed"),
        ("severity", "severty"),
        ("FL206", "FL2066"),
        ("info", "inof"),
        ("environments", "enviroments"),
        ("overlays", "overlay"),
    ],
)
def test_a_word_of_the_settings(
    right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert right in SETTINGS
    text = SETTINGS.replace(right, wrong, 1)
    (tmp_path / "flinklint.toml").write_text(text)
    code, out, said = command("check")
    line = 1 + text[: text.index(wrong)].count("\n")
    assert (code, out) == (2, "")
    assert f"flinklint.toml:{line}" in said
    assert f"`{right}`" in said


@pytest.mark.parametrize(
    ("comment", "right"),
    [
        ("flinklint: ignor[FL401]", "ignore"),
        ("flinklint: ignore[FL4011]", "FL401"),
        ("flinklint: ignore[parallelism-postive]", "parallelism-positive"),
    ],
)
def test_a_word_of_a_suppression(comment: str, right: str) -> None:
    text = JOB.replace("parallelism: 2", f"parallelism: 0  # {comment}")
    findings = run(text, load()).findings
    [finding] = [finding for finding in findings if finding.code == "FL011"]
    assert finding.hint == f"did you mean `{right}`?"


@pytest.mark.parametrize("wrong", ["fingerprnt", "fil", "cod"])
def test_a_word_of_a_baseline(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.json").write_text(f'{{"version": 1, "entries": [{{"{wrong}": "x"}}]}}')
    code, _, said = command("check", "--baseline", "b.json")
    right = {"fingerprnt": "fingerprint", "fil": "file", "cod": "code"}[wrong]
    assert (code, f"did you mean `{right}`?" in said) == (2, True), said


@pytest.mark.parametrize(
    "text",
    [
        JOB.replace("{team: sales}", "{paralelism: a, metdata: b}"),
        JOB.replace("        restart", "        our.own.option: x\n        restart"),
    ],
)
def test_what_is_free_to_name_is_not_corrected(text: str) -> None:
    assert text != JOB
    assert [
        finding for finding in run(text, load()).findings if "did you mean" in finding.hint
    ] == []
