"""The tree: every key, value and comment with its place, whatever the text looks like."""

from __future__ import annotations

import gc
import json
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_text import LAYOUTS, PLAIN_TEXTS, TEXTS, block, double, plain, single, source_of

from flinklint import compose
from flinklint.source import Source
from flinklint.tree import (
    MOST_CHARACTERS,
    MOST_DOCUMENTS,
    MOST_LINES,
    MOST_OF_FILE,
    Node,
    Tree,
    read,
)

many = settings(max_examples=150)


def tree(text: str) -> Tree:
    return read(Source("a.yaml", text))


def root(text: str, document: int = 1) -> Node:
    found = tree(text)
    assert found.problem is None, found.problem
    return found.documents[document - 1].root


def places(text: str) -> dict[str, tuple[str, str]]:
    """Key and whole value, as the source has them, by path."""
    node = root(text)
    return {
        n.pointer: (text[n.key_span.start : n.key_span.end] if n.key else "", slice_of(n))
        for n in node.walk()
    }


def slice_of(node: Node) -> str:
    return node.source.slice(node.whole_span)


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a: b", "/a", "a", "b"),
        ("a:  b  # c\n", "/a", "a", "b"),
        ("'a b': \"c\"\n", "/a b", "'a b'", '"c"'),
        ('"": INFO\n', "/", '""', "INFO"),
        ("a:\n", "/a", "a", ""),
        ("a:   # nothing\nb: 1\n", "/a", "a", ""),
        ("a: &x b\n", "/a", "a", "b"),
        ("a: !!str &x b\n", "/a", "a", "b"),
        ("a: !<tag:x,2000:y> b\n", "/a", "a", "b"),
        ("a: &x # c\n  b\n", "/a", "a", "b"),
        ("a: &x\nb: 1\n", "/a", "a", ""),
        ("a: &x\n  b: 1\n", "/a", "a", "b: 1"),
        ("&k a: b\n", "/a", "a", "b"),
        ("!!str a: b\n", "/a", "a", "b"),
        ("a: [x, y]  # c\n", "/a", "a", "[x, y]"),
        ("a: [x, y]\n", "/a/1", "", "y"),
        ("a: {b: c, d: }\n", "/a", "a", "{b: c, d: }"),
        ("a: {b: c, d: }\n", "/a/d", "d", ""),
        ("a: &x {b: c}\n", "/a", "a", "{b: c}"),
        ('{"a":"b","c":[1,2]}', "/c/1", "", "2"),
        ("a:\n- b\n- c: d\n  e: f\n", "/a/1/e", "e", "f"),
        ("a:\n- b\n- c: d\n  e: f\n", "/a/1", "", "c: d\n  e: f"),
        ("a:\n- b\n- c: d\n  e: f\n", "/a", "a", "- b\n- c: d\n  e: f"),
        ("- - a\n  - b\n", "/0", "", "- a\n  - b"),
        ("- - a\n  - b\n", "/0/1", "", "b"),
        ("-\n- a\n", "/0", "", ""),
        ("a: |\n  b\n\n\nc: d\n", "/a", "a", "|\n  b"),
        ("a: >-  # c\n  b\n  c\n# end\n", "/a", "a", ">-  # c\n  b\n  c"),
        ("a: |\nb: c\n", "/a", "a", "|"),
        ("a: b\n  c\n  d\n", "/a", "a", "b\n  c\n  d"),
        ("a: b\n\n\n", "", "", "a: b"),
        ("a:\n  b:\n    c: d\n\n# x\ne: f\n", "/a", "a", "b:\n    c: d"),
        ("? a\n: b\n", "/a", "a", "b"),
        ("? |\n  a\n: b\n", "/a\n", "|\n  a", "b"),
        ("? a\n", "/a", "a", ""),
        ("{a, b: c}", "/a", "a", ""),
        ("[a: b]", "/0", "", "a: b"),
        ("[a: b]", "/0/a", "a", "b"),
        ("x: &a b\ny: *a\n", "/y", "y", "b"),
        ("a/b~c: d\n", "/a~1b~0c", "a/b~c", "d"),
        ("名前: 値\n", "/名前", "名前", "値"),
        ("a: 'it''s'\n", "/a", "a", "'it''s'"),
        ("--- a\n", "", "", "a"),
        ("--- |\n  a\n", "", "", "|\n  a"),
        ("%YAML 1.2\n---\na: b\n...\n", "/a", "a", "b"),
        ("\ufeffa: b\n", "/a", "a", "b"),
        ("a:\tb\n", "/a", "a", "b"),
        ("a\t: b\n", "/a", "a", "b"),
        ("a: b\t# c\n", "/a", "a", "b"),
        ("a: b\tc\t\n", "/a", "a", "b\tc"),
        ("-\ta\n-\tb\n", "/1", "", "b"),
        ("a: b\n\t\n\t# c\nd: e\n", "/d", "d", "e"),
        ("a: |\t# c\n b\n", "/a", "a", "|\t# c\n b"),
        ("a: [b,\n\tc]\n", "/a/1", "", "c"),
        ("a: |\n  \n    b\n", "/a", "a", "|\n  \n    b"),
        ("a: |\n\n   \n    b\n", "/a", "a", "|\n\n   \n    b"),
        ('{"a": "b\u2028c"}', "/a", '"a"', '"b\u2028c"'),
        ("a: b\x85c\n", "/a", "a", "b\x85c"),
        ("a: https://x/y#z\n", "/a", "a", "https://x/y#z"),
        ("a: b:c\n", "/a", "a", "b:c"),
        ("a: ${X}\n", "/a", "a", "${X}"),
    ],
)  # fmt: skip
def test_every_construct_has_its_place(text, path, key, value):
    assert places(text)[path] == (key, value)


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_line_breaks_change_no_place(eol):
    lines = ["a: b", "c:", "- d", "- |", "  e", "  f", "g: 'h", "  i'", "# j", ""]
    text = eol.join(lines)
    found = places(text)
    assert found["/c/1"] == ("", eol.join(["|", "  e", "  f"]))
    assert found["/g"] == ("g", eol.join(["'h", "  i'"]))
    assert root(text)["c"].at("1").text == "e\nf\n"
    assert [comment.text for comment in tree(text).comments] == ["# j"]
    assert Source("a", text).position(text.index("g:")).line == 7


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("\n\n", 0), ("# a\n", 0), ("\ufeff", 0), ("---\n", 1), ("---\n---\n", 2),
     ("a: 1\n---\nb: 2\n...\n---\nc: 3\n", 3), ("a: 1\n...\n", 1), ("a: 1\n...\n# c\n", 1),
     ("%TAG ! tag:x,2000:\n---\na: !y 1\n", 1), ("\ufeff---\na: 1\n", 1), ("null", 1)],
)  # fmt: skip
def test_documents_are_counted(text, count):
    found = tree(text)
    assert found.problem is None
    assert [document.index for document in found.documents] == list(range(1, count + 1))


