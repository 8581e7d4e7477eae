"""Places inside scalars: any text, in every style, is sliced back out of the file."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from yaml_text import (
    ANY_TEXTS,
    LAYOUTS,
    PLAIN_TEXTS,
    TEXTS,
    Chunk,
    block,
    double,
    places,
    plain,
    single,
    source_of,
)

from flinklint.scalar import scalar_map
from flinklint.source import Source, Span
from flinklint.tree import Node, read

many = settings(max_examples=400)
few = settings(max_examples=100)

PROPERTIES = ["", "", "", "&a ", "!!str ", "&a !!str ", "!!str   &a ", "!local ", "&a !<tag:x,y> "]
HOLDERS = ["map", "map", "list", "dash map", "indentless"]


def leaf(text: str) -> Node:
    """The node that the first list of `at` steps leads to: the deepest first child."""
    tree = read(Source("a.yaml", text))
    assert tree.problem is None, (text, tree.problem)
    node = tree.documents[-1].root
    while node.children:
        node = next(iter(node))
    return node


def check(head: str, chunks: list[Chunk], tail: str, value: str, random: Random) -> None:
    """Read the text between a head and a tail, and find each of its characters."""
    text = head + source_of(chunks) + tail
    node = leaf(text)
    assert node.text == value, text
    source_map = node.source_map
    assert source_map.exact, text
    expected = places(chunks, len(head))
    assert len(expected) == len(value)
    for at, (first, last) in enumerate(expected):
        span = source_map.span(at, at + 1)
        assert (span.start, span.end) == (first, last), (text, at, text[first:last])
    start, end = sorted((random.randint(0, len(value)), random.randint(0, len(value))))
    if start < end:
        span = source_map.span(start, end)
        assert (span.start, span.end) == (expected[start][0], expected[end - 1][1])
    if "!local" not in head and "!<" not in head and "\\ud8" not in text:
        assert ruamels(text) in (None, value), text


def ruamels(text: str) -> str | None:
    """The text that ruamel.yaml itself reads; None where it cannot (tabs), or sees no text."""
    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return None
    while isinstance(loaded, (dict, list)):
        loaded = loaded[0] if isinstance(loaded, list) else next(iter(loaded.values()))
    return loaded if isinstance(loaded, str) else None


def nest(random: Random, eol: str) -> tuple[str, int]:
    """The head of a document down to where a scalar may start, and its parent's indentation."""
    head, column = "", 0
    for _ in range(random.randint(0, 3)):
        holder = random.choice(HOLDERS)
        step = random.randint(1, 4)
        if holder == "map":
            head += f"k:{eol}" + " " * (column + step)
            column += step
        elif holder == "list":
            head += f"-{eol}" + " " * (column + step)
            column += step
        elif holder == "indentless":
            head += f"k:{eol}" + " " * column + "- "
            column += 2
        else:
            head += "-" + " " * step
            column += step + 1
    return head + "k: ", column


