"""Which files are read, which are passed over, and what a broken rule does to a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import run

from flinklint import check, compose, tree
from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.recognise import has_a_sign
from flinklint.refusal import Refusal
from flinklint.rule import RuleError, choose, load
from flinklint.settings import Settings

OURS = "metadata: {name: a}\nspec: {template: {spec: {artifact: {kind: JAR}}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        OURS.replace("artifact", "'artifact'"),
        '{"spec": {"template": {"spec": {"artifact" : {}}}}}',
        "kind: Deployment\napiVersion: v1\n",
        "kind: &k !!str deployment\napiVersion: v1\n",
        "? kind\n: Deployment\napiVersion: v1\n",
        "kind: SessionCluster\nmetadata: {name: a}\n",
        "spec:\n  template: {}\n  restoreStrategy:\n    kind: NONE\n",
    ],
)
def test_what_may_be_ours_is_parsed(text):
    assert has_a_sign(text)


@pytest.mark.parametrize("text", ["", "a: 1\n", '{"artifacts": [1]}', "kind: Service\n"])
def test_what_cannot_be_ours_is_not(text):
    assert not has_a_sign(text)


def test_a_foreign_file_is_passed_over_without_being_parsed(monkeypatch):
    monkeypatch.setattr(compose, "Composer", None)
    text = '{"packages": [' + ",".join('{"name": "a", "kind": 1}' for _ in range(1000)) + "]}"
    outcome = run(text, load(), name="package-lock.json", asked=False)
    assert [reason for _, reason in outcome.passed_over] == [""]
    assert not outcome.crashed


def test_a_hook_passes_sql_of_any_dialect():
    text = "SELECT a::int FROM b"
    rules = [rule for rule in load() if rule.code == "FL602"]
    assert run(text, rules, name="a.sql", asked=False).findings == []
    assert run(text, rules, name="a.sql", asked=False, flink_version=(1, 20)).findings
    assert run(text, rules, name="a.sql").findings


def test_a_script_with_very_many_comments_for_flinklint_is_not_read(monkeypatch):
    monkeypatch.setattr(tree, "MOST_COMMENTS", 3)
    text, reason = "-- flinklint: ignore[FL602]\n", "100,000 comments for flinklint is not read"
    assert run(text * 3, load(), name="a.sql", flink_version=(1, 20)).passed_over == []
    with pytest.raises(Refusal, match=f"a script of more than {reason}"):
        run(text * 4, load(), name="a.sql", flink_version=(1, 20))


def test_a_rule_that_cannot_be_loaded_is_named(tmp_path: Path):
    (tmp_path / "own.py").write_text("import nothing_of_that_name\n")
    with pytest.raises(RuleError, match=r"own\.py: ModuleNotFoundError"):
        load(tmp_path)


def test_two_rules_of_one_code_are_refused(tmp_path: Path):
    text = (
        "from flinklint.finding import Severity\nfrom flinklint.rule import rule\n"
        "@rule('X001', Severity.INFO, source='x')\n"
        "def {}(deployment: 'Deployment'):\n    yield from ()\n"
    )
    (tmp_path / "a.py").write_text(text.format("one"))
    (tmp_path / "b.py").write_text(text.format("two"))
    with pytest.raises(RuleError, match="X001"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), ("FL2",), False),
        (("FL206",), (), True),
        (("FL2",), ("FL206",), False),
        (("FL206",), ("FL2",), True),
        (("stateful-restore-none",), ("FL206",), True),
        (("FL1",), (), False),
    ],
)
def test_the_more_exact_selector_decides(select, ignore, wanted):
    assert ("FL206" in {rule.code for rule in choose(load(), select, ignore)}) == wanted


@pytest.mark.parametrize("most", [1, 2, 3, 9])
def test_after_very_many_findings_the_rest_of_a_file_is_said_not_to_be_checked(most, monkeypatch):
    deployment = f"kind: Deployment\napiVersion: v1\n{OURS}artefact: x\nspecs: x\n"
    text = "---\n".join([deployment] * 4)
    monkeypatch.setattr(check, "MOST_FINDINGS", most)
    outcome = run(text, [rule for rule in load() if rule.code in ("FL001", "FL101")])
    checked = min(most // 2 + 1, 4)
    told = [finding for finding in outcome.findings if finding.code == "FL101"]
    assert [finding.document for finding in told] == [n // 2 + 1 for n in range(2 * checked)]
    stopped = [finding for finding in outcome.findings if finding not in told]
    assert len(stopped) == (checked < 4)
    for finding in stopped:
        said = f"from here on nothing is checked: there are more than {most} findings above"
        assert (finding.code, finding.message) == ("FL001", said)
        assert (finding.document, finding.span.start) == (
            checked + 1,
            checked * len(f"{deployment}---\n"),
        )
    assert [manifest.problem is None for manifest in outcome.manifests] == [checked == 4]


def test_findings_are_in_the_order_of_files_and_places():
    text = "kind: Deployment\napiVersion: v1\nmetadata: {}\nspec: {state: X, upgradeStrategy: {kind: Y}}\n"
    files = [file_of(name, text.encode()) for name in ("b.yaml", "a.yaml")]
    found = Checker(load(), Settings()).check(files).findings
    places = [(f.source.name != "b.yaml", f.span.start, f.code) for f in found]
    assert places == sorted(places)