def test_an_anchor_is_not_known_in_the_next_document():
    assert tree("a: &x 1\n---\nb: *x\n").problem is not None


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a: 1\na: 2\n", [("a", 0, 5)]),
        ("a: 1\n'a': 2\n\"\\x61\": 3\n", [("a", 0, 5), ("a", 0, 12)]),
        ("{a: 1, a: 2}", [("a", 1, 7)]),
        ("<<: {a: 1}\n<<: {a: 2}\n", []),
        ("'<<': 1\n'<<': 2\n", [("<<", 0, 8)]),
        ("a: 1\nA: 2\n", []),
        ("1: a\n'1': b\n", [("1", 0, 5)]),
        ("? [a]\n: 1\n? [a]\n: 2\n", []),
    ],
)
def test_duplicate_keys_are_told_with_the_first(text, pairs):
    found = [(first.value.value, first.value.span.start, again.value.span.start)
             for first, again in root(text).duplicates()]  # fmt: skip
    assert found == pairs


def test_of_a_duplicate_key_the_last_value_counts():
    assert root("a: 1\na: 2\n")["a"].text == "2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n", {"b": "3", "a": "1"}),
        ("x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}\n", {"b": "3", "a": "1"}),
        ("x: &x {a: 1}\nw: &w {a: 2, c: 4}\ny: {<<: [*x, *w]}\n", {"a": "1", "c": "4"}),
        ("x: &x {a: 1}\nw: &w {<<: *x, c: 4}\ny: {<<: *w}\n", {"c": "4", "a": "1"}),
        ("x: &x {a: 1}\nw: &w {<<: *x, a: 2}\ny: {<<: *w}\n", {"a": "2"}),
        ("x: &x {a: 1}\nw: &w {a: 2}\ny:\n  <<: *x\n  <<: *w\n", {"a": "1"}),
        ("x: &x 1\ny: {<<: *x, a: 1}\n", {"a": "1"}),
        ("x: &x {'<<': 1}\ny: {<<: *x}\n", {"<<": "1"}),
        ("x: 1\ny: {'<<': {a: 1}}\n", {"<<": None}),
        ("x: &x [{a: 1}]\ny: {<<: *x}\n", {"a": "1"}),
        ("y: {<<: {a: 1}}\n", {"a": "1"}),
        ("x: &x {a: 1, a: 2}\ny: {<<: *x}\n", {"a": "2"}),
        ("y: {<<: }\n", {}),
    ],
)
def test_merge_keys_are_resolved_own_keys_first(text, expected):
    node = root(text)["y"]
    assert {name: child.text for name, child in node.children.items()} == expected
    assert list(node.children) == list(expected)


