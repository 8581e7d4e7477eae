"""Broken YAML, as people write it: what is said of it, where, and that no parser's words leak."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAMLError
from support import Hit, run

from flinklint import yaml_scanner
from flinklint.rule import load
from flinklint.source import Source
from flinklint.tree import Problem, read

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = next(iter(sorted((EXAMPLES / "sql").glob("*.yaml")))).read_text("utf-8")
LEAKS = re.compile(
    r"<[a-z ]+>|while (?:parsing|scanning)|could not find|did not find|found (?:character|unknown)"
    r"|block (?:end|mapping start)|\btoken\b|scanner|parser|Error\b|ruamel|pyyaml|\\x00|hexdec"
    r"|simple key|node content|\(''|\('<"
)


def problem(text: str) -> Problem:
    found = read(Source("a.yaml", text)).problem
    assert found is not None
    return found


BROKEN = [
    ("a: \"b", "\"", "the quote \" opened here is never closed", "close it with \""),
    ("a: 'b", "'", "the quote ' opened here is never closed", "close it with '"),
    ("a: [b, c", "[", "the `[` opened here is never closed", "close it with `]`"),
    ("a: {b: c", "{", "the `{` opened here is never closed", "close it with `}`"),
    ("a: [b, c}", "}", "expected `,` or `]` before `}`", "separate the entries with commas, and quote a text that holds `:` or a bracket"),
    ("a: ]", "]", "unexpected `]`: no bracket is open that it could close", "remove it, or quote the value if it is a text"),
    ("a: b: c", ":", "a second `:` in the value `b:`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("a:b\nc: d", "a:b", "no blank after the colon in `a:b`", "write `a: b`"),
    ("a: b\n c: d", "c", "a key cannot stand here: `c` is part of the text above", "indent it as its siblings, or end the line above with its key and `:`"),
    ("a: b\n  c: d", "c", "a key cannot stand here: `c` is part of the text above", "indent it as its siblings, or end the line above with its key and `:`"),
    ("a:\n  b: c\n d: e", "d", "`d` is not indented as the mapping that it stands in", "align it with its siblings"),
    ("a:\n  - b\n c: d", "c", "`c` is not indented as the mapping that it stands in", "align it with its siblings"),
    ("a: {rel}-x", "-x", "unexpected `-x` after the closing `}`", "quote the whole value, so that it is one text"),
    ("a: [x]-y", "-y", "unexpected `-y` after the closing `]`", "quote the whole value, so that it is one text"),
    ("a: %x", "%", "a value cannot start with `%`", "quote the value"),
    ("a: @x", "@", "a value cannot start with `@`", "quote the value"),
    ("a: `x`", "`", "a value cannot start with a backtick", "quote the value"),
    ("a: *x", "*x", "the alias `*x` names no anchor above it", "define the anchor with `&` before it, or quote the value if it is a text"),
    ("a: *", "*", "a name has to follow `*`", "quote the value if it is a text"),
    ("a: &x *x", "*x", "unexpected `*x`", "quote the value"),
    ("a: \"\\q\"", "\\q", "`\\q` is no escape that YAML knows", "write `\\\\` for a backslash, or use single quotes"),
    ("a: \"\\x1\"", "\\x1", "`\\x1` is no escape of a character that there is", "write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH` with hexadecimal digits"),
    ("a: \"\\UFFFFFFFF\"", "\\UFFFFFFFF", "`\\UFFFFFFFF` is no escape of a character that there is", "write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH` with hexadecimal digits"),
    ("a: |\n     \n  b", "     ", "a blank line is indented deeper than the text that it stands in", "remove the blanks on it"),
    ("a: |\n  b\n c", "c", "`c` is not indented as the mapping that it stands in", "align it with its siblings"),
    ("a: |0\n b", "0", "the indentation of a `|` block must be 1 to 9", "leave it out, or write the number of blanks"),
    ("a: |x\n b", "x", "text cannot follow the `|` on its line", "start it on the next line, indented"),
    ("a: | b", "b", "text cannot follow the `|` on its line", "start it on the next line, indented"),
    ("key\nb: c", "key", "`key` is a key without `:`", "write `key: value`, with a blank after the colon"),
    ("b: c\nkey", "key", "`key` is a key without `:`", "write `key: value`, with a blank after the colon"),
    ("b: c\nkey\nd: e", "key", "`key` is a key without `:`", "write `key: value`, with a blank after the colon"),
    ("a: b\n\tc: d", "\t", "a tab is used as indentation, which YAML forbids", "indent with spaces"),
    ("a:\n\tb: c", "\t", "a tab is used as indentation, which YAML forbids", "indent with spaces"),
    ("\ta: b", "\t", "a tab is used as indentation, which YAML forbids", "indent with spaces"),
    ("a: - b", "-", "a list item (`-`) cannot stand here", "start the list on a line of its own, below its key"),
    ("a: ? b", "?", "a key (`?`) cannot stand here", "quote the value"),
    ("a: !x!y b", "!x!y", "`!x!y` is no tag that YAML knows", "quote the value if it is a text"),
    ("a: !<x b", "!<x", "`!<x` is no tag that YAML knows", "quote the value if it is a text"),
    ("a: \"b\" c", "c", "unexpected `c` after the closing \"", "write a quote inside the text as \\\", or quote the whole value"),
    ("a: 'b' 'c'", "'c'", "unexpected `'c'` after the closing '", "write a quote inside the text as '', or quote the whole value"),
    ("a: 'it's'", "s'", "unexpected `s'` after the closing '", "write a quote inside the text as '', or quote the whole value"),
    ("a: \"b\"c\"", "c\"", "unexpected `c\"` after the closing \"", "write a quote inside the text as \\\", or quote the whole value"),
    ("- a\nb: c", "b", "`b` stands where an item of the list (`-`) is expected", "write it as an item, or indent the list deeper than its key"),
    ("a: b\n- c", "-", "a list item (`-`) stands where a key is expected", "put the list below a key that has no value"),
    ("a: {b: c,, d: e}", ",", "unexpected `,`: there is no value before it", "remove it, or write the missing value"),
    ("a: [b,, c]", ",", "unexpected `,`: there is no value before it", "remove it, or write the missing value"),
    ("a: {b: c d: e}", ":", "expected `,` or `}` before `:`", "separate the entries with commas, and quote a text that holds `:` or a bracket"),
    ("a: {b: c\nd: e", "{", "the `{` opened here is not closed before the next key", "close it with `}`"),
    ("a: [b\nc: d", "[", "the `[` opened here is not closed before the next key", "close it with `]`"),
    ("%YAML 1.2\na: b", "%YAML 1.2", "no `---` between the directive and its document", "end the directives with a line `---`"),
    ("%YAML 3.0\n---\na: b", "%YAML 3.0", "`3.0` is no version of YAML that can be read", "write `%YAML 1.2`, or remove the line"),
    ("# c\n%YAML 1.24  # c\n---\na: b", "%YAML 1.24  # c", "`1.24` is no version of YAML that can be read", "write `%YAML 1.2`, or remove the line"),
    ("%YAML 1.2 x\n---\na: b", "%YAML 1.2 x", "this directive is not one that YAML knows", "write `%YAML 1.2`, or remove the line"),
    ("%YAML 1.0", "%YAML 1.0", "`1.0` is no version of YAML that can be read", "write `%YAML 1.2`, or remove the line"),
    ("a: b\n...\n%YAML 1.2.3\n---\nc: d", "%YAML 1.2.3", "`1.2.3` is no version of YAML that can be read", "write `%YAML 1.2`, or remove the line"),
    (f"%YAML 1.{'9' * 5000}\n---\na: b", f"%YAML 1.{'9' * 5000}", f"`1.{'9' * 55}...` is no version of YAML that can be read", "write `%YAML 1.2`, or remove the line"),
    ("%YAML 1.2\n%YAML 1.2\n---\na: b", "%YAML 1.2", "a second `%YAML` for one document", "remove the line"),
    ("%TAG !a! x\n%TAG !a! y\n---\na: b", "%TAG !a! y", "a second `%TAG` for one document", "remove the line"),
    ("%TAG !\n---\na: b", "%TAG !", "a `%TAG` has a handle and a prefix", "write `%TAG !handle! prefix`, or remove the line"),
    ("%YAML x\n---\na", "%YAML x", "this directive is not one that YAML knows", "write `%YAML 1.2`, or remove the line"),
    ("? a\nb", "b", "`b` is a key without `:`", "write `key: value`, with a blank after the colon"),
    ("a: >\n\tb", "\t", "a tab is used as indentation, which YAML forbids", "indent with spaces"),
    ("a: |\n\tSELECT", "\t", "a tab is used as indentation, which YAML forbids", "indent with spaces"),
    ("a: {{ x }}-y", "-y", "unexpected `-y` after the closing `}`", "quote the whole value, so that it is one text"),
    ("a: [a: b: c]", ":", "expected `,` or `]` before `:`", "separate the entries with commas, and quote a text that holds `:` or a bracket"),
    ("a: b #c\n  d", "d", "`d` cannot go on with the text above, which a comment ended", "quote a text that holds ` #`, or move the comment"),
    ("{\"a\": 1 \"b\": 2}", ":", "expected `,` or `}` before `:`", "separate the entries with commas, and quote a text that holds `:` or a bracket"),
    ("{a: 1}}", "}", "unexpected `}`: no bracket is open that it could close", "remove it, or quote the value if it is a text"),
    ("{'a': 1", "{", "the `{` opened here is never closed", "close it with `}`"),
    ("[1, 2]]", "]", "unexpected `]`: no bracket is open that it could close", "remove it, or quote the value if it is a text"),
    ("a: 'b\n--- c'", "'", "the quote ' opened here is not closed before `---`", "close it with '"),
    ("a: \"b\n... \nc\"", "\"", "the quote \" opened here is not closed before `...`", "close it with \""),
    ("a: b\n b: c\n  d: e", "b", "a key cannot stand here: `b` is part of the text above", "indent it as its siblings, or end the line above with its key and `:`"),
    ("a: &b', c", ",", "unexpected `,`", "quote the value"),
    ("\"a\" b: c", "b", "unexpected `b` after the closing \"", "write a quote inside the text as \\\", or quote the whole value"),
    ("a: {x: ${Y}-z}", "${Y}", "`${Y}` stands between brackets without quotes", "quote the value"),
    ("a: b: ", ":", "a second `:` in the value `b:`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("a : b : c", ":", "a second `:` in the value `b :`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("a: http://x: y", ":", "a second `:` in the value `http://x:`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("a: 10:30: x", ":", "a second `:` in the value `10:30:`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("a: \"x\": y", ":", "a second `:` in the value `\"x\":`", "quote the value if the `:` belongs to it; a nested key goes on a line of its own"),
    ("- a\n  b: c", "b", "a key cannot stand here: `b` is part of the text above", "indent it as its siblings, or end the line above with its key and `:`"),
    ("*a : b", "*a", "the alias `*a` names no anchor above it", "define the anchor with `&` before it, or quote the value if it is a text"),
    ("a: &x &y b", "&y", "unexpected `&y`", "quote the value"),
    ("a: !!str !!int b", "!!int", "unexpected `!!int`", "quote the value"),
    ("a: [*x]", "*x", "the alias `*x` names no anchor above it", "define the anchor with `&` before it, or quote the value if it is a text"),
    ("<<: *x", "*x", "the alias `*x` names no anchor above it", "define the anchor with `&` before it, or quote the value if it is a text"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "message", "hint"), BROKEN)
def test_a_fault_is_told_in_our_words_at_the_text_to_blame(text, span, message, hint):
    found = problem(text)
    assert found.message == message
    assert text[found.span.start : found.span.end] == span
    assert found.hint == hint
    assert not LEAKS.search(f"{found.message} {found.hint} {found.label}")


@pytest.mark.parametrize(
    ("text", "label", "span"),
    [
        ("a:\n  b: c\n d: e", "the mapping starts here", "a"),
        ("- a\nb: c", "the list starts here", "-"),
        ("a: [b, c}", "the `[` opened here is not closed", "["),
        ("a: {b: c\nd: e", "the next key", "d"),
        ("a: b\n  c: d", "the text begins here", "a: b"),
        ('a: "b\nc: "d"\n', "the text begins here", '"'),
        ("a: b #c\n  d", "the comment", "#c"),
        ("a: {b: c\n\n# x\n  d: e", "the next key", "d"),
    ],
)
def test_a_second_place_explains_the_first(text, label, span):
    found = problem(text)
    assert found.label_span is not None
    assert (found.label, text[found.label_span.start : found.label_span.end]) == (label, span)


@pytest.mark.parametrize("eol", ["\r\n", "\r"])
def test_line_breaks_change_nothing(eol):
    found = problem(f"# x{eol}a:b{eol}{eol}# y{eol}c: d{eol}")
    assert (found.message, found.span.start) == ("no blank after the colon in `a:b`", 3 + len(eol))


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a: b\x07c", "FL001", "the character U+0007 is not allowed in YAML"),
        ("a: b\0c", "FL001", "the character U+0000 is not allowed in YAML"),
        ("a: \ud800", "FL001", "the character U+D800 is not allowed in YAML"),
        ("a: \ufffe", "FL001", "the character U+FFFE is not allowed in YAML"),
        ("{}\u2028", "FL001", "unexpected character U+2028"),
        ("a: 'b'\x85\nc: d", "FL001", "unexpected character U+0085 after the closing '"),
        ("a: [[d]\u2028]\n", "FL001", "expected `,` or `]` before the character U+2028"),
        ("a:\n\tb: c", "FL005", "a tab is used as indentation, which YAML forbids"),
    ],
)
def test_characters_are_named(text, code, message):
    found = problem(text)
    assert (found.code, found.message) == (code, message)


@pytest.mark.parametrize(
    "text",
    ["a:b", "a: b:c", "a: 10:30", "a: &x", "a: {b c}", "a: b\n...\nc: d", "a: |2\n    b", ": b",
     "a: b\"c", "a: it's", "%FOO\n---\na: b", "a: {a: 1,}", "a: ''''", "a: \"\\/\"", "a: b #c: d",
     "a: [b,\n\n c]", "a: {? b}", "a: -1", "a: ?x", "a: x%", "a: b@c"],
)  # fmt: skip
def test_what_is_yaml_is_no_problem(text):
    assert read(Source("a.yaml", text)).problem is None


@pytest.mark.parametrize(
    "error", [ValueError, IndexError, AssertionError, RecursionError, YAMLError]
)
def test_what_breaks_the_library_is_told_without_the_name_of_its_error(error, monkeypatch):
    def broken(text: str) -> None:
        raise error("'bool' object is no Mark")

    monkeypatch.setattr(yaml_scanner, "events", broken)
    assert problem("%YAML 1.2\n---\na: b").message == "this YAML cannot be read"


PIECES = st.sampled_from(
    ["\n", " ", "  ", "\t", ":", ": ", "-", "- ", "'", '"', "{", "}", "[", "]", ",", "#", " #", "&",
     "*", "!", "|", ">", "%", "@", "`", "\\", "?", "? ", "---\n", "...\n", "<<: ", "*x", "&x ",
     "!!str ", "!<", "\\x", "\\U", "\r", "\0", "\x1b", "\ud800", "\ufeff", "\u2028", "\x85", "漢",
     "%YAML 1.1\n", "%TAG ! x\n", "%", "|0", ">-3", "{{ x }}", "${X}"],
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), PIECES), min_size=1, max_size=4),
    st.booleans(),
)
@example([(0.0, 0, "\ufeff"), (1.0, 0, "'")], True)
@example([(0.99, 9, "")], False)
def test_no_mutation_crashes_or_leaks_a_parsers_words(mutations, whole):
    text = GOOD if whole else GOOD[:300]
    for where, dropped, piece in mutations:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + dropped :]
    check_mutation(text)


@settings(max_examples=400)
@given(st.lists(PIECES | st.sampled_from(["a", "b: c", "x"]), max_size=9).map("".join))
def test_no_scrap_crashes_or_leaks_a_parsers_words(text):
    check_mutation(text)


def check_mutation(text: str) -> None:
    tree = read(Source("a.yaml", text))
    for comment in tree.comments:
        assert text[comment.span.start : comment.span.end] == comment.text
    found = tree.problem
    if found is None:
        for document in tree.documents:
            for node in document.root.walk(500):
                assert 0 <= node.span.start <= node.span.end <= len(text)
                assert 0 <= node.whole_span.start <= node.whole_span.end <= len(text)
                if node.kind == "scalar":
                    assert node.source_map.exact
        return
    said = f"{found.message} {found.hint} {found.label}"
    assert not LEAKS.search(re.sub(r"`[^`]*`", "", said)), (text, said)
    assert 0 <= found.span.start <= found.span.end <= len(text)
    assert found.message[0].islower() or found.message[0] in "`'\""
    assert not found.message.endswith(".")
    assert len(found.message) < 200
    if found.label_span is not None:
        assert 0 <= found.label_span.start <= found.label_span.end <= len(text)


def test_a_broken_file_has_one_finding():
    outcome = run(GOOD.replace("kind: STATEFUL", "kind: STATEFUL: x", 1), load())
    [hit] = [Hit(finding) for finding in outcome.findings]
    assert (hit.code, hit.text) == ("FL001", ":")
