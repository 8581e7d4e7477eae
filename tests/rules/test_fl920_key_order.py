from __future__ import annotations

import pytest

SPEC = "spec:\n  state: CANCELLED\n"
HEAD = "kind: Deployment\napiVersion: v1\n"
METADATA = "metadata: {name: a}\n"


def fixed(hit, check):
    text = hit.fixed()
    assert check(text) == []
    return text


def test_flags_the_first_key_that_is_out_of_order(check):
    [hit] = check(SPEC + HEAD + METADATA)
    assert hit.text == "spec"
    assert hit.message == "spec is out of the usual order: kind, apiVersion, metadata, spec"
    assert fixed(hit, check) == HEAD + METADATA + SPEC


def test_moves_comments_with_their_keys_and_leaves_those_at_the_top(check):
    text = f"# top\n{HEAD}# how\n{SPEC}# who\n{METADATA}"
    [hit] = check(text)
    assert hit.text == "spec"
    assert fixed(hit, check) == f"# top\n{HEAD}# who\n{METADATA}# how\n{SPEC}"


def test_keeps_a_file_without_a_last_line_break(check):
    [hit] = check((HEAD + SPEC + METADATA).rstrip("\n"))
    assert fixed(hit, check) == (HEAD + METADATA + SPEC).rstrip("\n")


def test_moves_only_within_the_document(check):
    [hit] = check(f"---\n{HEAD}{SPEC}{METADATA}---\nother: 1\n")
    assert fixed(hit, check) == f"---\n{HEAD}{METADATA}{SPEC}---\nother: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "{kind: Deployment, apiVersion: v1, spec: {state: CANCELLED}, metadata: {name: a}}\n",
        HEAD + "spec: &s\n  state: CANCELLED\n" + METADATA,
        '{"kind": "Deployment", "apiVersion": "v1", "spec": {"state": "RUNNING"}, "metadata": {}}',
    ],
)
def test_offers_no_fix_where_parts_cannot_be_moved(check, text):
    [hit] = check(text)
    assert hit.fixes == ()


@pytest.mark.parametrize(
    "text",
    [
        HEAD + METADATA + SPEC,
        "apiVersion: v1\nkind: Deployment\n" + METADATA + SPEC,
        METADATA + SPEC,
        HEAD + METADATA + SPEC + "status: {state: RUNNING}\n",
    ],
)
def test_accepts_the_usual_order(check, text):
    assert check(text + "  template: {spec: {artifact: {kind: JAR}}}\n"
                 if text.endswith(SPEC) else text) == []  # fmt: skip


def test_is_off_until_it_is_selected(check_all):
    assert "FL920" not in [hit.code for hit in check_all(SPEC + HEAD + METADATA)]