@pytest.mark.parametrize(
    "text",
    ["&a\na: 1\nb: *a\n", "a: &a [1, *a]\n", "a: &a {b: *a}\n", "a: &a {<<: *a, b: 1}\n",
     "a: &a\n  <<: [*a, *a]\n", "- &a {x: &b {<<: *a}, <<: *b}\n"],
)  # fmt: skip
def test_a_value_inside_itself_ends(text):
    found = tree(text)
    if found.problem is None:
        assert sum(1 for _ in found.documents[0].root.walk(1000)) <= 1000


@pytest.mark.parametrize("text", ["a: &a {<<: *a, b: 1}\n", "a: &a [1, {b: *a}]\n"])
def test_an_alias_of_what_it_stands_in_is_refused(text):
    problem = tree(text).problem
    assert problem is not None
    assert problem.message == "the alias `*a` stands in what it stands for"
    assert text[problem.span.start : problem.span.end] == "*a"


def levels(number: int, form: str, width: int) -> str:
    aliases = (", ".join([f"*l{n - 1}"] * width) for n in range(1, number))
    return "".join(f"l{n}: &l{n} {form % each}\n" for n, each in enumerate(aliases, 1))


@pytest.mark.parametrize("form", ["[%s]", "{<<: [%s]}"])
def test_a_bomb_of_aliases_is_refused_where_it_goes_off(form):
    problem = tree("l0: &l0 {a: b}\n" + levels(40, form, 9)).problem
    assert problem is not None
    assert problem.message == "up to here the aliases stand for more than 100000 values"
    assert problem.code == "FL001"


