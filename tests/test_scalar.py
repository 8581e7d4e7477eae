"""Places inside scalars: any text, in every style, is sliced back out of the file."""

from __future__ import annotations

from random import Random

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

from flinklint.source import Source
from flinklint.tree import Node, read

many = settings(derandomize=True, deadline=None, max_examples=400)
few = settings(derandomize=True, deadline=None, max_examples=100)

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
