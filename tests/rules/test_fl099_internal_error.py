from __future__ import annotations

from dataclasses import replace

from support import Hit, run

from flinklint.rule import load

TEXT = "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n"


def test_a_failing_rule_is_reported_and_the_others_go_on():
    rules = {rule.code: rule for rule in load()}

    def fail(subject):
        raise ZeroDivisionError

    outcome = run(TEXT, [rules["FL099"], replace(rules["FL206"], check=fail), rules["FL109"]])
    hits = [Hit(finding) for finding in outcome.findings]
    assert outcome.crashed
    assert [hit.code for hit in hits] == ["FL099", "FL109"]
    assert hits[0].message == "rule FL206 stateful-restore-none failed with ZeroDivisionError"