def test_many_aliases_of_a_large_value_are_no_bomb():
    value = ", ".join(f"k{number}: v" for number in range(100))
    node = root(f"a: &a {{{value}}}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(400)))
    assert node["b399"]["k99"].text == "v"


@pytest.mark.parametrize(
    "unit", ["[", "{a: ", '{"a":', "- ", "[{a: "], ids=["[", "{", "json", "-", "[{"]
)
def test_deep_nesting_takes_time_in_proportion(unit):
    closing = {"[": "]", "{a: ": "}", '{"a":': "}", "[{a: ": "}]"}.get(unit, "")

    def seconds(depth: int) -> float:
        gc.collect()
        gc.disable()  # what other tests have left in memory is not what is measured
        try:
            started = time.process_time()
            found = tree(unit * depth + "x" + closing * depth)
            assert found.problem is None
            assert sum(1 for _ in found.documents[0].root.walk(3 * depth)) > depth - 2
            return time.process_time() - started
        finally:
            gc.enable()

    # eight times the depth: eight times the time if linear, sixty-four times if quadratic
    short = max(min(seconds(1_000) for _ in range(3)), 0.02)
    assert seconds(8_000) < 30 * short


def test_a_hundred_thousand_levels_are_read():
    depth = 100_000
    found = tree("[" * depth + "]" * depth)
    assert found.problem is None
    assert sum(1 for _ in found.documents[0].root.walk(2 * depth)) == depth


def test_deep_block_mappings_are_read():
    depth = 1000
    node = root("".join(" " * level + "a:\n" for level in range(depth)) + " " * depth + "b")
    for _ in range(depth):
        node = node["a"]
    assert (node.text, len(node.path)) == ("b", depth)


@pytest.mark.parametrize("text", ["a: \0b", "a: \x07", "a: b\x1b", "\ud800", "a: \ufffe", "\x7f"])
def test_characters_that_yaml_does_not_allow_are_a_problem(text):
    problem = tree(text).problem
    assert problem is not None
    assert text[problem.span.start] not in "a: b"
    assert f"U+{ord(text[problem.span.start]):04X}" in problem.message


@pytest.mark.parametrize(
    ("text", "core", "legacy"),
    [("1", "int", "int"), ("1.10", "float", "float"), ("010", "int", "int"), ("0o17", "int", "int"),
     ("true", "bool", "bool"), ("off", "str", "bool"), ("Yes", "str", "bool"), ("y", "str", "bool"),
     ("1:30", "str", "int"), ("1_000", "str", "int"), ("2021-03-16", "str", "date"),
     ("2021-03-16 10:00:00 +1", "str", "date"), ("1e3", "float", "float"), (".inf", "float", "float"),
     ("~", "null", "null"), ("null", "null", "null"), ("", "null", "null"), ("'1'", "str", "str"),
     ("!!str 1", "str", "str"), ("1.11.2", "str", "str"), ("1.5Gi", "str", "str"),
     ("0b1", "str", "int"), ("truE", "str", "str"), ("-", "str", "str"), ("0x1F", "int", "int")],
)  # fmt: skip
def test_types_are_told_as_yaml_1_2_and_1_1_see_them(text, core, legacy):
    if text == "-":
        text = "'-'"
    node = root(f"a: {text}\n")["a"]
    assert (node.type, node.legacy_type) == (core, legacy)
    assert node.is_null == (core == "null")


def test_values_are_the_source_text():
    node = root("{a: 1.10, b: 010, c: off, d: 1_000, e: 2021-03-16, f: 0x1F, g: +1.0e+3}")
    texts = [child.text for child in node]
    assert texts == ["1.10", "010", "off", "1_000", "2021-03-16", "0x1F", "+1.0e+3"]


def test_what_is_absent_is_false_and_points_at_its_nearest_parent():
    text = "spec:\n  template: {}\n"
    node = root(text)
    missing = node.at("spec", "template", "spec", "artifact", "kind")
    assert not missing
    assert missing.pointer == "/spec/template/spec/artifact/kind"
    assert (missing.kind, missing.text, missing.is_placeholder) == ("absent", None, False)
    assert text[missing.span.start : missing.span.end] == "template"
    assert list(missing) == []
    assert list(missing.duplicates()) == []
    assert "x" not in missing


def test_a_null_is_there_but_false():
    node = root("a: null\nb: ~\nc:\nd: 'null'\ne: !!str null\n")
    assert [bool(child) for child in node] == [False, False, False, True, True]
    assert all(child.exists for child in node)
    assert node["e"].text == "null"


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [("${X}", True), ("'{{x}}'", True), ("a-${X}-b", True), ("$X", False), ("{x}", False),
     ("'{{x'", False), ("'${X'", False)],
)  # fmt: skip
def test_placeholders_are_seen(text, placeholder):
    assert root(f"- {text}\n").at("0").is_placeholder is placeholder


Emitted = tuple[str, list[tuple[tuple[str, ...], str, str]], list[tuple[str, bool]]]


