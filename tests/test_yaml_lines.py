"""The reader of plain YAML gives the very tree that the grammar gives, or none."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from ruamel.yaml import YAML, YAMLError

from flinklint import compose, yaml_lines
from flinklint.source import Source
from flinklint.tree import Mapping, Scalar

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "examples").rglob("*.yaml"))
PIECES = [
    " ", "  ", "\n", "\n\n", "-", "- ", "- - ", ":", ": ", "#", " # c", "#c", "'", '"', '""', "''", "|",
    "|\n", ">-\n", "|+\n", "|2\n", "a", "a:\n", "a: b", "\na: b", "\n  - a\n", "\n- a: 1\n  b: 2\n", "{}",
    "[]", "[a]", "{a: b}", "&a ", "*a", "!t ", "---\n", "\n---\n", "...\n", "%", "?", "? a\n", "\t", "\r\n",
    "\x85", "\u2028", "\ufeff", "\xa0", "é", "<<: ", "null", "~", "@", "`", ",", "]", "}", "\0", "\x07",
]  # fmt: skip
SMALL = """\
# a comment
kind: Deployment  # of ours

"quoted key": 'it''s'
list:
- one
-   two: 2
    three:
  # between
-
nested:
  - a
  -
    b: ""
  - c: |
      text # no comment

        more
    d: >-  # folded
      x
      y

  - e: |+
      kept

empty: {}
none:   # nothing
url: http://a:80/b#c
---
second: -1
"""


def _shape(entry):
    value = entry.value
    if isinstance(value, Scalar):
        return (value.span, value.value, value.style, value.tag, value.block, entry.alias)
    if isinstance(value, Mapping):
        return (value.span, [(_shape(key), _shape(item)) for key, item in value.entries])
    return (value.span, "list", [_shape(item) for item in value.items])


def whole(tree):
    documents = [
        (d.index, _shape(d.content) if d.content else None, d.aliases, d.anchors)
        for d in tree.documents
    ]
    return documents, tree.comments, tree.problem


def agrees(text: str) -> bool:
    """Whether the text was read by lines; if so, the grammar gives the same tree."""
    source = Source("a.yaml", text)
    read = yaml_lines.read(source)
    if read is not None:
        assert whole(read) == whole(compose.Composer(source).tree()), text
    return read is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_are_read_by_lines(path):
    assert agrees(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        SMALL, "", "# c\n", "a: b", "---\na: b\n", "--- \n- a\n---\n- b\n", "X: 'X'\n", "X1: bX\n",
        'a: "it\'\'s"\n', "a: b\xa0\n", "a: |\n  b", "a: |\n\n  b\n", "a: |\n  \n  b\n", "a: |\n b\n",
        "a: |-  # c\n  b\n\nc: d\n", "a: >+\n  b\n\n\n", "- |\n a\n- b\n", "-\n-\n", "- a:\n  b:\n", "a: é\n",
    ],
)  # fmt: skip
def test_what_people_write_is_read_by_lines(text):
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a", "a: b: c\n", "a: [1]\n", "a: {b: c}\n", "a: &x b\n", "a: *x\n",
        "a: !t b\n", 'a: "\\n"\n', "a: b\n  c\n", "a:\n  b\n", "\ta: b\n", "a:\tb\n", "a: b\r\n",
        "a: |2\n   b\n", "a: |\n    \n  b\n", "a: |\nb: c\n", "? a\n", "<<: a\n", "%YAML 1.2\n---\na: b\n",
        "a: b\n...\n", "---\n---\na: b\n", "a: b\n---\n", "a:\n  b: c\n d: e\n", "- a\nb: c\n", "a: b\n- c\n",
        "a: 'b\n", "\ufeffa: b\n", "a: \0\n", "a: b\nc\n", "- - a\n", "a: b # c\n  d: e\n", "[]\n", "--- a\n",
        "---\xa0\na: b\n", "---X\na: b\n", "a: |\n  b\n\u3000\nc: d\n", "a: |\n  b\nX\n", "a: b\n--- # c\nc: d\n",
        "a: b\n... # c\n", "a: |\n" + " " * 5000 + "b\n",
    ],
)  # fmt: skip
def test_what_is_unusual_or_wrong_is_left_to_the_grammar(text):
    assert yaml_lines.read(Source("a.yaml", text)) is None


@pytest.mark.parametrize("around", ["", "é"])
@pytest.mark.parametrize(
    ("letters", "strange"),
    [
        ("\t\n ~X\xa0\ud7ff\ue000\ufefe\ufffd\U0010ffff", False),
        (
            "\0\x07\x0b\r\x1f\x7f\x80\x85\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800\udbff\udc00\udfff",
            True,
        ),
    ],
)
def test_characters_that_yaml_forbids_or_takes_for_breaks_are_strange(letters, strange, around):
    found = {letter: yaml_lines.is_strange(f"{around}{letter}") for letter in letters}
    assert found == dict.fromkeys(letters, strange)


@pytest.mark.parametrize("seed", range(8))
def test_the_text_of_block_scalars_is_the_one_that_the_library_reads(seed):
    rng = random.Random(seed)
    lines = ["a", "X", "a b", "", "", "", " ", "  ", "   ", " a", "  b", "\u3000c"]
    read = 0
    for _ in range(60):
        inside = "".join(f"  {line}\n" for line in rng.choices(lines, k=rng.randint(1, 8)))
        header = rng.choice("|>") + rng.choice(["", "-", "+"])
        text = f"a: {header}\n{inside}{rng.choice(['', chr(10), 'b: c' + chr(10)])}"
        text = text if rng.random() < 0.7 else text.rstrip("\n")
        found = yaml_lines.read(Source("a.yaml", text))
        if found is not None:
            try:
                expected = YAML(typ="safe", pure=True).load(text)
            except YAMLError:  # a blank line before the text, of fewer blanks: only it refuses
                continue
            read += 1
            assert found.documents[0].root["a"].text == expected["a"], text
    assert read > 20


def mutant(text: str, rng: random.Random) -> str:
    """A text that is cut, doubled, shifted or has odd pieces put into it, a few times."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice([0, 0, 1, 2, 9]))
        kind = rng.random()
        if kind < 0.5:
            text = text[:at] + rng.choice(PIECES) + text[end:]
        elif kind < 0.7:
            text = text[:at] + text[end:]
        else:
            lines = text.split("\n")
            number = rng.randrange(len(lines))
            blanks = " " * rng.randint(0, 3)
            lines[number] = rng.choice([blanks + lines[number], lines[number].lstrip(), blanks])
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize("read", [yaml_lines.read, compose.by_grammar])
@pytest.mark.parametrize("text", ["a:\n  # c\n", "a:   # c\nb: 1\n", "x:\n  a:\n\n# c\n", "a:"])
def test_a_value_that_is_not_written_stands_after_its_colon(text, read):
    root = read(Source("a.yaml", text)).documents[0].root
    place = text.index("a:") + 2
    node = root["x"]["a"] if root["x"] else root["a"]
    assert (node.whole_span.start, node.whole_span.end) == (place, place)


