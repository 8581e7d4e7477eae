"""What stands at a place of a half-typed YAML text. `¦` is the place."""

from __future__ import annotations

import random

import pytest
from installed import ROOT

from flinklint.server.place import place_at

MARK = "¦"


def at(text: str):
    offset = text.index(MARK)
    return place_at(text.replace(MARK, ""), offset)


@pytest.mark.parametrize(
    ("text", "path", "role", "word", "typed"),
    [
        ("¦", "", "key", "", ""),
        ("ki¦nd: Deployment\n", "", "key", "kind", "ki"),
        ("kind: Dep¦loyment # c\n", "kind", "value", "Deployment", "Dep"),
        ("kind: ¦\n", "kind", "value", "", ""),
        ("kind:¦\n", "kind", "value", "", ""),
        ("kind: x # com¦ment\n", "kind", "comment", "# comment", "# com"),
        ("spec:\n  sta¦\n  foo: 1\n", "spec", "key", "sta", "sta"),
        ("spec:\n  ¦\nmetadata:\n", "spec", "key", "", ""),
        ("spec:\n  template:\n    x: 1\n  ¦", "spec", "key", "", ""),
        ("spec:\n  template:\n    ¦", "spec/template", "key", "", ""),
        ("spec:\n  state: RU¦NNING\n", "spec/state", "value", "RUNNING", "RU"),
        ("spec:\r\n  state: RU¦\r\n", "spec/state", "value", "RU", "RU"),
        ("a:\n- name: x\n  val¦ue: 1\n", "a/0", "key", "value", "val"),
        ("a:\n- name: x\n- ¦\n", "a/1", "key", "", ""),
        ("a:\n  - x\n  - y¦\nb: 1\n", "a/1", "key", "y", "y"),
        ("a: {b: 1, c¦: 2}\n", "a", "key", "c", "c"),
        ("a: {b: 1, c: ¦}\n", "a/c", "value", "", ""),
        ("a: {b: {d: 1}, ¦}\n", "a", "key", "", ""),
        ("a: [x, y¦]\n", "a/1", "value", "y", "y"),
        ("a: {b: 1, c\nd: ¦\n", "d", "value", "", ""),
        ('{"a": {"b": 1, "c¦": 2}}', "a", "key", "c", '"c'),
        ('{"a": {"b": 1, "c": "¦"}}', "a/c", "value", "", '"'),
        ('{"a": {\n  ¦\n}}', "a", "key", "", ""),
        ('{"a": [1, {"x¦": 1}]}', "a/1", "key", "x", '"x'),
        ('a: "x\n  y¦"\nb: 1\n', "a", "value", "x\n  y", '"x\n  y'),
        ("a: &x {b: ¦}\n", "a/b", "value", "", ""),
        ("a: 'not closed\nb: c¦\n", "b", "value", "c", "c"),
        ("a: b: c: d\nstate: ¦\n", "state", "value", "", ""),
        ("\ta: 1\nstate: ¦\n", "state", "value", "", ""),
        ("- - ¦", "0/0", "key", "", ""),
    ],
)  # fmt: skip
def test_finds_path_role_and_word(text, path, role, word, typed):
    place = at(text)
    assert ("/".join(place.path), place.role, place.word, place.typed) == (path, role, word, typed)
    assert text.replace(MARK, "")[place.span.start : place.span.end].strip("\"'") == word


@pytest.mark.parametrize(
    ("text", "siblings"),
    [
        ("a: 1\n¦\nb: {c: 1}\nd:\n  e: 1\n", {"a", "b", "d"}),
        ("a: 1\nb¦: 2\n", {"a"}),
        ("a:\n  b: 1\n  ¦\nc: 1\n", {"b"}),
        ("a: {b: 1, ¦}\n", {"b"}),
        ("a:\n- b: 1\n- c: 1\n  ¦", {"c"}),
        ("a: 1\n---\n¦\nb: 1\n", {"b"}),
    ],
)
def test_knows_the_other_keys(text, siblings):
    assert at(text).siblings == siblings


@pytest.mark.parametrize(
    ("text", "document"),
    [("a: ¦", 1), ("---\na: ¦", 1), ("a: 1\n---\nb: ¦", 2), ("a: 1\n---\n¦", 2)],
)
def test_counts_documents(text, document):
    assert at(text).document == document


@pytest.mark.parametrize(
    ("text", "inside", "before"),
    [
        ("a:\n  sql: |\n    SELECT ¦1\n    FROM x\n  b: 1\n", "SELECT 1\nFROM x", "SELECT "),
        ("a:\n  sql: >-\n    x\n    ¦\n  b: 1\n", "x\n", "x\n"),
        ("sql: |2\n    x¦\n", "  x\n", "  x"),
        ("- sql: |\n    x\n\n    y¦\n- b\n", "x\n\ny", "x\n\ny"),
    ],
)
def test_reads_the_lines_of_a_block_without_their_indentation(text, inside, before):
    place = at(text)
    assert place.role == "text"
    assert place.block is not None
    assert place.block.text == inside
    assert inside[: place.block.index(text.index(MARK))] == before


def test_a_shallower_line_is_not_in_the_block():
    place = at("a:\n  sql: |\n    x\n  ¦")
    assert (place.path, place.role) == (("a",), "key")


def test_finds_something_in_any_text():
    text = (ROOT / "examples/sql/orders-by-minute.yaml").read_text(encoding="utf-8")
    chance = random.Random(1)
    for _ in range(500):
        torn = text
        for _ in range(3):
            cut = chance.randrange(len(torn))
            rest = torn[cut + chance.randrange(5) :]
            torn = (
                torn[:cut] + chance.choice(["", "'", '"', "{", "[", "- ", "\n", ":", "  "]) + rest
            )
        offset = chance.randrange(len(torn) + 1)
        place = place_at(torn, offset)
        assert 0 <= place.span.start <= place.span.end <= len(torn)