class Writer:
    """Writes a random tree and keeps what stands where, and which comments it set."""

    def __init__(self, random: Random, texts: list[str], eol: str) -> None:
        self.random, self.texts, self.eol = random, texts, eol
        self.scalars: list[tuple[tuple[str, ...], str, str]] = []
        self.comments: list[tuple[str, bool]] = []

    def comment(self) -> str:
        words = self.random.choice(["", " note", "# 'x", ' "y: |', " - a: {", " # b", "\t日本"])
        return f"#{words} c{len(self.comments)}"

    def end(self) -> str:
        if self.random.random() < 0.3:
            text = self.comment()
            self.comments.append((text, False))
            return self.random.choice([" ", "  ", "\t"]) + text + self.eol
        return self.eol

    def between(self, column: int) -> str:
        out = ""
        while self.random.random() < 0.2:
            text = self.comment()
            self.comments.append((text, True))
            out += " " * self.random.randint(0, column) + text + self.eol
            out += self.eol if self.random.random() < 0.3 else ""
        return out

    def scalar(self, path: tuple[str, ...], column: int, *, key: bool = False) -> str:
        """A scalar in some style, with what ends its line if it is no key."""
        text = self.random.choice(self.texts)
        indent = " " * (column + 1)
        styles = ["plain", "single", "double", "|", ">"]
        self.random.shuffle(styles)
        for style in [*styles, "double"]:
            if style in "|>":
                chunks = block(self.random, text, style, self.eol, column)
            elif style == "plain":
                chunks = plain(self.random, text, self.eol, indent, flow=False)
                if text in ("~", "null"):
                    chunks = None
            else:
                chunks = (single if style == "single" else double)(
                    self.random, text, self.eol, indent
                )
            if chunks is not None:
                break
        assert chunks is not None
        source = source_of(chunks)
        self.scalars.append((path, source, text))
        if style not in "|>":
            return source + self.end()
        header = source.split(self.eol)[0]
        if "#" in header:
            self.comments.append((header[header.index("#") :], False))
        return source

    def value(self, path: tuple[str, ...], column: int, depth: int) -> str:
        """What stands after a key or a dash, up to the end of its last line."""
        kind = self.random.random() if depth else 1
        if kind > 0.6:
            anchor = self.random.choice(["", "", "&x ", "!!str "])
            return " " + anchor + self.scalar(path, column)
        step = self.random.randint(1, 3)
        start = self.end()
        if kind > 0.3:
            return start + self.mapping(path, column + step, depth - 1)
        return start + self.sequence(path, column + step, depth - 1)

    def mapping(self, path: tuple[str, ...], column: int, depth: int) -> str:
        out = ""
        for number in range(self.random.randint(1, 3)):
            name = f"k{number}"
            written = self.random.choice([name, f"'{name}'", f'"{name}"', f"&k {name}"])
            colon = self.random.choice([":", ":", " :"])
            out += self.between(column) + " " * column + written + colon
            out += self.value((*path, name), column, depth)
        return out

    def sequence(self, path: tuple[str, ...], column: int, depth: int) -> str:
        out = ""
        for number in range(self.random.randint(1, 3)):
            out += self.between(column) + " " * column + "-"
            out += self.value((*path, str(number)), column, depth)
        return out


@many
@given(st.lists(st.one_of(TEXTS, PLAIN_TEXTS), min_size=1, max_size=6), LAYOUTS)
def test_random_trees_are_read_back_with_every_scalar_and_comment_in_place(texts, random):
    writer = Writer(random, texts, random.choice(["\n", "\r\n"]))
    text = writer.mapping((), 0, 3) + writer.between(0)
    found = tree(text)
    assert found.problem is None, (text, found.problem)
    read_back = [
        (node.path, node.text) for node in found.documents[0].root.walk() if not node.children
    ]
    assert read_back == [(path, value) for path, _, value in writer.scalars]
    for path, source, _ in writer.scalars:
        node = found.documents[0].root.at(*path)
        at = node.whole_span.start
        assert text[at : at + len(source)] == source
        assert not source[len(slice_of(node)) :].strip(" \r\n"), (text, source, slice_of(node))
        assert node.key_span.start <= at
    comments = [(comment.text, comment.own_line) for comment in found.comments]
    assert comments == writer.comments
    for comment in found.comments:
        assert text[comment.span.start : comment.span.end] == comment.text


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("a: b # c\n", [("# c", False)]),
        ("# a\r\n  # b\r\n", [("# a", True), ("# b", True)]),
        ("\ufeff# a\n", [("# a", True)]),
        ("a: b#c\n", []),
        ("a: '# b'\n", []),
        ("a: |\n  # b\n", []),
        ("a: |\n  # b\n# c\n", [("# c", True)]),
        ("a: |+ # h\n  # b\n\n# c\n", [("# h", False), ("# c", True)]),
        ("a: b\n  # c\n", [("# c", True)]),
        ("[a, # b\n c] # d\n", [("# b", False), ("# d", False)]),
        ("a: &x # b\n  c\n", [("# b", False)]),
        ("a: *b#c\n", None),
        ("--- # a\nb: c\n... # d\n", [("# a", False), ("# d", False)]),
        ("%YAML 1.2 # a\n---\nb\n", [("# a", False)]),
        ("a: !x#y b\n", []),
        ("a: &x#y b\nc: *x#y\n", []),
        ("a:\n  - # b\n    c\n", [("# b", False)]),
        ("? # a\n  b\n: # c\n  d\n", [("# a", False), ("# c", False)]),
        ("a: b\t# c\n", [("# c", False)]),
        ("# a\r# b\r", [("# a", True), ("# b", True)]),
        ("a:\n\n\n# b", [("# b", True)]),
    ],
)
def test_comments_are_found_and_nothing_else(text, comments):
    found = tree(text)
    if comments is None:
        assert found.problem is not None
        return
    assert found.problem is None
    assert [(comment.text, comment.own_line) for comment in found.comments] == comments


