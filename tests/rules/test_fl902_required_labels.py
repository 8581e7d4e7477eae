from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {metadata}
"""


def wanted(labels):
    return {"rule_options": {"FL902": {"labels": labels}}}


@pytest.mark.parametrize(
    ("metadata", "labels", "text", "message"),
    [
        ("{name: a, labels: {team: x}}", "team,env", "labels", "the label env is missing"),
        ("{name: a, labels: {}}", "team, env", "labels", "the labels team, env are missing"),
        ("{name: a}", "team", "a", "the label team is missing"),
        ("{name: a, labels: {team: ~}}", ["team", "env"], "labels",
         "the labels team, env are missing"),
    ],
)  # fmt: skip
def test_flags_labels_that_are_missing(check, metadata, labels, text, message):
    [hit] = check(MANIFEST.format(metadata=metadata), **wanted(labels))
    assert hit.text == text
    assert hit.message == message


@pytest.mark.parametrize(
    ("metadata", "labels"),
    [
        ("{name: a, labels: {team: x, env: y}}", "team,env"),
        ("{name: a, labels: {team: ''}}", "team"),
        ("{name: a}", ""),
        ("{labels: {team: x}}", "team,env"),
    ],
)
def test_accepts_what_is_there_and_patch_bodies(check, metadata, labels):
    text = MANIFEST.format(metadata=metadata) + "spec: {state: RUNNING}\n"
    assert check(text, **wanted(labels)) == []


def test_is_off_until_it_is_selected(check_all):
    hits = check_all(MANIFEST.format(metadata="{name: a}"), **wanted("team"))
    assert "FL902" not in [hit.code for hit in hits]
