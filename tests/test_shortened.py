"""Messages quote what a person wrote: of a value as long as a file, its beginning and its end."""

from __future__ import annotations

import pytest
from support import run

from flinklint.finding import Fix, Label
from flinklint.report import FORMATS, renderer
from flinklint.report.record import Record
from flinklint.report.shortened import LONGEST, in_short, shortened
from flinklint.rule import load

LONG = 20_000
VALUES = ["9" * LONG, "Xq7" * (LONG // 3), "a-b " * (LONG // 4) + "c"]
KEY = "k" * 900
"""A key as long as YAML lets one be."""
PLACES = [
    "apiVersion: {}",
    "metadata: {{name: {}}}",
    "metadata: {{name: a, labels: {{team: {}}}}}",
    f"metadata: {{{{name: a, labels: {{{{{KEY}: x}}}}}}}}",
    f"{KEY}: x",
    f"resources: {{{{{KEY}: {{{{cpu: 1}}}}}}}}",
    f"flinkConfiguration: {{{{{KEY}: x}}}}",
    "resources: {{taskmanager: {{memory: {}}}}}",
    "resources: {{jobmanager: {{cpu: {}}}}}",
    "logging: {{log4jLoggers: {{com.example: {}}}}}",
    "logging: {{log4jLoggers: {{'': {}}}}}",
    "flinkConfiguration: {{restart-strategy: {}}}",
    "flinkConfiguration: {{execution.checkpointing.interval: {}}}",
    "flinkConfiguration: {{taskmanager.numberOfTaskSlots: {}}}",
    "artifact: {{kind: {}}}",
    "artifact: {{kind: JAR, jarUri: {}}}",
    "artifact: {{kind: JAR, flinkVersion: {}}}",
    "artifact: {{kind: JAR, flinkImageTag: {}}}",
    "artifact: {{kind: SQLSCRIPT, sqlScript: 'SELECT {} FROM {}'}}",
    "# flinklint: ignore[{}]",
]
DEPLOYMENT = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "s3://b/orders-1.0.jar"}
      parallelism: 1
"""


def manifest(place: str, value: str) -> str:
    """A deployment with one line more, in the job's specification or at the root."""
    line = place.format(value, value)
    root = line.startswith(("apiVersion", "metadata"))
    first = line.partition(":")[0]
    kept = [one for one in DEPLOYMENT.splitlines() if one.strip().partition(":")[0] != first]
    return "\n".join([*kept, line if root else f"      {line}", ""])


def said(finding):
    """All texts that a finding shows, of whatever length."""
    labels, titles = (la.text for la in finding.labels), (fix.title for fix in finding.fixes)
    return (finding.message, finding.hint, finding.context, *labels, *titles)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_said_of_a_long_value_is_short(place):
    long = 0
    for value in VALUES:
        outcome = run(manifest(place, value), load())
        texts = [text for finding in outcome.findings for text in said(finding)]
        long = max(long, *map(len, texts))
        record = Record(outcome.findings, 1, left_out=tuple(outcome.unseen))
        assert "FL099" not in {finding.code for finding in record.findings}
        assert max(len(text) for finding in record.findings for text in said(finding)) <= LONGEST
    assert long > LONGEST, "nothing is said of the value"


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "statistics"])
def test_every_format_is_short(format):  # noqa: A002
    outcome = run(manifest("resources: {{jobmanager: {{memory: {}}}}}", "9" * LONG), load())
    record = Record([f for f in outcome.findings if len(f.message) > LONGEST], 1)
    assert record.findings
    shown = renderer(format)(record, False)
    assert "9" * 200 in shown
    assert "9" * 2 * LONGEST not in shown


@pytest.mark.parametrize("length", [0, 1, LONGEST - 1, LONGEST])
def test_a_text_that_is_short_stays(length):
    assert shortened("x" * length) == "x" * length


def test_of_a_longer_one_the_beginning_and_the_end_stay():
    text = f"parallelism is {'9' * LONGEST}, more than the 32768 that Flink can run"
    short = shortened(text)
    assert len(short) == LONGEST
    assert short.startswith("parallelism is 9999")
    assert short.endswith("99, more than the 32768 that Flink can run")
    assert short.count("…") == 1


def test_all_that_a_finding_says_is_short_and_what_a_fix_writes_is_whole():
    [finding] = run(
        manifest("parallelism: {}", "0"), [r for r in load() if r.code == "FL401"]
    ).findings
    long = "v" * LONG
    edit = finding.source and finding.fixes
    assert not edit
    told = finding.fix(long, [], safe=True).suggest(long)
    told = told.label(Label(finding.source, finding.span, long))
    short = in_short(told)
    assert len(short.hint) == len(short.labels[0].text) == len(short.fixes[0].title) == LONGEST
    assert short.fixes == (Fix(shortened(long), True, ()),)
    assert in_short(finding) is finding


def test_a_secret_is_hidden_before_its_message_is_cut():
    secret = "q7" + "Zt1mC0wLr8x" * 100
    value = f"--url=jdbc:x --password {secret}"
    outcome = run(manifest("resources: {{taskmanager: {{memory: {}}}}}", f"'{value}'"), load())
    record = Record(outcome.findings, 1, left_out=tuple(outcome.unseen))
    assert any("--password" in finding.message for finding in record.findings)
    assert not any(secret[:20] in finding.message for finding in record.findings)