WRITTEN = [  # a scalar, what it stands for, and the source of each of its characters
    ("a b", "a b", ["a", " ", "b"]),
    ("a\n  b", "a b", ["a", "\n  ", "b"]),
    ("a \t\r\n  b", "a b", ["a", " \t\r\n  ", "b"]),
    ("a\n\n  b", "a\nb", ["a", "\n\n  ", "b"]),
    ("''", "", []),
    ("'a''b'", "a'b", ["a", "''", "b"]),
    ("'a\n  b'", "a b", ["a", "\n  ", "b"]),
    ("'a\n\n\n  b'", "a\n\nb", ["a", "\n\n\n  ", "\n\n\n  ", "b"]),
    ('""', "", []),
    (r'"a\tb\\"', "a\tb\\", ["a", r"\t", "b", "\\\\"]),
    (r'"\x41\u0042\U00000043"', "ABC", [r"\x41", r"\u0042", r"\U00000043"]),
    (r'"\x4aB"', "JB", [r"\x4a", "B"]),
    (r'"\ud83d\ude00x"', "😀x", [r"\ud83d\ude00", "x"]),
    (r'"\uDBFF\uDFFF"', "\U0010ffff", [r"\uDBFF\uDFFF"]),
    (r'"\U0010FFFFx"', "\U0010ffffx", [r"\U0010FFFF", "x"]),
    ('"\\\tx"', "\tx", ["\\\t", "x"]),
    (r'"\uD800\uDC00"', "\U00010000", [r"\uD800\uDC00"]),
    ('"a \n  b"', "a b", ["a", " \n  ", "b"]),
    ('"a\\\n   b"', "ab", ["a", "b"]),
    ('"a\\\n\n  b"', "a\nb", ["a", "\\\n\n  ", "b"]),
    ("|\n  a\n  b\n", "a\nb\n", ["a", "\n", "b", "\n"]),
    ("|-\n  a\n\n", "a", ["a"]),
    ("|+\n  a\n\n", "a\n\n", ["a", "\n", "\n"]),
    ("|\r\n  a\r\n   b\r\n", "a\n b\n", ["a", "\r\n", " ", "b", "\r\n"]),
    (">\n  a\n  b\n", "a b\n", ["a", "\n", "b", "\n"]),
    (">\n  a\n\n  b\n", "a\nb\n", ["a", "\n", "b", "\n"]),
    (">\n  a\n\n\n  b\n", "a\n\nb\n", ["a", "\n", "\n", "b", "\n"]),
    (">\n  a\n   b\n  c\n", "a\n b\nc\n", ["a", "\n", " ", "b", "\n", "c", "\n"]),
    (">\n  a\n  \tb\n  c\n", "a\n\tb\nc\n", ["a", "\n", "\t", "b", "\n", "c", "\n"]),
    (">2\n   a\n  b\n", " a\nb\n", [" ", "a", "\n", "b", "\n"]),
    (">\n  X\n  X\n", "X X\n", ["X", "\n", "X", "\n"]),
]
ESCAPED = dict(
    zip('0abtnvfre "/\\N_LP', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)


@pytest.mark.parametrize(("written", "value", "sources"), WRITTEN)
def test_each_character_has_its_place(written, value, sources):
    text = f"k: {written}" + "\n" * (not written.endswith("\n"))
    node = leaf(text)
    assert node.text == value
    assert node.source_map.exact
    spans = [node.source_map.span(at, at + 1) for at in range(len(value))]
    assert [text[span.start : span.end] for span in spans] == sources


@pytest.mark.parametrize("name", ESCAPED)
def test_each_escape_has_its_place(name):
    text = f'k: "x\\{name}y"\n'
    node = leaf(text)
    assert node.text == f"x{ESCAPED[name]}y"
    assert node.source_map.exact
    assert Source("a.yaml", text).slice(node.source_map.span(1, 2)) == f"\\{name}"


@pytest.mark.parametrize(
    ("start", "end", "source"),
    [
        (0, 5, "ab''cd"),
        (0, 99, "ab''cd"),
        (1, 3, "b''"),
        (2, 3, "''"),
        (3, 5, "cd"),
        (-3, 1, "a"),
    ],
)
def test_a_part_of_a_scalar_has_its_place(start, end, source):
    text = "k: 'ab''cd'\n"
    span = leaf(text).source_map.span(start, end)
    assert text[span.start : span.end] == source


@pytest.mark.parametrize(
    ("at", "place"), [(0, 4), (1, 5), (2, 6), (3, 8), (4, 9), (5, 10), (9, 10)]
)
def test_between_two_characters_is_a_place_too(at, place):
    span = leaf("k: 'ab''cd'\n").source_map.span(at, at)
    assert (span.start, span.end) == (place, place)


def test_a_scalar_at_the_start_of_a_file_has_its_places():
    node = read(Source("a.yaml", "abc\n")).documents[0].root
    assert node.source_map.exact
    assert [node.source_map.span(at, at + 1) for at in range(3)] == [
        Span(0, 1),
        Span(1, 2),
        Span(2, 3),
    ]


def test_what_cannot_be_followed_has_the_place_of_the_whole():
    whole = Span(3, 8)
    inexact = scalar_map("k: 'a b'\n", whole, "'", "another value")
    assert not inexact.exact
    assert inexact.span(1, 2) == whole
    empty = scalar_map("k: ''\n", Span(3, 5), "'", "")
    assert empty.exact
    assert empty.span(0, 0) == Span(3, 5)


@pytest.mark.parametrize("written", [r"\U00110000", r"\UFFFFFFFF", r"\q", r"\x", r"\X"])
def test_an_escape_that_stands_for_nothing_is_not_followed(written):
    text = f'k: "{written}"\n'
    found = scalar_map(text, Span(3, len(text) - 1), '"', "?")
    assert not found.exact
    assert scalar_map(text, Span(3, len(text) - 1), '"', written).exact


@many
@given(TEXTS, LAYOUTS)
def test_block_scalars_are_sliced_back_out(value, random):
    eol = random.choice(["\n", "\r\n"])
    head, column = nest(random, eol)
    style = random.choice("|>")
    chunks = block(random, value, style, eol, column)
    assume(chunks is not None)
    properties = random.choice(PROPERTIES)
    tail = random.choice(["", f"# after{eol}", f"{' ' * column}z: 1{eol}"])
    check(head + properties, chunks, tail, value, random)


@many
@given(PLAIN_TEXTS, LAYOUTS)
def test_plain_scalars_are_sliced_back_out(value, random):
    check_flow("plain", value, random)


@many
@given(TEXTS, LAYOUTS)
def test_single_quoted_scalars_are_sliced_back_out(value, random):
    check_flow("single", value, random)


@many
@given(ANY_TEXTS, LAYOUTS)
def test_double_quoted_scalars_are_sliced_back_out(value, random):
    check_flow("double", value, random)


def check_flow(style: str, value: str, random: Random) -> None:
    eol = random.choice(["\n", "\r\n"])
    head, column = nest(random, eol)
    flow = random.random() < 0.5
    indent = " " * (column + random.randint(1, 4))
    if style == "plain":
        chunks = plain(random, value, eol, indent, flow=flow)
    else:
        chunks = (single if style == "single" else double)(random, value, eol, indent)
    properties = random.choice([*PROPERTIES, f"&a{eol}{indent}", f"!!str # x{eol}{indent}"])
    assume(chunks is not None and (properties.strip() or value not in ("~", "null")))
    tail = random.choice(["", eol, f" # after{eol}", f"{eol}{' ' * column}z: 1{eol}"])
    if flow:
        opened, closed = random.choice(
            [("[", "]"), ("[ ", ", x]"), ("{f: ", "}"), ('{"f":', " , g: h}")]
        )
        if opened == '{"f":' and style == "plain" and not properties:
            opened = '{"f": '
        head, tail = head + opened, closed + tail
    check(head + properties, chunks, tail, value, random)


@few
@given(TEXTS, st.sampled_from(["|", ">", "'", '"']), LAYOUTS)
def test_an_alias_leads_to_where_the_text_stands(value, style, random):
    if style in "|>":
        chunks = block(random, value, style, "\n", 0)
    else:
        chunks = (single if style == "'" else double)(random, value, "\n", "  ")
    assume(chunks is not None)
    text = "k: &a " + source_of(chunks)
    start = 6
    text += ("" if text.endswith("\n") else "\n") + "alias: *a\n"
    node = read(Source("a.yaml", text)).documents[0].root["alias"]
    assert node.text == value
    assert node.source_map.exact
    spans = [node.source_map.span(at, at + 1) for at in range(len(value))]
    assert [(span.start, span.end) for span in spans] == places(chunks, start)
