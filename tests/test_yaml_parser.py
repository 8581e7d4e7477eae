"""The parser in C gives the very tree that the scanner gives, or none."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from random import Random

import pytest
import yaml_grammar
import yaml_text
from generated import some
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from test_yaml_lines import FILES, PARTS, PIECES, SMALL, mutant, whole

from flinklint import compose, yaml_parser
from flinklint.source import Source

FLOW = """\
a: {b: c, "d": [1, two, 'x y', "e\\n\\u00e9\\/"], e: {}}  # c
base: &x
  - {k: v}
  - &y
    m: |
      text
       more

    n: >-  # folded
      folded
      text
  -
b: *x
c: [*x, *y]
d: &z value of
  two lines
<<: {é: 漢字, f: '\U0001f600'}
json: {"a":1,"b" : "c", "d": {"e":[true,null]}}
list:
- [a, b
  c, "d
    e"]
-
- e:
  f: "x
    y"
- - |+
    z

# end
"""
ODD = [
    *PIECES, "{", "[", ", ", '"a":1', '"a": 1', "[a: b]", "*x ", "*x:", "&a b", "\\u00e9", "\\ud83d\\ude00", "?a",
    "? a", "a?b", "a:b", "a :b", "\n  ", "a b\n  c", "|2-\n", "!!str ", "%YAML 1.1\n", "{a, b}", "{a: }", '{"a":}',
]  # fmt: skip


@pytest.fixture(autouse=True)
def parser(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("unmeasured") is None:
        pytest.importorskip("_ruamel_yaml", reason="the extra fast-yaml is not installed")


def agrees(text: str) -> bool:
    """Whether the parser read the text; if so, the scanner gives the same tree."""
    source = Source("a.yaml", text)
    composer = compose.Composer(source)
    read = composer.quick_tree()
    if read is not None:
        scanned = compose.Composer(source)
        assert whole(read) == whole(scanned.tree()), text
        assert composer.values == scanned.values
    return read is not None


@pytest.mark.parametrize(
    "text",
    [
        FLOW, SMALL, "", "# c\n", "{}", "[]\n", "{a: b}", "[a, b]\n# c\n", "a: {b: c}\n", 'a: "\\x41"\n', "a: b\n  c\n",
        "a: &x b\nc: *x\n", "&x a: b\n", "a: &x\n  b: c\n", "a: &x {b: c}\n", "a: &x\n- b\n", "- &x |\n  a\n",
        "--- # c\n{a: b}\n", "---\n[a]\n---\n{b: c}\n", "a: {b:\n  c}\n",
        '{"a":1}', '{"a" : [1,2]}', "[a#b, c]  # d\n", "[é, 漢, \U0001f600]\n# \U0001f600\n", "a: [b]\nc: |\n  d\n\n", "a: [b]\nc: |\n d\n",
        "[" * 99 + "]" * 99, "a: '\n  b\n\n  c'\n",
    ],
)  # fmt: skip
def test_what_is_the_same_in_both_is_read_by_the_parser(text):
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a:\t[b]\n", "\ufeff[a]\n", "[a]\r\n", "%YAML 1.1\n---\n[a]\n", "[a]\n...\n", "? a\n: b\n", "{? a : b}\n",
        "a\n", "a: !t b\n", "a: !!map {}\n", "a: |2\n   b\n", "a: |\n     \n  b\n", "[a: b]\n", "[[a]: b]\n",
        "[a: []]\n", "[a: {}]\n", "a: &x # c\n  b\n", "a: &x # c\n  'b'\n", "a: &x # c\n  |\n  b\n",
        "{a, b}\n", "{a: }\n", '{"a":}\n', "{a :b}\n", '["a":b]\n', "{a:b}\n", "&x:y a: b\n", "a: &x:y b\n",
        "a: &x b\nc: [*x]\n*x : d\n", "a: &x\n", "a: &x\n  b\n", "{[a]: b}\n", "{*x : b}\n", ": a\n",
        "a: [\n", "a: [b}\n", "a: {b: c\n", "a: 'b\n", '"\\ud83d\\ude00": a\n', '["\\ud83d\\ude00"]', '["\\q"]',
        "a: *x\n", "&x [*x]\n", "[a]\nb\n", "[\x85]\n", "[\u2028]\n", "[\0]\n", "[" * 101 + "]" * 101,
        "a: {" + "b" * 1025 + ": c}\n", '{"' + "b" * 1025 + '": c}\n',
    ],
)  # fmt: skip
def test_what_may_differ_or_is_wrong_is_left_to_the_scanner(text):
    assert not agrees(text)


@pytest.mark.parametrize("seed", range(8))
def test_texts_with_odd_pieces_in_them_agree(seed, monkeypatch):
    monkeypatch.setitem(mutant.__globals__, "PIECES", ODD)
    rng = random.Random(seed)
    fast = 0
    for _ in range(200):
        lines = rng.choice([FLOW, FLOW, FLOW, SMALL, *PARTS]).split("\n")
        first = rng.randrange(len(lines))
        fast += agrees(mutant("\n".join(lines[first : first + rng.randint(1, 9)]), rng))
    assert fast > 30


@pytest.mark.parametrize("seed", range(4))
def test_pieces_in_any_order_agree(seed):
    rng = random.Random(seed)
    frames = ["{}", "a: {}", "a: {{{}}}\n", "- [{}]\n", "{{{}}}\n"]
    texts = (
        rng.choice(frames).format("".join(rng.choices(ODD, k=rng.randint(2, 9))))
        for _ in range(2000)
    )
    assert sum(map(agrees, texts)) > 20


@pytest.mark.parametrize("sign", ["&x", "*x"])
def test_names_of_anchors_agree_whatever_stands_behind_them(sign):
    frames = ["b: {}\n", "b: [{}, c]\n", "b: {{c: {}}}\n", "b: {{{}: c}}\n", "b:\n- {}\n", "{}\n"]
    rests = ["", " a", "{a: b}", " [a]", "\n  - a", "|\n  a", "'q'"]
    read = [
        agrees(f"a: &x 1\n{frame.format(sign + character + rest)}")
        for character in ["", "é", "\xa0", *map(chr, range(33, 127))]
        for frame in frames
        for rest in rests
    ]
    assert any(read)


BLOCKS = [
    "a", " ", "  ", "\n", "\n", "\n\n", "\n  ", "\n   ", "\n # c\n", "\n# c\n", "\n  # c\n", "x: y", "- z",
    "|", "'", " #", "\n---\n", "\u3000", "|\n",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_block_scalars_agree_wherever_they_end(seed):
    rng = random.Random(seed)
    frames = [
        "a: {}{}\nb: c\n",
        "- {}{}\n- d\n",
        "a:\n  b: {}{}\n  c: [d]\n",
        "a:\n- {}{}\n- d\n",
        "a: {}{}",
    ]
    headers = [
        "|\n  ",
        "|-\n  ",
        ">\n  ",
        "|+\n  ",
        ">+\n   ",
        ">- # c\n\n  ",
        "|+\n \n  ",
        "|\n",
        "|2\n  ",
    ]
    texts = (
        rng.choice(frames).format(
            rng.choice(headers), "".join(rng.choices(BLOCKS, k=rng.randint(1, 7)))
        )
        for _ in range(300)
    )
    assert sum(map(agrees, texts)) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("indent", [None, 2])
def test_the_examples_as_json_agree(path, indent):
    loaded = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert agrees(json.dumps(loaded, indent=indent, default=str))
    assert agrees(json.dumps(loaded, indent=indent, default=str, ensure_ascii=False) + "\n")


def test_what_a_grammar_makes_agrees():
    read = []

    @some(150)
    @given(yaml_text.LAYOUTS, st.booleans())
    def hold(layout: Random, fancy: bool) -> None:
        value = layout.choice([yaml_grammar.any_value, yaml_grammar.deployment])(layout)
        text = yaml_grammar.stream([value], layout, fancy=fancy)
        agrees(text)
        usual = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        for rare in ("\ufeff", "%YAML 1.2\n---\n", "...\n", " !!map", " !!seq", " !!str", "? "):
            usual = usual.replace(rare, "")
        read.append(agrees(usual))

    hold()
    assert sum(read) > len(read) / 4


def test_scalars_in_every_style_agree():
    read = []

    @some(400)
    @given(yaml_text.LAYOUTS, st.one_of(yaml_text.PLAIN_TEXTS, yaml_text.TEXTS))
    def hold(layout: Random, text: str) -> None:
        write = layout.choice([yaml_text.plain, yaml_text.single, yaml_text.double])
        flow = layout.random() < 0.5
        more = {"flow": flow} if write is yaml_text.plain else {}
        chunks = write(layout, text.replace("\t", " "), "\n", "   ", **more)
        if chunks is None:
            return
        scalar = yaml_text.source_of(chunks)
        between = f"a: {{b: {scalar}, c: [{scalar}, &x {scalar}]}}\n"
        read.append(agrees(between if flow else f"a: {scalar}\nb:\n- &x {scalar}\n- [*x]\n"))

    hold()
    assert sum(read) > len(read) / 2


@pytest.mark.conformance
def test_public_files_agree():
    corpus = os.environ.get("FLINKLINT_CORPUS")
    if corpus is None:
        pytest.skip("FLINKLINT_CORPUS is not set: real files are NOT looked at")
    paths = [path for path in Path(corpus).rglob("*") if path.suffix in (".yaml", ".yml", ".json")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    assert sum(agrees(text) for text in texts) > len(texts) / 2


@pytest.mark.parametrize("piece", ["{", "[\n", '{"a":', "- ", "[a, {b: "])
def test_what_is_nested_too_deep_is_left_to_the_scanner_at_once(piece):
    composer = compose.Composer(Source("a.yaml", piece * 100_000))
    assert composer.quick_tree() is None
    assert composer.values < 500


def told(text: str) -> object:
    return whole(compose.compose(Source("a.yaml", text)))


BOMB = "a: &a0 [x, x]\n" + "".join(
    f"b{n}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB, "&x [*x]\n", "a: *x\n", "a: [b\nc: d\n", "a: [b]\n  c: d\n", "a: {b: c}\nd: 'e\n",
        '["\\ud800"]', "[a]\n---\n[b\n", "{" * 300,
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_without_the_parser(text, monkeypatch):
    said = told(text)
    monkeypatch.setattr(yaml_parser, "_parser", lambda: None)
    assert said == told(text)


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("MOST_VALUES", 9, "the file has more than 8 values"),
        ("MOST_OF_DOCUMENT", 5, "the file has a document of more than 4 values"),
    ],
)
def test_the_most_values_are_the_most_for_the_parser_too(limit, most, said, monkeypatch):
    text = "---\n[a, b, c]\n---\n{d: e, f: g}\n"
    monkeypatch.setattr(compose, limit, most)
    assert compose.compose(Source("a.yaml", text)).problem is None
    monkeypatch.setattr(compose, limit, most - 1)
    problem = compose.compose(Source("a.yaml", text)).problem
    assert problem is not None
    assert problem.message == f"{said}, not all in block style: it is not read"


def test_a_text_between_brackets_is_read_without_the_scanner(monkeypatch):
    monkeypatch.setattr(compose.Composer, "tree", None)
    assert compose.compose(Source("a.yaml", FLOW)).documents[0].root["json"]["a"].text == "1"


@pytest.mark.unmeasured
def test_without_the_package_the_scanner_reads(monkeypatch):
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    yaml_parser._parser.cache_clear()
    try:
        assert not yaml_parser.reads("[a]\n")
        assert compose.compose(Source("a.yaml", FLOW)).documents[0].root["json"]["a"].text == "1"
    finally:
        yaml_parser._parser.cache_clear()