@pytest.mark.parametrize("seed", range(8))
def test_texts_with_odd_pieces_in_them_agree(seed):
    rng = random.Random(seed)
    fast = sum(agrees(mutant(SMALL, rng)) for _ in range(150))
    assert fast > 15


def test_files_with_odd_pieces_in_them_agree():
    rng = random.Random(1)
    for path in FILES:
        text = path.read_text("utf-8")
        assert sum(agrees(mutant(text, rng)) for _ in range(8))


@pytest.mark.conformance
def test_public_files_agree():
    corpus = os.environ.get("FLINKLINT_CORPUS")
    if corpus is None:
        pytest.skip("FLINKLINT_CORPUS is not set: real files are NOT looked at")
    texts = [path.read_bytes().decode("utf-8", "replace") for path in Path(corpus).rglob("*.y*ml")]
    assert sum(agrees(text) for text in texts) > len(texts) / 2


PARTS = [
    SMALL, "a: {b: c}  # c\n", "a: &x [1, {b: 2}]\nb: *x\n? *x\n: c\n", "a: b\n", "", "# c\n", "\n",
    "a: |\n  b\n\n", "a: |+\n  b\n\n", "a: !t 'b\n  c'\n", "- *x\n", "a: [\n", "a: 'b\n", '{"a": "\\u00e9"}\n',
    "a: >2\n   b\n", "%YAML 1.2\n", "...\n", "a: b\n# c", "<<: {a: b}\na: c\n", "a:\n", "&a a: *a\n",
]  # fmt: skip


def test_each_document_is_read_as_if_the_grammar_read_them_all(monkeypatch):
    rng = random.Random(3)
    alone = []
    monkeypatch.setattr(compose, "by_grammar", lambda source: alone.append(source))
    for _ in range(600):
        parts = rng.choices(PARTS, k=rng.randint(2, 5))
        text = "".join(
            rng.choice(["---\n", "--- # c\n", "---  \n", "---\n---\n"]) + p for p in parts
        )
        text = text.removeprefix(rng.choice(["", "---\n"]))
        if rng.random() < 0.3:
            text = mutant(text, rng)
        source = Source("a.yaml", text)
        found = compose.compose(source)
        if found is not None:
            assert whole(found) == whole(compose.Composer(source).tree()), text
            assert all(document.source is source for document in found.documents)
    assert 100 < len(alone) < 500
