"""Reports: frames as people see them, contracts as tools read them, and that all agree."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flinklint.finding import Edit, Finding, Label, Severity
from flinklint.report import FORMATS, renderer
from flinklint.report.record import Record
from flinklint.source import Source, Span


def finding(
    text: str,
    part: str,
    *,
    name: str = "jobs/orders.yaml",
    message: str = "it is wrong",
    **more: object,
) -> Finding:
    source = Source(name, text)
    at = text.index(part)
    values: dict[str, object] = {
        "code": "FL401", "name": "parallelism", "severity": Severity.ERROR,
        "url": "https://flinklint.dev/rules/fl401-parallelism",
    }  # fmt: skip
    return Finding(message, source, Span(at, at + len(part)), **{**values, **more})  # type: ignore[arg-type]


def text(*findings: Finding, colour: bool = False) -> str:
    return renderer("text")(Record(list(findings), 1), colour)


def frame(*findings: Finding) -> list[str]:
    """The lines of the code frame: what stands between the place and the page."""
    lines = text(*findings).splitlines()
    start = next(i for i, line in enumerate(lines) if "-->" in line)
    end = next(i for i, line in enumerate(lines) if "docs: flinklint explain" in line)
    return lines[start + 1 : end]


def test_a_finding_is_shown_whole():
    shown = finding(
        "kind: Deployment\nspec:\n  parallelism: 0\n",
        "0",
        message="parallelism is 0, less than the minimum of 1",
        hint="write 1 or more",
        context='deployment "orders"',
    ).fix("write 1", [Edit(Source("x", ""), Span(0, 0), "1")], safe=True)
    assert text(shown) == (
        "error[FL401 parallelism]: parallelism is 0, less than the minimum of 1\n"
        ' --> jobs/orders.yaml:3:16  (deployment "orders")\n'
        "  |\n"
        "3 |   parallelism: 0\n"
        "  |                ^ write 1 or more\n"
        "  = fix: write 1\n"
        "  = docs: flinklint explain FL401\n"
        "\n"
    )


def test_a_long_hint_stands_below_the_frame():
    hint = "write a number of parallel instances that the cluster can really carry out"
    lines = text(finding("a: b\n", "b", hint=hint)).splitlines()
    assert lines[-3:-1] == [f"  = hint: {hint}", "  = docs: flinklint explain FL401"]


@pytest.mark.parametrize(
    ("source", "part", "expected"),
    [
        ("a: b\n", "b", ["  |", "1 | a: b", "  |    ^"]),
        ("名前: 値です # x\n", "値です", ["  |", "1 | 名前: 値です # x", "  |       ^^^^^^"]),
        ("a: ｶﾅ x\n", "x", ["  |", "1 | a: ｶﾅ x", "  |       ^"]),
        ("a: 😀 x\n", "x", ["  |", "1 | a: 😀 x", "  |       ^"]),
        ("e\u0301: x\n", "x", ["  |", "1 | e\u0301: x", "  |    ^"]),
        ("\ta: x\n", "x", ["  |", "1 |     a: x", "  |        ^"]),
        ("a:\tx\n", "x", ["  |", "1 | a:    x", "  |       ^"]),
        ("a:\tx\n", "\t", ["  |", "1 | a:    x", "  |   ^^^^"]),
        ("\ufeffa: x\n", "x", ["  |", "1 | a: x", "  |    ^"]),
        ("a: x\r\nb: y\r\n", "y", ["  |", "2 | b: y", "  |    ^"]),
        ("a: x\rb: y\r", "y", ["  |", "2 | b: y", "  |    ^"]),
        ("a: \x1b[31mx\n", "x", ["  |", "1 | a: ␛[31mx", "  |         ^"]),
        ("a: \u202ex\n", "x", ["  |", "1 | a: <U+202E>x", "  |            ^"]),
        ("a: \u200b\u200dx\n", "x", ["  |", "1 | a: \u200b\u200dx", "  |    ^"]),
        ("a: b\n  c\n  d\n", "b\n  c", ["  |", "1 | a: b", "  |    ^"]),
        ("a: b\n", "\n", ["  |", "1 | a: b", "  |     ^"]),
    ],
)
def test_carets_stand_under_the_text(source, part, expected):
    assert frame(finding(source, part)) == expected


@pytest.mark.parametrize("header", [">-", "|", "|2-", ">+  # folded"])
@pytest.mark.parametrize("blank", ["", "\n", "  \n\n"])
def test_of_a_block_its_first_line_is_shown(header, blank):
    block = f"{header}\n{blank}   one two \n   three\n"
    shown = finding(f"a: {block}b: c\n", block, hint="write it")
    line = 2 + blank.count("\n")
    assert text(shown).splitlines()[1] == " --> jobs/orders.yaml:1:4"
    assert frame(shown) == [
        "  |", f"1 | a: {header}", *(["..."] if blank else []), f"{line} |    one two",
        "  |    ^^^^^^^ write it",
    ]  # fmt: skip


@pytest.mark.parametrize("block", [">-\n", "|\n\n"])
def test_of_an_empty_block_its_head_is_shown(block):
    assert frame(finding(f"a: {block}", block))[1:] == [
        f"1 | a: {block.strip()}",
        "  |    " + "^" * len(block.strip()),
    ]


def test_the_place_at_the_end_of_the_file_can_be_shown():
    shown = finding("a: b\n", "a")
    assert frame(shown.at(Span(5, 5))) == ["  |", "2 |", "  | ^"]
    assert frame(finding("x", "x").at(Span(1, 1))) == ["  |", "1 | x", "  |  ^"]
    assert "empty.yaml:1:1" in text(finding("", "", name="empty.yaml"))


def test_labels_stand_in_the_order_of_their_lines():
    source = Source("a.yaml", "a: 1\nb: 2\nc: 3\n\nd: 4\ne: 5\n")
    shown = Finding("twice", source, Span(16, 17), code="FL1", name="x", hint="remove it")
    shown = shown.label(Label(source, Span(0, 1), "first here")).label(
        Label(source, Span(19, 20), "here too")
    )
    assert text(shown).splitlines()[1:-2] == [
        " --> a.yaml:5:1",
        "  |",
        "1 | a: 1",
        "  | - first here",
        "...",
        "5 | d: 4",
        "  | ^ remove it",
        "  |    - here too",
    ]


def test_a_label_of_another_file_has_its_own_frame():
    other = Source("defaults.yaml", "\n\n\n\n\n\n\n\n\nstate: RUNNING\n")
    shown = finding("a: b\n", "b").label(Label(other, Span(9, 14), "set here"))
    assert text(shown).splitlines()[1:-2] == [
        "  --> jobs/orders.yaml:1:4",
        "   |",
        " 1 | a: b",
        "   |    ^",
        "  --> defaults.yaml:10",
        "   |",
        "10 | state: RUNNING",
        "   | ----- set here",
    ]


@pytest.mark.parametrize("where", [0, 70, 150, 300, 990])
def test_a_very_long_line_is_cut_around_the_place(where):
    line = "x" * where + "HERE" + "y" * (1000 - where)
    lines = frame(finding(line + "\n", "HERE"))
    assert max(map(len, lines)) < 140
    caret = lines[2].index("^")
    assert lines[1][caret : caret + 4] == "HERE"
    assert lines[2][caret:] == "^^^^"


def test_a_very_long_line_is_cut_around_the_place_with_wide_letters():
    line = "値" * 500 + "HERE" + "値" * 500
    lines = frame(finding(line, "HERE"))
    width = sum(2 if c == "値" else 1 for c in lines[1][: lines[1].index("HERE")])
    assert lines[2].index("^") == width


def test_a_label_far_away_on_a_long_line_is_still_told():
    line = "A: " + "x" * 500 + " HERE"
    shown = finding(line, "HERE")
    shown = shown.label(Label(shown.source, Span(0, 1), "the key"))
    lines = frame(shown)
    assert any("the key" in row for row in lines)
    assert max(map(len, lines)) < 160


def test_a_span_longer_than_the_window_ends_with_it():
    lines = frame(finding("a: " + "x" * 1000, "x" * 1000))
    assert max(map(len, lines)) < 140


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("colour", [False, True])
def test_control_characters_are_never_raw(name, colour):
    nasty = "\x1b[2J\x07\x00\u202e\u2066\x9b31m\u2028\x85\x7f"
    shown = finding(f"a: {nasty}\n", nasty, name=f"n{nasty}.yaml", message=f"m {nasty}",
                    hint=f"h {nasty}", context=nasty)  # fmt: skip
    shown = shown.label(Label(shown.source, shown.span, nasty))
    shown = shown.fix(nasty, [Edit(shown.source, shown.span, nasty)], safe=False)
    out = renderer(name)(Record([shown], 1), colour)
    out = re.sub(r"\x1b\[[0-9;]*m", "", out) if colour and name == "text" else out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066\u2028]", out), out


def test_a_newline_in_a_message_does_not_break_a_line_format():
    shown = finding("a: b\n", "b", message="one\ntwo\r\nthree", name="a\nb.yaml")
    for name in ("concise", "jsonl", "github"):
        assert renderer(name)(Record([shown], 1), False).count("\n") == 1


def test_colour_changes_nothing_but_colour():
    shown = finding("a: b\n", "b", hint="h").label(Label(Source("o", "x"), Span(0, 1), "l"))
    coloured = text(shown, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(shown)
    for name in set(FORMATS) - {"text"}:
        assert "\x1b" not in renderer(name)(Record([shown], 1), True)


def test_the_json_report_is_the_contract():
    source = Source("a.yaml", "a: 1\nb: 値 x\n")
    shown = Finding(
        "it is wrong", source, Span(8, 9), 2, "/b", "FL401", "parallelism", Severity.WARNING,
        hint="do this", url="https://flinklint.dev/rules/fl401-parallelism",
    )  # fmt: skip
    shown = shown.fix("write 2", [Edit(source, Span(8, 9), "2")], safe=False)
    out = renderer("json")(Record([shown], 3), False)
    assert json.loads(out) == {
        "version": "1",
        "findings": [
            {
                "code": "FL401", "name": "parallelism", "severity": "warning",
                "message": "it is wrong", "file": "a.yaml", "line": 2, "column": 4,
                "end_line": 2, "end_column": 5, "document": 2, "path": "/b", "hint": "do this",
                "url": "https://flinklint.dev/rules/fl401-parallelism",
                "fixes": [{
                    "title": "write 2", "safe": False,
                    "edits": [{"file": "a.yaml", "start": 8, "end": 9, "text": "2"}],
                }],
            }
        ],
        "summary": {"files": 3, "error": 0, "warning": 1, "info": 0},
    }  # fmt: skip
    assert list(json.loads(out)["findings"][0]) == [
        "code", "name", "severity", "message", "file", "line", "column", "end_line", "end_column",
        "document", "path", "hint", "url", "fixes",
    ]  # fmt: skip
    assert out.isascii()


def test_an_empty_report_is_whole():
    record = Record([], 0)
    assert json.loads(renderer("json")(record, False))["findings"] == []
    assert [renderer(name)(record, False) for name in ("text", "concise", "jsonl", "github")] == (
        [""] * 4
    )


@pytest.mark.parametrize(
    ("counts", "files", "line"),
    [
        ([], 0, "0 files checked: nothing found"),
        ([Severity.ERROR], 1, "1 file checked: 1 error"),
        ([Severity.INFO, Severity.ERROR, Severity.ERROR], 2, "2 files checked: 2 errors, 1 info"),
        ([Severity.WARNING] * 2 + [Severity.INFO] * 2, 2, "2 files checked: 2 warnings, 2 infos"),
    ],
)
def test_the_summary_counts(counts, files, line):
    shown = [finding("a", "a", severity=severity) for severity in counts]
    assert Record(shown, files).summary_line() == line


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_github_gets_workflow_commands(severity, level):
    shown = finding("a: b%,\n", "b%,", severity=severity, message="50% of: a, b", hint="x\ny",
                    name="a,b:c%.yaml")  # fmt: skip
    assert renderer("github")(Record([shown], 1), False) == (
        f"::{level} file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=4,endColumn=7,"
        "title=FL401 parallelism::50%25 of: a, b (x%0Ay)\n"
    )


@settings(max_examples=150)
@given(
    st.text(alphabet="ab:\t\r\n '\"値😀\u0301\ufeff\u2028\x85", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=4),
)
def test_all_formats_tell_the_same_places(source_text, spans):
    source = Source("a.yaml", source_text)
    shown = []
    for number, (start, length) in enumerate(spans):
        start = min(start, len(source_text))
        span = Span(start, min(start + length, len(source_text)))
        severity = list(Severity)[number % 3]
        shown.append(Finding(f"m{number}", source, span, 1, "", f"FL{number}", "n", severity))
    out = {name: renderer(name)(Record(shown, 1), False) for name in FORMATS}
    rows = json.loads(out["json"])["findings"]
    expected = [(row["code"], row["line"], row["column"]) for row in rows]
    assert [json.loads(line) for line in out["jsonl"].splitlines()] == rows
    concise = re.findall(r"^a\.yaml:(\d+):(\d+): (FL\d) \w+ m\d$", out["concise"], re.M)
    assert [(code, int(line), int(column)) for line, column, code in concise] == expected
    github = re.findall(
        r"^::\w+ file=a.yaml,line=(\d+),endLine=(\d+),col=(\d+),endColumn=(\d+),title=(FL\d) n::m\d$",
        out["github"], re.M,
    )  # fmt: skip
    assert [(code, int(line), int(column)) for line, _, column, _, code in github] == expected
    assert [(int(end), int(last)) for _, end, _, last, _ in github] == [
        (row["end_line"], row["end_column"]) for row in rows
    ]
    headings = re.findall(r"^\w+\[(FL\d) n\]: m\d\n *--> a\.yaml:(\d+):(\d+)$", out["text"], re.M)
    assert [(code, int(line), int(column)) for code, line, column in headings] == expected
    for row in rows:
        assert (row["line"], row["column"]) <= (row["end_line"], row["end_column"])
