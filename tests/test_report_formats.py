"""Reports for machines: what their standards ask, and that all tell of the same places."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from installed import ROOT
from support import run

from flinklint import __version__
from flinklint.finding import Edit, Finding, Label, Severity, apply_edits
from flinklint.fingerprint import fingerprints
from flinklint.report import FORMATS, renderer
from flinklint.report.output import Output, OutputError, outputs, write_files
from flinklint.report.record import Record
from flinklint.rule import Rule, load
from flinklint.source import BOM, Source, Span

DATA = Path(__file__).parent / "data" / "report"
SCRIPT = Path(sys.executable).with_name("flinklint")
SAMPLE = (ROOT / "docs" / "sample" / "orders.yaml").read_text(encoding="utf-8")
GOOD = (ROOT / "examples" / "sql" / "orders-by-minute.yaml").read_text(encoding="utf-8")
FILES = {"sarif": "report.sarif", "junit": "report.xml", "gitlab": "report.json",
         "markdown": "report.md"}  # fmt: skip

TELL_PLACES = [name for name in FORMATS if name != "statistics"]

RULE = Rule(
    "FL401", "parallelism", Severity.WARNING, "the page", "Deployment", lambda _: iter(()),
    "A job's `parallelism` is less than 1.\n\n## Why\nNothing runs.",
)  # fmt: skip
CRASH = Rule(
    "FL099", "internal-error", Severity.ERROR, "itself", "Crash", lambda _: iter(()), "A rule failed."
)  # fmt: skip


def at(source: Source, part: str) -> Span:
    start = source.text.index(part)
    return Span(start, start + len(part))


def finding(
    text: str, part: str, message: str = "it is wrong", name: str = "jobs/a.yaml", **more: object
) -> Finding:
    source = Source(name, text)
    values = {"code": "FL401", "name": "parallelism", "severity": Severity.ERROR,
              "url": "https://flinklint.dev/rules/fl401-parallelism", **more}  # fmt: skip
    return Finding(message, source, at(source, part), **values)  # type: ignore[arg-type]


def report(name: str, record: Record) -> str:
    return renderer(name)(record, False)


def sarif(*findings: Finding, **more: Any) -> dict[str, Any]:
    """The one run of the SARIF report."""
    log = json.loads(report("sarif", Record(list(findings), 1, **more)))
    [found] = log["runs"]
    assert isinstance(found, dict)
    return found


def sample() -> Record:
    """Findings of every kind in three files, one of which is clean."""
    orders = Source("jobs/orders.yaml", "名前: 値\r\nspec:\r\n\tparallelism: 0 # <b>|\r\n")
    defaults = Source("my defaults/ü.yaml", "state: RUNNING\nspec: |\n  one\n  two\n")
    url = "https://flinklint.dev/rules/fl401-parallelism"
    first = Finding(
        "`0` is less than `1`", orders, at(orders, "0"), 1, "/spec/parallelism", "FL401",
        "parallelism", Severity.ERROR, "write `1` or more", url, context='deployment "値"',
    ).label(Label(defaults, at(defaults, "RUNNING"), "started by this"))  # fmt: skip
    first = first.fix("write 1", [Edit(orders, at(orders, "0"), "1")], safe=True)
    first = first.fix(
        "stop it",
        [Edit(defaults, at(defaults, "RUNNING"), "CANCELLED"), Edit(orders, at(orders, "0"), "1")],
        safe=False,
    )
    second = Finding(
        "`a|b` & <script>", defaults, at(defaults, "one\n  two"), 2, "/spec", "X1", "own-rule",
        Severity.INFO,
    )  # fmt: skip
    names = ("jobs/clean.yaml", "jobs/orders.yaml", "my defaults/ü.yaml")
    return Record([first, second], 3, names, (RULE,), exit_code=1)


# What the standards ask


def contract(name: str) -> Path:
    corpus = os.environ.get("FLINKLINT_CORPUS", "")
    path = Path(corpus).parent / "contracts" / name
    if not corpus or not path.is_file():
        pytest.skip(f"FLINKLINT_CORPUS names no folder with contracts/{name} beside it")
    return path


RECORDS = {
    "a sample": sample(),
    "nothing": Record([], 0),
    "clean files": Record([], 2, ("a.yaml", "b.yaml"), load()),
    "an unknown rule": Record([Finding("m", Source("a", ""), Span(0, 0))], 1),
    "a crash": Record([finding("", "", code="FL099")], 1, rules=(CRASH,), exit_code=2),
    "odd characters": Record(
        [finding("a: \x00\x1b\ufffe\uffff\ud800]]>&<\n", "\x00\x1b\ufffe\uffff\ud800]]>&<",
                 "m \x00\x1b\ufffe\uffff\ud800 ]]> & <b> {0} [a](1)",
                 "n \x00\x1b\ufffe\ud800%:#?&<'\".yaml",
                 hint="\x0b")], 1,
    ),
    "a file outside": Record(
        [finding("a: b", "b", name="../x/a.yaml"), finding("a: b", "b", name="/y/a b.yaml")], 2,
        folder="/r/jobs", root="/r/jobs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_sarif_is_valid(record: Record) -> None:
    from jsonschema import Draft7Validator

    schema = json.loads(contract("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    errors = [error.message for error in validator.iter_errors(json.loads(report("sarif", record)))]
    assert errors == []


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_junit_is_valid(record: Record) -> None:
    import xmlschema

    schema = xmlschema.XMLSchema(str(contract("junit-10.xsd")))
    schema.validate(report("junit", record))


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_sarif_holds_what_services_need(record: Record) -> None:
    log = json.loads(report("sarif", record))
    assert log["version"] == "2.1.0"
    [found] = log["runs"]
    assert found["columnKind"] == "unicodeCodePoints"
    assert len(found["results"]) == len(record.findings)
    assert "automationDetails" not in found
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("flinklint", __version__)
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == rule["shortDescription"]["text"].strip()
    [invocation] = found["invocations"]
    assert invocation["executionSuccessful"] is (invocation["exitCode"] != 2)
    for result in found["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        [location] = result["locations"]
        address = location["physicalLocation"]["artifactLocation"]
        if address["uri"].startswith("file:///"):
            assert "uriBaseId" not in address
        else:
            assert address["uriBaseId"] == "%SRCROOT%"
            assert not re.search(r"[^\w.~%/-]|%[^0-9A-F]|^/", address["uri"], re.ASCII)
        assert {"location": address, "roles": ["analysisTarget"]} in found["artifacts"]
        region = location["physicalLocation"]["region"]
        assert min(region.values()) >= 1


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_junit_counts_what_it_holds(record: Record) -> None:
    suites = ElementTree.fromstring(report("junit", record))
    [suite] = suites
    cases = list(suite)
    assert (suites.tag, suite.tag, {case.tag for case in cases} | {"testcase"}) == (
        "testsuites", "testsuite", {"testcase"},
    )  # fmt: skip
    for element in (suites, suite):
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(len(suite.findall("testcase/failure")))
        assert element.get("errors") == str(len(suite.findall("testcase/error")))
    assert len({case.get("name") for case in cases}) == len(cases)
    assert sum(len(case) for case in cases) <= len(cases)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_gitlab_has_every_field_that_is_required(record: Record) -> None:
    entries = json.loads(report("gitlab", record))
    assert len(entries) == len(record.findings)
    for entry in entries:
        assert all(isinstance(entry[key], str) for key in ("description", "check_name"))
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(entry["location"]["path"], str)
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


@pytest.mark.parametrize("name", FILES)
def test_the_sample_is_reported_as_it_was(name: str) -> None:
    text = report(name, sample()).replace(f'ersion": "{__version__}"', 'ersion": "<version>"')
    assert text == (DATA / FILES[name]).read_text(encoding="utf-8")


def test_sarif_has_the_page_of_a_rule() -> None:
    [rule] = sarif(finding("a: b", "b"), rules=(RULE,))["tool"]["driver"]["rules"]
    assert rule["help"] == {"text": RULE.doc, "markdown": RULE.doc}
    assert rule["shortDescription"]["text"] == "A job's parallelism is less than 1."
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "warning"}
    assert rule["helpUri"] == "https://flinklint.dev/rules/fl401-parallelism"


def test_sarif_links_nothing_that_a_value_writes() -> None:
    [result] = sarif(finding("a", "a", "[x](1) {0} ROW<a[1]>"))["results"]
    assert result["message"]["text"] == r"\[x\](1) {0} ROW<a[1]>"


def test_sarif_says_no_fix_that_it_cannot() -> None:
    mark = Source("a.yaml", f"{BOM}a: b")
    shown = Finding("m", mark, Span(0, 1), code="FL005")
    shown = shown.fix("remove the mark", [Edit(mark, Span(0, 1), "")], safe=True)
    [result] = sarif(shown)["results"]
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("severities", "fail_on", "element"),
    [
        (["error"], "error", "failure"),
        (["warning"], "error", "system-out"),
        (["warning"], "warning", "failure"),
        (["info", "warning"], "warning", "failure"),
        (["info"], "warning", "system-out"),
        (["info"], "info", "failure"),
    ],
)
def test_a_junit_test_fails_where_the_run_does(
    severities: list[str], fail_on: str, element: str
) -> None:
    shown = [finding("a", "a", severity=Severity(severity)) for severity in severities]
    text = report("junit", Record(shown, 1, fail_on=Severity(fail_on)))
    [child] = ElementTree.fromstring(text).findall("testsuite/testcase/*")
    assert child.tag == element
    if element == "failure":
        assert child.get("message") == ", ".join(f"1 {name}" for name in reversed(severities))
        assert child.get("type") == severities[-1]


def test_junit_calls_a_fault_of_flinklint_an_error() -> None:
    [child] = ElementTree.fromstring(report("junit", RECORDS["a crash"])).findall(".//testcase/*")
    assert child.tag == "error"


# Markdown


def cells(text: str) -> list[list[str]]:
    """The rows of the one table as a reader of Markdown renders them, tags and all."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not there")
    page = markdown_it.MarkdownIt("commonmark").enable("table").render(text)
    assert page.count("<table>") <= 1
    rows = re.findall(r"<tr>\n(.*?)</tr>", page, re.DOTALL)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