@many
@given(st.recursive(
    st.one_of(st.text(max_size=6), st.integers(), st.none(), st.booleans(), st.just("\u2028\x85")),
    lambda inner: st.one_of(st.lists(inner, max_size=3),
                            st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=12,
), st.booleans(), st.sampled_from([None, 1, "\t"]))  # fmt: skip
def test_json_is_read_as_json_reads_it(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    if any("\ud800" <= c <= "\udfff" or c in "\x7f\ufeff\ufffe\uffff" for c in text):
        return
    found = tree(text)
    if any(0x7F <= ord(c) < 0xA0 and c != "\x85" for c in text):
        return  # control characters that YAML wants escaped
    if any(len(key) > 1024 for key in text.split('"')):
        return
    assert found.problem is None, (text, found.problem)

    def plain_value(node: Node) -> object:
        if node.kind == "mapping":
            return {name: plain_value(child) for name, child in node.children.items()}
        if node.kind == "sequence":
            return [plain_value(child) for child in node]
        return None if node.is_null else node.text

    def texts(item: object) -> object:
        if isinstance(item, dict):
            return {key: texts(inner) for key, inner in item.items()}
        if isinstance(item, list):
            return [texts(inner) for inner in item]
        return item if isinstance(item, str) or item is None else json.dumps(item)

    assert plain_value(found.documents[0].root) == texts(value)


def test_no_escape_is_taken_for_a_character_that_is_hidden_from_the_library():
    written = '["\\ue000\u2028", "\\U0000E001\x85", "\ue002\u2029", "\\uE003"]'
    texts = [node.text for node in tree(written).documents[0].root]
    assert texts == ["\ue000\u2028", "\ue001\x85", "\ue002\u2029", "\ue003"]


TOO_LARGE = {
    "a document of more than 10 million characters": lambda: "a" * (MOST_CHARACTERS + 1),
    "a document of more than 75,000 lines": lambda: "a: b\n---\n" + "\n" * (MOST_LINES + 1),
    "more than 400,000 lines in documents of more than 200": lambda: (
        "a: b\n---\n" + ("a:\n" + "- b\n" * 998 + "---\n") * 401
    ),
    "more than 650,000 lines": lambda: "a: b\n---\n" + ("a:\n" + "- b\n" * 198 + "---\n") * 3_251,
    "more than 100,000 comments for flinklint": lambda: "a: b # " + "flinklint: " * 100_001,
    "more than 150,000 documents": lambda: "a: b\n---\n" * (MOST_DOCUMENTS + 2),
    "more than 25 million characters": lambda: "a" * (MOST_OF_FILE + 1),
    "more than 3,000 values, not all in block style": lambda: f"---\na: [{'a,' * 1_000}]\n" * 3,
    "a document of more than 1,500 values, not all in block style": lambda: (
        f"---\na: b\n---\na: [{'a,' * 1_500}]\n"
    ),
    "more than 10 million characters, not all in block style": lambda: (
        f"a: [a]\n---\nb: {'a' * (MOST_CHARACTERS - 9)}"
    ),
}


@pytest.mark.parametrize("said", TOO_LARGE)
def test_what_no_person_wrote_is_not_read(said, monkeypatch):
    for most in ("MOST_VALUES", "MOST_OF_DOCUMENT"):
        monkeypatch.setattr(compose, most, getattr(compose, most) // 100)
    problem = tree(TOO_LARGE[said]()).problem
    assert problem is not None
    assert problem.message == f"the file has {said}: it is not read"


def test_the_most_values_of_a_document_are_read(monkeypatch):
    monkeypatch.setattr(compose, "MOST_OF_DOCUMENT", 5)
    text = "[a, b, c, {}]\n---\n[a, b, c, d]\n"
    assert tree(text).problem is None
    assert tree(f"{text}---\n[a, b, c, d, e]\n").problem is not None


def test_a_file_of_many_documents_is_read_to_its_end():
    block = "a: |\n" + "  line\n" * (MOST_LINES - 1_000)
    found = tree(f"{block}---\n{block}---\nb: c\n")
    assert found.problem is None
    assert [len(document.root.children) for document in found.documents] == [1, 1, 1]