NASTY = [
    "a|b", "\\|", "a\\", "``", "`a`", "<img src=x onerror=alert(1)>", "&lt;", "**a** _b_ ~~c~~",
    "[a](http://x)", "![a](http://x)", "http://x.yz", "www.x.yz", "# a", "a\nb", "a\r\n\r\n| b",
    "--- | ---", "<!--", "${x} $y$", "@team #1", "</code></td>", "\u2028|",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("quoted", [True, False])
def test_no_value_breaks_the_table(text: str, quoted: bool) -> None:
    message = f"`{text}` is wrong" if quoted else text
    shown = finding("a: b", "b", message, f"jobs/{text}.yaml", hint=text)
    header, row = cells(report("markdown", Record([shown], 1)))
    assert header == ["Severity", "Place", "Rule", "Finding"]
    assert len(row) == 4
    tags = set(re.findall(r"<[^>]*>", "".join(row)))
    page = '<a href="https://flinklint.dev/rules/fl401-parallelism">'
    assert tags <= {"<code>", "</code>", "<br>", page, "</a>"}


def test_an_address_that_is_none_is_no_link() -> None:
    for url in ("javascript:alert(1)", "https://x) | <b>", ""):
        _, row = cells(report("markdown", Record([finding("a", "a", url=url)], 1)))
        assert row[2] == "FL401 parallelism"


def test_very_many_findings_leave_the_worst() -> None:
    shown = [finding("a", "a", severity=Severity.INFO) for _ in range(1200)]
    shown.append(finding("a", "a", severity=Severity.ERROR))
    text = report("markdown", Record(shown, 1))
    rows = cells(text)[1:]
    assert len(rows) == 1000
    assert [row[0] for row in rows].index("error") == 999
    assert "\n201 more are not shown.\n" in text


# All formats tell of the same places


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Counted by hand, in characters; a byte order mark has no column."""
    line = column = 1
    for index, character in enumerate(text[:offset]):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 1
        elif character != BOM or index:
            column += 1
    return line, column


Place = tuple[str, tuple[int, int], tuple[int, int]]


def place(source: Source, span: Span) -> Place:
    return (
        source.name, line_and_column(source.text, span.start), line_and_column(source.text, span.end)
    )  # fmt: skip


def region(location: dict[str, Any]) -> Place:
    physical = location["physicalLocation"]
    part = physical["region"]
    return (
        unquote(physical["artifactLocation"]["uri"]),
        (part["startLine"], part["startColumn"]),
        (part["endLine"], part["endColumn"]),
    )


def places(name: str, text: str) -> Iterator[Any]:
    """What a report tells of: code and place of each finding, the end only where it is told."""
    if name == "sarif":
        for result in json.loads(text)["runs"][0]["results"]:
            yield (result["ruleId"], *region(result["locations"][0]))
    elif name == "gitlab":
        for entry in json.loads(text):
            found = entry["location"]
            start, end = found["positions"]["begin"], found["positions"]["end"]
            assert found["lines"] == {"begin": start["line"], "end": end["line"]}
            place = (start["line"], start["column"]), (end["line"], end["column"])
            yield (entry["check_name"], found["path"], *place)
    elif name in ("json", "jsonl"):
        rows = (
            json.loads(text)["findings"] if name == "json" else map(json.loads, text.splitlines())
        )
        for row in rows:
            start, end = (row["line"], row["column"]), (row["end_line"], row["end_column"])
            yield row["code"], row["file"], start, end
    elif name == "github":
        pattern = (
            r"^::\w+ file=(.*?),line=(\d+),endLine=(\d+),col=(\d+),endColumn=(\d+),title=(\S+)"
        )
        for file, line, last, column, end, code in re.findall(pattern, text, re.MULTILINE):
            yield code, file, (int(line), int(column)), (int(last), int(end))
    else:
        if name == "junit":
            elements = ElementTree.fromstring(text).findall(".//testcase/*")
            text = "".join(element.text or "" for element in elements)
        pattern, order = {
            "concise": (r"^(.*):(\d+):(\d+): (FL\d+) ", (3, 0, 1, 2)),
            "markdown": (r"^\| \w+ \| <code>(.*):(\d+):(\d+)</code> \| (FL\d+) ", (3, 0, 1, 2)),
        }.get(name, (r"^\w+\[(FL\d+) .*\n *--> (.*?):(\d+):(\d+)(?:  \(.*)?$", (0, 1, 2, 3)))
        for match in re.findall(pattern, text, re.MULTILINE):
            code, file, line, column = (match[number] for number in order)
            yield code, file, (int(line), int(column))


TEXTS = st.text(alphabet="ab:\t\r\n '\"値😀\u0301\ufeff\u2028\x85|<", max_size=50)
SPANS = st.tuples(st.integers(0, 60), st.integers(0, 30))


def span_in(source: Source, drawn: tuple[int, int]) -> Span:
    start = min(drawn[0], len(source.text))
    return Span(start, min(start + drawn[1], len(source.text)))


@st.composite
def records(draw: st.DrawFn) -> Record:
    sources = [Source(f"jobs/{number}.yaml", draw(TEXTS)) for number in range(3)]
    shown = []
    for number in range(draw(st.integers(0, 5))):
        source = draw(st.sampled_from(sources))
        made = Finding(
            f"m {number}", source, span_in(source, draw(SPANS)), draw(st.integers(1, 3)),
            f"/spec/{draw(st.integers(0, 2))}", f"FL{number % 3}", "n",
            draw(st.sampled_from(list(Severity))), draw(st.sampled_from(["", "do this"])),
        )  # fmt: skip
        for other in draw(st.lists(st.sampled_from(sources), max_size=2)):
            made = made.label(Label(other, span_in(other, draw(SPANS)), "because"))
        edits = [
            Edit(source, span_in(source, drawn), draw(TEXTS))
            for drawn in draw(st.lists(SPANS, max_size=2))
        ]
        shown.append(made.fix("change it", edits, safe=draw(st.booleans())) if edits else made)
    shown.sort(key=lambda made: made.source.name)
    return Record(shown, 3, tuple(source.name for source in sources))


@settings(max_examples=150)
@given(records())
def test_all_formats_tell_of_the_same_places(record: Record) -> None:
    expected = [(made.code, *place(made.source, made.span)) for made in record.findings]
    for name in TELL_PLACES:
        found = list(places(name, report(name, record)))
        ends = all(len(row) == 4 for row in found)
        assert ends or name in ("text", "concise", "junit", "markdown")
        assert found == [row if ends else row[:3] for row in expected], name


def offset(text: str, where: tuple[int, int]) -> int:
    """The inverse of `line_and_column`, past the byte order mark."""
    offsets = [at for at in range(len(text) + 1) if line_and_column(text, at) == where]
    return max(offsets)


@settings(max_examples=150)
@given(records())
def test_sarif_tells_of_labels_and_fixes_exactly(record: Record) -> None:
    results = json.loads(report("sarif", record))["runs"][0]["results"]
    for made, result in zip(record.findings, results, strict=True):
        related = result.get("relatedLocations", [])
        assert [region(location) for location in related] == [
            place(label.source, label.span) for label in made.labels
        ]
        for fix, shown in zip(made.fixes, result.get("fixes", []), strict=False):
            if any(BOM in edit.source.slice(edit.span) for edit in fix.edits):
                continue
            assert shown["properties"] == {"safe": fix.safe}
            text = made.source.text
            [change] = shown["artifactChanges"]
            assert unquote(change["artifactLocation"]["uri"]) == made.source.name
            edits = []
            for replacement in change["replacements"]:
                _, start, end = region(
                    {"physicalLocation": {**change, "region": replacement["deletedRegion"]}}
                )
                span = Span(offset(text, start), offset(text, end))
                inserted = replacement["insertedContent"]["text"]
                edits.append(Edit(made.source, span, inserted))
            if not text.startswith(BOM):
                assert apply_edits(text, edits) == apply_edits(text, fix.edits)


# Fingerprints


def known_by(*findings: Finding) -> list[str]:
    return fingerprints(findings, lambda name: name)


BASE = finding("spec:\n  a: 0\n", "0", path="/spec/a")


@pytest.mark.parametrize(
    "other",
    [
        finding("# one\n\n# two\nspec:\n  a: 0\n", "0", path="/spec/a"),
        finding("spec:\r\n      a:    0\r\n", "0", path="/spec/a"),
        finding("spec:\n  a: 0\n", "0", path="/spec/a", document=2),
        finding(
            "spec:\n  a: 0\n", "0", "in other words", path="/spec/a", hint="h", name="jobs/a.yaml"
        ),
        finding("spec:\n  a: 0\n", "0", path="/spec/a", severity=Severity.INFO),
    ],
)
def test_a_finding_that_moves_is_the_same(other: Finding) -> None:
    assert known_by(other) == known_by(BASE)


@pytest.mark.parametrize(
    "other",
    [
        finding("spec:\n  a: 00\n", "00", path="/spec/a"),
        finding("spec:\n  a: 0\n", "0", path="/spec/b"),
        finding("spec:\n  a: 0\n", "0", path="/spec/a", code="FL402"),
        finding("spec:\n  a: 0\n", "0", path="/spec/a", name="jobs/b.yaml"),
    ],
)
def test_another_finding_is_another(other: Finding) -> None:
    assert known_by(other) != known_by(BASE)


def test_equal_findings_are_counted() -> None:
    twice = known_by(BASE, BASE)
    assert len(set(twice)) == 2
    assert twice[0] == known_by(BASE)[0]


def test_blanks_and_places_in_lists_do_not_count() -> None:
    one = finding("SELECT a\n  FROM b", "a\n  FROM", path="/x/3/sql")
    other = finding("SELECT a\r\n FROM b", "a\r\n FROM", path="/x/12/sql")
    assert known_by(one) == known_by(other)
    assert known_by(finding("a", "a", path="/x/v1")) != known_by(finding("a", "a", path="/x/v2"))


def test_a_secret_is_in_no_fingerprint() -> None:
    first = finding("pw: q7Zt1mC0", "q7Zt1mC0", path="/pw").hidden()
    second = finding("pw: other-one", "other-one", path="/pw").hidden()
    assert known_by(first) == known_by(second)
    pairs = [
        (made, Finding("m", made.source, made.span, code="FL1", path="/pw"))
        for made in (first, second)
    ]
    assert known_by(*pairs[0]) == known_by(*pairs[1])
    left_out = [
        fingerprints([other], lambda name: name, [secret]) for secret, other in pairs
    ]  # fmt: skip
    assert left_out[0] == left_out[1]


def test_a_report_makes_no_fingerprint_of_a_secret_that_it_leaves_out() -> None:
    made = []
    for value in ("q7Zt1mC0", "other-one"):
        other = finding(f"pw: {value}", value)
        [result] = sarif(other, left_out=(other.hidden(),))["results"]
        made.append(result["partialFingerprints"])
    assert made[0] == made[1]


def test_a_lone_surrogate_has_a_fingerprint() -> None:
    assert known_by(finding("a: \ud800", "\ud800")) != known_by(finding("a: \ud801", "\ud801"))


# Secrets


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("k5Xt1mC0wLr8", "k5Xt1mC0wLr8"),
        ("'k5Xt1m''C0wLr8'", "k5Xt1m'C0wLr8"),
        ('"k5Xt1m\\x430wLr8"', "k5Xt1mC0wLr8"),
        ('"k5Xt1m0wLr8', "k5Xt1m0wLr8"),
        ("qzx", "qzx"),
        ("|\n  k5Xt1mC0wLr8\n", "k5Xt1mC0wLr8"),
        ("|\n  k5Xt1mC0wLr8\n  second-line\n", "second-line"),
    ],
)
def test_no_format_shows_a_secret(name: str, shown: bool, written: str, value: str) -> None:
    source = Source("a.yaml", f"pw: {written} # x\nb: 1\n")
    span = at(source, written)
    secret = Finding(
        "the value of `pw` is a secret", source, span, code="FL802", name="n",
        severity=Severity.WARNING,
    ).hidden().fix("quote it", [Edit(source, span, f'"{value}"')], safe=True)  # fmt: skip
    other = (
        Finding(f"`{value}` is no number", source, span, code="FL1", name="o", hint=f"not {value}")
        .label(Label(source, span, f"{value} here"))
        .fix(f"drop {value}", [Edit(source, span, "1")], safe=True)
        .fix("keep it", [Edit(source, span, f"<{value}>")], safe=True)
    )
    near = Finding("m", source, at(source, "# x"), code="FL2", name="p").label(
        Label(source, span, f"see {value}")
    )
    findings = [*([secret] if shown else []), other, near]
    left_out = () if shown else (secret,)
    text = report(name, Record(findings, 1, rules=load(), left_out=left_out))
    assert value not in html.unescape(text)
    assert "********" in html.unescape(text) or name not in TELL_PLACES


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_what_a_rule_calls_a_secret(name: str) -> None:
    faulty = GOOD.replace(
        "flinkConfiguration:\n", "flinkConfiguration:\n        s3.secret-key: q8Xt1mC0\n"
    )
    outcome = run(faulty, load())
    assert any(made.secret for made in outcome.findings)
    assert "q8Xt1mC0" not in report(name, Record(outcome.findings, 1, rules=load()))


@pytest.mark.parametrize(("text", "kept"), [("hunter22", False), ("hunt2", True)])
def test_a_text_that_is_a_secret_elsewhere_is_kept_if_it_is_short(text: str, kept: bool) -> None:
    secret = finding(f"pw: {text}", text).hidden()
    other = finding(f"a: {text}", text, f"`{text}` is no number")
    assert (f"`{text}`" in report("concise", Record([secret, other], 1))) is kept
    assert (f"a: {text}" in report("text", Record([secret, other], 1))) is kept


# Which reports, and where to


@pytest.mark.parametrize(
    ("named", "printed", "expected"),
    [
        ([], None, [("text", None)]),
        ([], "json", [("json", None)]),
        (["json=-"], None, [("json", None)]),
        (["sarif=a.sarif"], None, [("sarif", "a.sarif"), ("text", None)]),
        (["sarif=a.sarif"], "github", [("sarif", "a.sarif"), ("github", None)]),
        (["sarif=a=b.sarif", "junit=b", "json=-"], None,
         [("sarif", "a=b.sarif"), ("junit", "b"), ("json", None)]),
    ],
)  # fmt: skip
def test_outputs_are_files_and_one_for_standard_output(
    named: list[str], printed: str | None, expected: list[tuple[str, str | None]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    made = [Output(name, Path(path) if path else None) for name, path in expected]
    assert outputs(named, printed) == made


@pytest.mark.parametrize(
    ("named", "printed", "said"),
    [
        (["json=-", "sarif=-"], None, "standard output takes one format, not json and sarif: name a file"),
        (["sarif=-"], "text", "standard output takes one format, not sarif and text: name a file"),
        (["sarif"], None, "`sarif` is no output; write FORMAT=PATH, such as sarif=out.sarif"),
        (["sarif="], None, "`sarif=` is no output; write FORMAT=PATH, such as sarif=out.sarif"),
        (["sarfi=x"], None, "`sarfi` is no format; did you mean `sarif`?"),
        (["checkstyle=x"], None, "`checkstyle` is no format; known are text, concise, json, jsonl, "
         "github, sarif, junit, gitlab, markdown, statistics"),
        (["sarif=no/out.sarif"], None, "no/out.sarif: there is no folder no"),
        (["sarif=."], None, ".: not a regular file; `-` is standard output"),
        (["sarif=/dev/null"], None, "/dev/null: not a regular file; `-` is standard output"),
        (["sarif=a", "json=./a"], None, "a: two formats for one file"),
    ],
)  # fmt: skip
def test_outputs_that_cannot_be_are_refused(
    named: list[str],
    printed: str | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as refused:
        outputs(named, printed)
    assert str(refused.value) == said


def test_a_character_that_no_file_can_hold_is_escaped(tmp_path: Path) -> None:
    wanted = [Output(name, tmp_path / name) for name in FORMATS]
    record = Record([finding("a: \ud800", "\ud800", name="\udcff.yaml", message="\ud800")], 1)
    write_files(record, wanted)
    assert all((tmp_path / name).read_text(encoding="utf-8") for name in FORMATS)


# The command


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), *arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one faulty job."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "orders.yaml").write_text(SAMPLE, encoding="utf-8")
    return tmp_path


def test_one_run_writes_all_reports(repository: Path) -> None:
    named = [f"--output={name}={name}.out" for name in FORMATS if name != "json"]
    done = command(repository, "check", "jobs", "--format", "json", *named)
    assert done.returncode == 1
    assert done.stderr == "1 file checked: 3 errors\n"
    expected = [row[:3] for row in places("json", done.stdout)]
    assert len(expected) == 3
    for name in set(FORMATS) - {"json"}:
        text = (repository / f"{name}.out").read_text(encoding="utf-8")
        text = re.sub(r"\[(FL\d+ [\w-]+)\]\([^)]*\)", r"\1", text) if name == "markdown" else text
        if name in TELL_PLACES:
            assert [row[:3] for row in places(name, text)] == expected, name
        alone = command(repository, "check", "jobs", "--format", name).stdout
        assert alone == (repository / f"{name}.out").read_text(encoding="utf-8"), name


def test_statistics_count_by_rule_the_most_frequent_first() -> None:
    one = finding("a: b", "b", code="FL002", severity=Severity.WARNING)
    other = finding("a: b", "b", code="FL001", severity=Severity.WARNING)
    worse = finding("a: b", "b", code="FL003")
    fixed = one.fix("change it", [Edit(one.source, one.span, "c")], safe=True)
    assert report("statistics", Record([other, worse, *([one] * 9), fixed], 1)) == (
        "10 found, 1 with a fix: warning FL002 parallelism\n"
        " 1 found, 0 with a fix: error FL003 parallelism\n"
        " 1 found, 0 with a fix: warning FL001 parallelism\n"
    )
    assert report("statistics", Record([], 1)) == ""


def test_statistics_are_a_switch_too(repository: Path) -> None:
    done = command(repository, "check", "jobs", "--statistics")
    assert (done.returncode, done.stdout.count(" with a fix: error FL")) == (1, 3)
    assert done.stdout == command(repository, "check", "jobs", "--format", "statistics").stdout
    done = command(repository, "check", "jobs", "--statistics", "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "leave one of them out" in done.stderr


@pytest.mark.parametrize("path", ["jobs/orders.yaml", "./jobs/../jobs/orders.yaml"])
def test_a_report_does_not_replace_a_file_that_was_checked(repository: Path, path: str) -> None:
    done = command(repository, "check", "jobs", "--output", "json=a.json", f"--output=sarif={path}")
    assert done.returncode == 2
    assert "orders.yaml: was checked: name another file" in done.stderr
    assert (repository / "jobs" / "orders.yaml").read_text(encoding="utf-8") == SAMPLE
    assert not (repository / "a.json").exists()


def test_a_report_replaces_the_report_of_the_last_run_in_a_folder_checked(repository: Path) -> None:
    for _ in range(2):
        assert command(repository, "check", ".", "--output", "json=out.json").returncode == 1


def test_a_clean_run_has_reports_too(repository: Path) -> None:
    (repository / "jobs" / "orders.yaml").write_text(GOOD, encoding="utf-8")
    done = command(repository, "check", "jobs", "--output=sarif=a.sarif", "--output=gitlab=b.json",
                   "--output=junit=c.xml", "--output=markdown=d.md")  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    [run] = json.loads((repository / "a.sarif").read_text())["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["exitCode"] == 0
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["jobs/orders.yaml"]
    assert json.loads((repository / "b.json").read_text()) == []
    [case] = ElementTree.parse(repository / "c.xml").getroot().findall(".//testcase")
    assert (case.get("name"), len(case)) == ("jobs/orders.yaml", 0)
    assert (repository / "d.md").read_text() == "### flinklint: 1 file checked: nothing found\n"


@pytest.mark.parametrize("name", ["github", "sarif", "gitlab", "markdown"])
@pytest.mark.parametrize("path", [".", "orders.yaml", "../jobs/orders.yaml", "<absolute>"])
def test_paths_start_at_the_root_of_the_repository(repository: Path, name: str, path: str) -> None:
    path = path.replace("<absolute>", str(repository.resolve() / "jobs" / "orders.yaml"))
    text = command(repository / "jobs", "check", path, "--format", name).stdout
    text = re.sub(r"\[(FL\d+ [\w-]+)\]\([^)]*\)", r"\1", text)
    assert {row[1] for row in places(name, text)} == {"jobs/orders.yaml"}


def test_what_is_outside_of_the_repository_is_named_in_full(repository: Path) -> None:
    (repository / "inner" / ".git").mkdir(parents=True)
    path = repository.resolve() / "jobs" / "orders.yaml"
    text = command(repository / "inner", "check", "../jobs/orders.yaml", "--format", "sarif").stdout
    found = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert found["artifactLocation"] == {"uri": path.as_uri()}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output=sarif=no/a.sarif"],
        ["--output=sarif=a.sarif", "--output=junit=no/a.xml"],
        ["--output=sarif=-", "--format=json"],
        ["--output=nope=x"],
    ],
)
def test_a_report_that_cannot_be_ends_the_run_before_it_starts(
    repository: Path, arguments: list[str]
) -> None:
    done = command(repository, "check", "jobs", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"flinklint: [^\n]+\n", done.stderr)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "jobs"]


def test_a_run_that_could_not_be_done_says_so(repository: Path) -> None:
    (repository / "empty").mkdir()
    done = command(repository, "check", "empty", "--format", "sarif")
    assert done.returncode == 2
    [run] = json.loads(done.stdout)["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["results"] == []


def test_an_old_report_keeps_its_mode(repository: Path) -> None:
    path = repository / "a.sarif"
    path.write_text("old")
    path.chmod(0o640)
    command(repository, "check", "jobs", "--output=sarif=a.sarif")
    assert path.read_text().startswith("{")
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_is_hidden_is_no_secret_told(repository: Path) -> None:
    pair = "{s3.secret-key: q8Xt1mC0, parallelism.default: 2x}"
    faulty = re.sub(r"flinkConfiguration:\n( {8}.*\n)+", f"flinkConfiguration: {pair}\n", SAMPLE)
    assert pair in faulty
    (repository / "jobs" / "orders.yaml").write_text(faulty, encoding="utf-8")
    named = [f"--output={name}={name}.out" for name in FORMATS]
    done = command(repository, "check", "jobs", "--min-severity", "error", *named)
    texts = [done.stdout, *((repository / f"{name}.out").read_text() for name in FORMATS)]
    assert "parallelism.default" in done.stdout
    assert not [text for text in texts if "q8Xt1mC0" in text]


# The page about it

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def test_the_page_shows_what_the_command_prints(repository: Path) -> None:
    blocks = re.findall(r"^```console\n\$ flinklint ([^\n]+)\n(.*?)^```$", PAGE, re.M | re.S)
    assert blocks
    for arguments, shown in blocks:
        done = command(repository, *arguments.split())
        assert done.stdout + done.stderr == shown


def test_every_command_of_the_page_writes_what_is_taken_from_it(repository: Path) -> None:
    commands = re.findall(r"flinklint (check [^\n'`]+)", PAGE)
    assert len(commands) >= 5
    for arguments in commands:
        assert command(repository, *arguments.split()).returncode == 1, arguments
    written = re.findall(r"(?:sarif_file|codequality|junit)[: ]+'?([\w.-]+)", PAGE)
    assert len(written) == 4
    assert [name for name in written if not (repository / name).is_file()] == []


def test_the_page_lists_every_format() -> None:
    listed = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(listed))) == sorted(FORMATS)
