"""Suppressions in YAML and in SQL: what they cover, what they leave, and how they are written."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import in_process
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Hit, run

from flinklint import suppress
from flinklint.finding import Finding
from flinklint.manifest import Manifest
from flinklint.path_patterns import matches
from flinklint.rule import load
from flinklint.script import Script
from flinklint.settings import PerFile, Settings
from flinklint.source import Source, Span
from flinklint.suppress import Suppression, Suppressions

RULES = [rule for rule in load() if rule.enabled]
JOB = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 0
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
"""
SQL = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 1
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE a (id INT) WITH (
            'connector' = 'datagen'
          );
          CREATE TEMPORARY TABLE b (id INT) WITH ('connector' = 'blackhole');
          INSERT INTO b SELEC id FROM a;
"""


def codes(text: str | bytes, **options: Any) -> list[str]:
    return [hit.finding.code for hit in hits(text, **options)]


def hits(text: str | bytes, **options: Any) -> list[Hit]:
    outcome = run(text, options.pop("rules", RULES), **options)
    assert not outcome.crashed
    return [Hit(finding) for finding in outcome.findings if finding.rank]


def with_comment(comment: str) -> str:
    return JOB.replace("parallelism: 0\n", f"parallelism: 0  {comment}\n")


def above(comment: str, text: str = JOB, line: str = "      parallelism: 0") -> str:
    return text.replace(line, f"      {comment}\n{line}")


def test_the_sample_has_one_finding() -> None:
    assert codes(JOB) == ["FL401"]
    assert codes(SQL) == ["FL602"]


@pytest.mark.parametrize(
    "comment",
    [
        "# flinklint: ignore[FL401]",
        "# flinklint: ignore[fl401]",
        "# flinklint: ignore[parallelism-positive]",
        "# flinklint: ignore[FL401] the script fills it in",
        "# flinklint: ignore[FL401] until=2999-01-01 the script fills it in",
        "#flinklint:ignore[ FL401 ]",
        "# filled in later  # flinklint: ignore[FL401]",
        "# flinklint: ignore-file[FL401]",
    ],
)
def test_silences_the_line_it_stands_on(comment: str) -> None:
    assert codes(with_comment(comment)) == []
    assert codes(above(comment)) == []


def test_silences_the_next_line_that_is_no_comment() -> None:
    assert codes(above("# flinklint: ignore[FL401]\n      # and why\n\n")) == []


@pytest.mark.parametrize("line", ["      artifact:", "    spec:\n"])
def test_covers_no_other_line(line: str) -> None:
    text = above("# flinklint: ignore[FL401]", line=line)
    assert codes(text) == ["FL010", "FL401"] if line != "      artifact:" else ["FL401", "FL010"]


def test_covers_the_whole_file_from_anywhere() -> None:
    text = JOB + "# flinklint: ignore-file[FL401]\n"
    assert codes(text) == []
    assert codes(text + "---\n" + JOB.replace("orders", "others")) == []


def test_covers_a_value_from_the_line_of_its_key() -> None:
    text = JOB.replace("parallelism: 0", "parallelism:  # flinklint: ignore[FL401]\n        0")
    assert codes(text) == []


def test_covers_a_script_from_the_line_of_its_key() -> None:
    assert codes(SQL.replace("sqlScript: |", "sqlScript: |  # flinklint: ignore[FL602]")) == []


def test_silences_several_rules_at_once() -> None:
    text = JOB.replace("name: orders", "name: orders, nme: x").replace(
        "metadata: {name: orders, nme: x}",
        "metadata: {name: orders, nme: x}  # flinklint: ignore[FL101, FL112]",
    )
    [hit] = hits(text.replace("parallelism: 0", "parallelism: 1"))
    assert (hit.code, hit.text) == ("FL010", "FL112")
    assert "ignore[FL101]\n" in hit.fixed()


SQL_COMMENTS = [
    "-- flinklint: ignore[FL602]",
    "-- flinklint: ignore[sql-syntax] a word we know",
    "/* flinklint: ignore[FL602] a word we know */",
    "-- a word we know -- flinklint: ignore[FL602]",
]


@pytest.mark.parametrize("comment", SQL_COMMENTS)
def test_silences_a_line_of_sql(comment: str) -> None:
    assert codes(SQL.replace("FROM a;", f"FROM a; {comment}")) == []
    assert codes(SQL.replace("INSERT", f"{comment}\n          INSERT")) == []
    assert codes(SQL.replace("INSERT", f"{comment}\n          -- why\n\n          INSERT")) == []


@pytest.mark.parametrize("comment", ["-- flinklint: ignore-file[FL602]"])
def test_covers_the_whole_script_from_anywhere(comment: str) -> None:
    assert codes(SQL.replace("|\n", f"|\n          {comment}\n")) == []
    assert codes(SQL + f"          {comment}\n") == []


def test_covers_what_is_said_of_the_script_as_a_whole() -> None:
    text = SQL[: SQL.index("          INSERT")]
    assert "FL603" in codes(text)
    assert "FL603" not in codes(text + "          -- flinklint: ignore-file[FL603]\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("comment", SQL_COMMENTS)
def test_silences_a_line_of_a_bare_script(comment: str, newline: str) -> None:
    script = "CREATE TEMPORARY TABLE b (id INT) WITH ('connector' = 'blackhole');\n{}INSERT INTO b SELEC 1;{}\n"
    options: dict[str, Any] = {"name": "a.sql", "flink_version": (1, 17)}
    assert codes(script.format("", ""), **options) == ["FL602"]
    for text in (script.format(comment + "\n", ""), script.format("", " " + comment)):
        assert codes(text.replace("\n", newline), **options) == []


def test_covers_its_own_line_of_sql_in_quotes() -> None:
    quoted = r'"CREATE TEMPORARY TABLE b (id INT) WITH (\'connector\' = \'blackhole\');\nINSERT INTO b SELEC 1; -- flinklint: ignore[FL602]\n"'
    head = SQL[: SQL.index("|\n")]
    text = head + quoted.replace("\\'", "'") + "\n"
    assert codes(text) == []
    other = text.replace(" -- flinklint: ignore[FL602]", "").replace(
        "'blackhole');", "'blackhole'); -- flinklint: ignore[FL602]"
    )
    assert sorted(codes(other)) == ["FL010", "FL602"]


def test_json_is_silenced_from_its_sql_only() -> None:
    text = (
        '{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "orders"}, "spec": {'
        '"deploymentTargetName": "d", "template": {"spec": {"parallelism": 1, "artifact": '
        '{"kind": "SQLSCRIPT", "flinkVersion": "1.17", "sqlScript": '
        "\"CREATE TEMPORARY TABLE b (id INT) WITH ('connector' = 'blackhole');\\n"
        'INSERT INTO b SELEC 1; -- flinklint: ignore[FL602]"}}}}}'
    )
    assert codes(text, name="a.json") == []


def test_a_literal_that_looks_like_a_comment_is_none() -> None:
    text = SQL.replace("'datagen'", "'-- flinklint: ignore-file[FL602]'")
    assert "FL602" in codes(text)


@pytest.mark.parametrize(
    ("comment", "text", "message"),
    [
        ("# flinklint: ignore", "flinklint: ignore", "the suppression names no rules in brackets"),
        ("# flinklint: ignore[]", "flinklint: ignore[]", "the brackets of the suppression are empty"),
        ("# flinklint: ignore[FL401", "flinklint: ignore", "the bracket of the suppression is not closed"),
        ("# flinklint: ignroe[FL401]", "ignroe", "`ignroe` is no suppression"),
        ("# flinklint: noqa", "flinklint: noqa", "`flinklint: noqa` is no suppression"),
        ("# flinklint: ignore[FL4011]", "FL4011", "`FL4011` is no rule"),
        ("# flinklint: ignore[FL4]", "FL4", "`FL4` is no rule"),
        ("# flinklint: ignore[FL401] until=soon", "until=soon", "`until=soon` is no day"),
        ("# flinklint: ignore[FL401] until=20990101", "until=20990101", "`until=20990101` is no day"),
        ("# flinklint: ignore[FL401] until=2099-02-30", "until=2099-02-30", "`until=2099-02-30` is no day"),
        ("# flinklint: ignore[FL401] until=", "until=", "`until=` is no day"),
    ],
)  # fmt: skip
def test_one_with_a_fault_silences_nothing(comment: str, text: str, message: str) -> None:
    finding, fault = hits(with_comment(comment))
    assert finding.code == "FL401"
    assert (fault.code, fault.text, fault.message) == ("FL011", text, message)


@pytest.mark.parametrize(
    "comment", ["# see flinklint", "# checked by flinklint: see the page", "# flinklint says so"]
)
def test_a_comment_that_only_speaks_of_us_is_none(comment: str) -> None:
    assert codes(with_comment(comment)) == ["FL401"]


@pytest.mark.parametrize(
    ("comment", "fixed"),
    [
        ("# flinklint: ignore[FL4O1]", "# flinklint: ignore[FL401]"),
        ("# flinklint: ignore[parallelism-positve]", "# flinklint: ignore[parallelism-positive]"),
        ("# flinklint: ingore[FL401]", "# flinklint: ignore[FL401]"),
    ],
)
def test_the_nearest_name_is_offered(comment: str, fixed: str) -> None:
    fault = hits(with_comment(comment))[1]
    assert not fault.fixes[0].safe
    assert fault.fixed() == with_comment(fixed)
    assert codes(fault.fixed()) == []


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-05-09", ["FL401", "FL012"]), ("2026-05-10", [])]
)
def test_one_holds_until_its_day_is_over(day: str, expected: list[str]) -> None:
    text = with_comment(f"# flinklint: ignore[FL401] until={day} why")
    assert codes(text, today=date(2026, 5, 10)) == expected


def test_an_expired_one_is_reported_at_its_day() -> None:
    hit = hits(with_comment("# flinklint: ignore[FL401] until=2021-01-01 why"))[1]
    assert (hit.code, hit.text) == ("FL012", "until=2021-01-01")
    assert hit.message == "the suppression of FL401 expired on 2021-01-01"
    assert hit.fixed() == JOB


def test_nothing_silences_what_is_mandatory() -> None:
    comment = "# flinklint: ignore[FL401]"
    assert codes(with_comment(comment), mandatory=("FL401",)) == ["FL401", "FL011"]
    assert codes(with_comment(comment), mandatory=("parallelism-positive",)) == ["FL401", "FL011"]
    expired = "# flinklint: ignore[FL401] until=2021-01-01  # flinklint: ignore[FL012]"
    assert "FL012" in codes(with_comment(expired))


def test_a_broken_file_cannot_be_silenced() -> None:
    assert codes("# flinklint: ignore-file[FL001]\n" + JOB + "  a: b: c\n") == ["FL001"]


UNUSED = JOB.replace("parallelism: 0", "parallelism: 1")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (UNUSED.replace("1\n", "1  # flinklint: ignore[FL401] why\n", 1), UNUSED),
        (UNUSED.replace("m: 1\n", "m: 1  # flinklint: ignore[FL401] why\n"), UNUSED),
        (UNUSED.replace("m: 1\n", "m: 1 # keep # flinklint: ignore[FL401]\n"), UNUSED.replace("m: 1\n", "m: 1 # keep\n")),
        ("# flinklint: ignore-file[FL401]\n" + UNUSED, UNUSED),
        (above("# flinklint: ignore[FL401]", UNUSED, "      parallelism"), UNUSED),
        (SQL.replace("SELEC ", "SELECT ").replace("FROM a;", "FROM a; -- flinklint: ignore[FL602]"), SQL.replace("SELEC ", "SELECT ")),
        (SQL.replace("SELEC ", "SELECT ").replace("INSERT", "-- flinklint: ignore[FL602]\n          INSERT"), SQL.replace("SELEC ", "SELECT ")),
        (SQL.replace("SELEC ", "SELECT ").replace("FROM a;", "FROM/* flinklint: ignore[FL602] */a;"), SQL.replace("SELEC ", "SELECT ")),
        (SQL.replace("SELEC ", "SELECT ").replace("FROM a;", "FROM/* flinklint: ignore[FL602]\n          */a;"), SQL.replace("SELEC ", "SELECT ")),
        (SQL.replace("SELEC ", "SELECT ").replace("FROM a;", "FROM a/* flinklint: ignore[FL602]\n          */;"), SQL.replace("SELEC ", "SELECT ").replace("a;", "a ;")),
        (SQL.replace("SELEC id ", "SELECT id X/* flinklint: ignore[FL602] */"), SQL.replace("SELEC id", "SELECT id X")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_unused_one_is_taken_out(text: str, fixed: str, newline: str) -> None:
    text, fixed = text.replace("\n", newline), fixed.replace("\n", newline)
    [hit] = [hit for hit in hits(text) if hit.code == "FL010"]
    assert hit.text.startswith("flinklint: ignore")
    assert hit.fixes[0].safe
    assert hit.fixed() == fixed


def test_one_at_the_start_of_a_script_is_taken_out_and_nothing_else() -> None:
    comment = "/* flinklint: ignore[FL602]\n*/"
    [hit] = hits(f"{comment}SELECT 1; ", name="a.sql", flink_version=(1, 17))
    assert hit.code == "FL010"
    assert hit.fixed() == " SELECT 1; "


def test_only_rules_that_ran_count_as_unused() -> None:
    text = UNUSED.replace("m: 1\n", "m: 1  # flinklint: ignore[FL401]\n")
    some = [rule for rule in RULES if rule.code in ("FL010", "FL101")]
    assert codes(text, rules=some) == []
    assert codes(UNUSED.replace("m: 1\n", "m: 1  # flinklint: ignore[FL920]\n")) == []


def test_an_unused_one_can_be_kept_on_purpose() -> None:
    assert codes(UNUSED.replace("m: 1\n", "m: 1  # flinklint: ignore[FL401, FL010]\n")) == []


def test_nothing_is_said_of_comments_in_other_files() -> None:
    assert codes("kind: Service  # flinklint: ignore[FL4011]\n") == []


def test_a_reason_can_be_demanded() -> None:
    option = {"FL011": {"require-reason": "yes"}}
    without = with_comment("# flinklint: ignore[FL401]")
    [hit] = hits(without, rule_options=option)
    assert (hit.code, hit.message) == ("FL011", "the suppression gives no reason")
    assert codes(with_comment("# flinklint: ignore[FL401] why"), rule_options=option) == []


def test_settings_leave_a_rule_out_of_some_files() -> None:
    entry = PerFile(Path.cwd(), ("jobs/**",), ("FL4",))
    assert codes(JOB, per_file=(entry,)) == []
    assert codes(JOB, per_file=(entry,), name="other/a.yaml") == ["FL401"]
    assert codes(JOB, per_file=(entry,), mandatory=("FL401",)) == ["FL401"]
    suppressed = with_comment("# flinklint: ignore[FL401]")
    assert codes(suppressed, per_file=(entry,)) == []


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("jobs/*.yaml", "jobs/a.yaml", True),
        ("jobs/*.yaml", "jobs/old/a.yaml", False),
        ("jobs/**", "jobs/old/a.yaml", True),
        ("jobs/**/a.yaml", "jobs/a.yaml", True),
        ("jobs/**/a.yaml", "jobs/x/y/a.yaml", True),
        ("**/a.yaml", "a.yaml", True),
        ("a.yaml", "jobs/a.yaml", True),
        ("a.yaml", "jobs/ba.yaml", False),
        ("jobs", "jobs/old/a.yaml", True),
        ("jobs/", "jobs/a.yaml", True),
        ("./jobs/", "jobs/a.yaml", True),
        ("/jobs", "x/jobs/a.yaml", False),
        ("jobs/?.yaml", "jobs/a.yaml", True),
        ("jobs/[ab].yaml", "jobs/b.yaml", True),
        ("jobs/[!ab].yaml", "jobs/b.yaml", False),
        ("*.yaml", "jobs/a.yml", False),
        ("[", "[", True),
    ],
)
def test_patterns_of_paths(pattern: str, path: str, expected: bool, tmp_path: Path) -> None:
    assert matches(str(tmp_path / path), tmp_path, [pattern]) is expected


FORM = "write flinklint: ignore[FL206]; it has no effect before"


@pytest.mark.parametrize(
    ("comment", "text", "message", "hint", "title"),
    [
        ("# flinklint:", "flinklint:", "`flinklint:` is no suppression", FORM, None),
        ("# flinklint: noqa", "flinklint: noqa", "`flinklint: noqa` is no suppression", FORM, None),
        ("# flinklint: ingore[FL401]", "ingore", "`ingore` is no suppression", "did you mean `ignore`?", "write ignore"),
        ("# flinklint: ignore-fiel[FL401]", "ignore-fiel", "`ignore-fiel` is no suppression", "did you mean `ignore-file`?", "write ignore-file"),
        ("# flinklint: ignore", "flinklint: ignore", "the suppression names no rules in brackets", FORM, None),
        ("# flinklint: ignore[FL401", "flinklint: ignore", "the bracket of the suppression is not closed", FORM, None),
        ("# flinklint: ignore[ , ]", "flinklint: ignore[ , ]", "the brackets of the suppression are empty", FORM, None),
        ("# flinklint: ignore[FL401] until=soon", "until=soon", "`until=soon` is no day", "write it as until=2026-12-31; the suppression has no effect before", None),
        ("# flinklint: ignore[FL4O1]", "FL4O1", "`FL4O1` is no rule", "did you mean `FL401`?", "write FL401"),
        ("# flinklint: ignore[something-else]", "something-else", "`something-else` is no rule", "`flinklint rules` lists them", None),
        ("# flinklint: ignore[FL012]", "FL012", "FL012 cannot be suppressed", "repair what it says", None),
    ],
)  # fmt: skip
def test_says_how_to_write_it(
    comment: str, text: str, message: str, hint: str, title: str | None
) -> None:
    [fault] = [hit for hit in hits(with_comment(comment)) if hit.code == "FL011"]
    assert (fault.text, fault.message, fault.hint) == (text, message, hint)
    assert [fix.title for fix in fault.fixes] == ([title] if title else [])


@pytest.mark.parametrize("code", ["FL001", "FL012", "FL099"])
def test_says_which_rules_nothing_silences(code: str) -> None:
    text = JOB + f"# flinklint: ignore-file[{code}]\n"
    [hit] = [hit for hit in hits(text) if hit.code == "FL011"]
    assert (hit.text, hit.message) == (code, f"{code} cannot be suppressed")
    expired = with_comment("# flinklint: ignore[FL401] until=2021-01-01")
    assert "FL012" in codes(f"# flinklint: ignore-file[{code}]\n" + expired)


@pytest.mark.parametrize("code", ["FL010", "FL011", "FL013"])
def test_what_is_said_of_suppressions_is_never_said_to_be_unused(code: str) -> None:
    assert codes(UNUSED + f"# flinklint: ignore-file[{code}]\n") == []


@pytest.mark.parametrize(
    ("names", "unused", "left"),
    [
        ("FL112, FL101", "FL112", "FL101"),
        ("FL101, FL112", "FL112", "FL101"),
        ("FL112,FL101,FL113", "FL112", "FL101,FL113"),
        ("FL101 , FL112 , FL113", "FL112", "FL101 , FL113"),
        ("FL113, FL101, FL112", "FL112", "FL113, FL101"),
    ],
)
def test_a_name_is_taken_out_from_among_others(names: str, unused: str, left: str) -> None:
    text = UNUSED.replace("name: orders}", "name: orders, nme: x}")
    line = "metadata: {name: orders, nme: x}"
    [hit] = [
        hit
        for hit in hits(text.replace(line, f"{line}  # flinklint: ignore[{names}] why"))
        if hit.text == unused
    ]
    assert hit.fixed() == text.replace(line, f"{line}  # flinklint: ignore[{left}] why")
    assert [fix.title for fix in hit.fixes] == [f"remove {unused}"]


@pytest.mark.parametrize("blanks", ["", " ", "  ", "   ", "\t", " \t  "])
def test_a_comment_is_taken_out_with_the_blanks_before_it(blanks: str) -> None:
    comment = f"{blanks or ' '}# flinklint: ignore[FL401]"
    [hit] = hits(UNUSED.replace("m: 1\n", f"m: 1{comment}\n"))
    assert hit.fixed() == UNUSED
    sql = SQL.replace("SELEC ", "SELECT ")
    [hit] = hits(sql.replace("a;", f"a;{blanks}/* flinklint: ignore[FL602] */"))
    assert hit.fixed() == sql


def test_in_quoted_sql_nothing_is_edited() -> None:
    text = SQL[: SQL.index("|\n")]
    for comment in ("ignore[FL602]", "ignore[FL602, FL601]", "ingore[FL602]", "ignore[FL6O2]"):
        script = f"INSERT INTO b SELECT 1; -- flinklint: {comment}\\n"
        table = "CREATE TEMPORARY TABLE b (id INT) WITH ('connector' = 'blackhole');\\n"
        own = [hit for hit in hits(f'{text}"{table}{script}"\n') if hit.code.startswith("FL01")]
        assert own
        assert all(hit.fixes == () for hit in own)
    table = "CREATE TEMPORARY TABLE b (id INT) WITH ('connector' = 'blackhole');\\n"
    script = "INSERT INTO b SELEC 1; -- flinklint: ignore[FL602, FL601]\\n"
    [hit] = hits(f'{text}"{table}{script}"\n')
    assert (hit.text, hit.fixes) == ("FL601", ())


def test_a_bare_script_is_covered_from_its_first_character() -> None:
    options: dict[str, Any] = {"name": "a.sql", "flink_version": (1, 17)}
    assert codes("SELEC 1;\n", **options) == ["FL602"]
    assert codes("SELEC 1;\n-- flinklint: ignore-file[FL602]\n", **options) == []
    assert codes("SELEC 1; -- flinklint: ignore[FL602]", **options) == []
    assert codes("-- flinklint: ignore[FL602]\nSELEC 1", **options) == []


def test_each_is_told_of_in_its_own_document() -> None:
    comment = "# flinklint: ignore[FL401]\n"
    other = UNUSED.replace("orders", "others")
    second = other.replace("apiVersion", comment + "apiVersion")
    third = UNUSED.replace("orders", "more")
    found = hits(comment + UNUSED + "---\n" + second + "---\n" + third)
    own = [(hit.document, hit.line) for hit in found if hit.code == "FL010"]
    assert own == [(1, 1), (2, UNUSED.count("\n") + 4)]
    marked = "m: 1  # flinklint: ignore[FL401]\n"
    found = hits(UNUSED + "---\n" + other.replace("m: 1\n", marked))
    assert [hit.document for hit in found if hit.code == "FL010"] == [2]


@pytest.mark.parametrize(
    ("between", "document"),
    [
        ("{}---\n", 1),
        ("---\n{}", 2),
        ("---  {}", 2),
        ("---\n\n# why\n{}\n", 2),
        ("{}...\n---\n", 1),
        ("...\n---\n{}", 2),
        ("---\n---\n{}", 3),
        ("---\n{}---\n", 2),
        ("{}...\n", 1),
        ("...\n{}", 2),
        ("...\n{}---\n", 1),
    ],
)
@pytest.mark.parametrize("first", ["", "---\n", "--- # one\n", "# one\n---\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_one_behind_the_mark_of_a_document_is_told_of_in_that_document(
    first: str, between: str, document: int, newline: str
) -> None:
    comment = between.format("# flinklint: ignore-file[FL401]\n")
    text = first + UNUSED + comment + UNUSED.replace("orders", "others")
    found = hits(text.replace("\n", newline))
    assert [hit.document for hit in found if hit.code == "FL010"] == [document]


def test_one_in_sql_is_told_of_with_its_deployment_and_place() -> None:
    sql = SQL.replace("SELEC ", "SELECT ")
    [hit] = hits(sql.replace("a;", "a; -- flinklint: ignore[FL602]"))
    assert hit.path == "/spec/template/spec/artifact/sqlScript"
    assert hit.document == 1
    assert hit.context == "SQL statement 3, SQL line 5"
    assert hit.message == "nothing of FL602 is found here"


@pytest.mark.parametrize("before", ["-- why", "-- why\n          /* and how */", "/* why */"])
def test_one_in_sql_behind_other_comments_covers_the_next_line(before: str) -> None:
    comment = f"{before}\n          -- flinklint: ignore[FL602]\n          "
    assert codes(SQL.replace("INSERT", f"{comment}INSERT")) == []


@pytest.mark.parametrize("blanks", ["", " ", "   "])
def test_one_behind_a_single_letter_covers_its_line(blanks: str) -> None:
    sql = SQL.replace(
        "SELEC id FROM a", f"SELECT id FROM a LIMIT\n          {blanks}x%s\n          "
    )
    [hit] = hits(sql % "")
    assert (hit.code, hit.text) == ("FL602", "x")
    assert codes(sql % "/* flinklint: ignore[FL602] */") == []


def test_what_begins_the_line_behind_a_covered_one_is_not_covered() -> None:
    text = UNUSED.replace("metadata", "metdata: {}\nmetadata")
    [hit] = hits(text)
    assert (hit.text, text.splitlines()[hit.line - 2]) == ("metdata", "apiVersion: v1")
    comment = f"  # flinklint: ignore[{hit.code}]"
    assert hit.code in codes(text.replace("v1\n", f"v1{comment}\n"))
    assert codes(text.replace("{}\n", f"{{}}{comment}\n")) == []


MARKED = "flinklint: ignore[FL602]"


@pytest.mark.parametrize(
    ("name", "text", "covered"),
    [
        ("a.yaml", f"a: 1\nb: 2  # {MARKED}\nc: 3\n", f"b: 2  # {MARKED}"),
        ("a.yaml", f"a: 1\n# {MARKED}\n\n b: XX\n", " b: XX"),
        ("a.yaml", f"a: 1\n# {MARKED}\nb:", "b:"),
        ("a.yaml", f"a: 1\n# {MARKED}\n# why\n\n", f"# {MARKED}\n# why"),
        ("a.sql", f"SELECT 1\n  FROM a; -- {MARKED}\nSELECT 2", f"  FROM a; -- {MARKED}"),
        ("a.sql", f"SELECT 1\n-- {MARKED}\n\n  FROM a;\n", "  FROM a;"),
        ("a.sql", f"/* {MARKED}\n*/\n\tSELECT 1", "\tSELECT 1"),
        ("a.sql", f"SELECT 1;\n-- {MARKED}\n", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_covers_a_line_to_its_last_character(
    name: str, text: str, covered: str, newline: str
) -> None:
    source, [suppression] = read(name, text.replace("\n", newline))
    assert source.slice(suppression.covers) == covered.replace("\n", newline)
    assert (
        suppression.covers.start + len(source.slice(suppression.covers)) == suppression.covers.end
    )


def read(name: str, text: str) -> tuple[Source, list[Suppression]]:
    source = Source(name, text)
    if source.is_script:
        return source, suppress.read(source, None, [Script(text, source, Settings())])
    return source, suppress.read(source, Manifest(source, Settings()), [])


@pytest.mark.parametrize(
    ("comment", "names", "until", "reason"),
    [
        ("-- flinklint: ignore[FL602]", ["FL602"], None, ""),
        ("-- flinklint: ignore[FL602, cpu-value] why", ["FL602", "cpu-value"], None, "why"),
        ("-- flinklint: ignore[FL602] until=2026-12-31  why not ", ["FL602"], "2026-12-31", "why not"),
        ("/* flinklint: ignore[FL602] why */", ["FL602"], None, "why"),
        ("/* flinklint: ignore[FL602] until=2026-12-31*/", ["FL602"], "2026-12-31", ""),
    ],
)  # fmt: skip
def test_a_comment_is_read_to_its_end(
    comment: str, names: list[str], until: str | None, reason: str
) -> None:
    source, [suppression] = read("a.sql", f"SELECT 1; {comment}\n")
    assert [name.text for name in suppression.names] == names
    assert [source.slice(name.span) for name in suppression.names] == names
    assert str(suppression.until) == str(until)
    assert until is None or source.slice(suppression.until_span) == f"until={until}"
    assert suppression.reason == reason
    assert all((name.removal is not None) is (len(names) > 1) for name in suppression.names)


@pytest.mark.parametrize(
    ("place", "found"), [("p", True), (" #", True), ("\n", True), ("k", False)]
)
def test_what_is_found_anywhere_in_a_line_even_at_its_end_is_silenced_and_counts(
    place: str, found: bool
) -> None:
    source, comments = read("a.yaml", "p: 1  # flinklint: ignore[FL401]\nkind: x\n")
    known, ran = {"FL401": "FL401"}, frozenset({"FL401"})
    suppressions = Suppressions(comments, known, ran, suppress.MANDATORY, Settings())
    at = source.text.index(place, 0 if found else source.text.index("\n"))
    finding = Finding("", source, Span(at, at), code="FL401")
    assert suppressions.silences(finding, suppress.places_of(finding, None)) is found
    assert [name.text for name in suppressions.unused(comments[0])] == ["FL401"] * (not found)


@pytest.mark.parametrize(
    ("document", "path", "keys"),
    [
        (1, "/a", ["a"]),
        (1, "/a/b~1c", ["b/c"]),
        (2, "/d", ["d"]),
        (1, "/d", []),
        (0, "/d", []),
        (3, "/d", []),
        (1, "/a/e", []),
        (1, "", []),
    ],
)
@pytest.mark.parametrize("other", [True, False])
def test_a_finding_has_its_own_place_and_that_of_the_key_that_is_there(
    document: int, path: str, keys: list[str], other: bool
) -> None:
    """A rule of one's own may name a document, a path or a file that is not there."""
    manifest = Manifest(Source("a.yaml", "a:\n  b/c: 1\n---\nd: 2\n"), Settings())
    source = Source("b.yaml", "some text") if other else manifest.source
    finding = Finding("", source, Span(5, 6), document, path)
    own, *others = suppress.places_of(finding, manifest)
    assert own == 5
    assert others == [manifest.source.text.index(key) for key in keys if not other]


@pytest.mark.parametrize("filler", ["", "\n", "\n\n", "      # why\n", "\n      # why\n\n"])
def test_one_above_covers_the_next_line_alone(filler: str) -> None:
    comment = f"      # flinklint: ignore[FL401]\n{filler}"
    line = "      parallelism: 0\n"
    assert codes(JOB.replace(line, comment + line)) == []
    between = comment + "      numberOfTaskManagers: 1\n" + line
    assert sorted(codes(JOB.replace(line, between))) == ["FL010", "FL401"]
    assert sorted(codes(JOB.replace(line, line + comment))) == ["FL010", "FL401"]


@pytest.mark.parametrize(("reason", "wanted"), [("", True), (" ", True), (" why ", False)])
def test_a_reason_is_what_stands_before_the_end_of_the_comment(reason: str, wanted: bool) -> None:
    text = SQL.replace("a;", f"a; /* flinklint: ignore[FL602]{reason}*/")
    assert codes(text, rule_options={"FL011": {"require-reason": "yes"}}) == ["FL011"] * wanted


def test_covers_a_value_from_the_line_of_its_key_in_each_document() -> None:
    marked = JOB.replace("parallelism: 0", "parallelism:  # flinklint: ignore[FL401]\n        0")
    other = UNUSED.replace("orders", "others")
    assert codes(marked + "---\n" + other) == []
    assert codes(other + "---\n" + marked) == []
    assert codes(other + "---\n" + marked + "---\n" + other.replace("others", "more")) == []


def test_a_file_is_covered_from_its_first_character() -> None:
    text = UNUSED.replace("kind: Deployment", "knd: Deployment")
    [hit] = hits(text)
    assert (hit.code, hit.finding.span.start) == ("FL101", 0)
    assert codes(text + "# flinklint: ignore-file[FL101]\n") == []


@pytest.mark.parametrize("blanks", [" ", "  ", "    ", "\t"])
def test_one_in_sql_that_is_indented_covers_the_next_line(blanks: str) -> None:
    comment = f"{blanks}-- flinklint: ignore[FL602]\n          "
    assert codes(SQL.replace("INSERT", f"{comment}INSERT")) == []
    assert codes(SQL.replace("INSERT", f"{comment}{blanks}INSERT")) == []


def test_one_between_words_of_sql_leaves_the_blank_before_it() -> None:
    sql = SQL.replace("SELEC ", "SELECT ")
    [hit] = hits(sql.replace("FROM a;", "FROM /* flinklint: ignore[FL602] */a;"))
    assert hit.fixed() == sql


@pytest.mark.parametrize("key", ["a~b", "a/b", "a~1b", "~0"])
def test_one_beside_any_key_covers_its_value(key: str) -> None:
    def text(comment: str) -> str:
        labels = f'metadata:\n  name: orders\n  labels:\n    "{key}":{comment}\n      "no label!"\n'
        return UNUSED.replace("metadata: {name: orders}\n", labels)

    [code] = {hit.code for hit in hits(text("")) if hit.text == '"no label!"'}
    assert code not in codes(text(f"  # flinklint: ignore[{code}]"))


# Through the command.


def command(folder: Path, *words: str) -> tuple[int, str]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        code, out, err = in_process.run("check", "--format", "concise", *words)
    finally:
        os.chdir(before)
    return code, out + err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "jobs" / "old").mkdir(parents=True)
    (tmp_path / "jobs" / "old" / "a.yaml").write_text(JOB)
    return tmp_path


PER_FILE = '[[per-file]]\npaths = ["jobs/old/**"]\nignore = ["{}"]\n'


@pytest.mark.parametrize("settings", ["flinklint.toml", "pyproject.toml"])
@pytest.mark.parametrize("rule", ["FL401", "FL4", "parallelism-positive"])
def test_per_file_rules_are_seen_from_the_settings(project: Path, settings: str, rule: str) -> None:
    text = PER_FILE.format(rule)
    if settings == "pyproject.toml":
        text = text.replace("per-file", "tool.flinklint.per-file")
    (project / settings).write_text(text)
    assert command(project)[0] == 0
    assert command(project / "jobs" / "old", "a.yaml")[0] == 0
    (project / "jobs" / "b.yaml").write_text(JOB.replace("orders", "others"))
    code, said = command(project)
    assert code == 1
    assert "jobs/b.yaml:8:20: FL401 error" in said
    assert "a.yaml" not in said.replace("jobs/old/a.yaml:9:7: FL303", "").replace(
        "jobs/old/a.yaml:7:5: FL523", ""
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PER_FILE.format("FL4O1"), "`FL4O1` is no rule; did you mean `FL401`?"),
        ('[per-file]\npaths = ["a"]\n', "`per-file` must be a list of tables: [[per-file]]"),
        ('[[per-file]]\npats = ["a"]\n', "`per-file.pats` is not a setting; did you mean `paths`?"),
        ('[[per-file]]\npaths = ["a"]\n', "`per-file` needs `ignore`"),
        ('mandatory = ["FL4O1"]\n', "`FL4O1` is no rule; did you mean `FL401`?"),
        ("mandatory = 1\n", "`mandatory` must be a list of texts"),
        ("mandatry = []\n", "did you mean `mandatory`?"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(project: Path, text: str, said: str) -> None:
    (project / "flinklint.toml").write_text(text)
    code, shown = command(project)
    assert code == 2
    assert said in shown


@pytest.mark.parametrize("words", [["--ignore", "FL401"], ["--select", "FL2"]])
def test_mandatory_rules_run_whatever_is_chosen(project: Path, words: list[str]) -> None:
    assert command(project, *words)[0] == 0
    (project / "flinklint.toml").write_text('mandatory = ["parallelism-positive"]\n')
    code, said = command(project, *words)
    assert code == 1
    assert "FL401" in said


def test_the_command_takes_comments_out_and_puts_names_right(project: Path) -> None:
    path = project / "jobs" / "old" / "a.yaml"
    path.write_text(
        with_comment("# flinklint: ignore[parallelism-positve]")
        + "# flinklint: ignore-file[FL206] for the release\n"
    )
    code, said = command(project)
    assert code == 1
    assert "FL010 warning" in said
    assert "FL011 warning" in said
    code, said = command(project, "--fix", "--unsafe-fixes")
    assert code == 0, said
    assert path.read_text() == with_comment("# flinklint: ignore[parallelism-positive]")


ENVIRONMENTS = """\
[environments.test]
overlays = ["envs/test.yaml"]
[environments.prod]
overlays = ["envs/prod.yaml"]
"""


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore[FL402]", "FL010 warning nothing of FL402 is found here"),
        ("ignore[FL4O2]", "FL011 warning `FL4O2` is no rule"),
        ("ignore[FL402] until=2021-01-01", "FL012 error the suppression of FL402 expired"),
    ],
)
def test_what_is_wrong_with_one_in_the_overlay_of_one_environment_is_said(
    project: Path, comment: str, said: str
) -> None:
    (project / "jobs" / "old" / "a.yaml").write_text(UNUSED)
    (project / "envs").mkdir()
    (project / "envs" / "test.yaml").write_text("spec: {state: CANCELLED}\n")
    overlay = f"spec: {{template: {{spec: {{numberOfTaskManagers: 2}}}}}}  # flinklint: {comment}\n"
    (project / "envs" / "prod.yaml").write_text(overlay)
    (project / "flinklint.toml").write_text(ENVIRONMENTS)
    for words in (["--env", "prod"], ["--all-envs"]):
        assert f": {said}" in command(project, "jobs", *words)[1]
    assert "FL01" not in command(project, "jobs", "--env", "test")[1]


@pytest.mark.parametrize(("parallelism", "unused"), [(0, False), (1, True)])
def test_one_is_unused_only_where_it_is_so_in_all_environments(
    project: Path, parallelism: int, unused: bool
) -> None:
    job = with_comment("# flinklint: ignore[FL401]").replace("m: 0", f"m: {parallelism}")
    (project / "jobs" / "old" / "a.yaml").write_text(job)
    (project / "envs").mkdir()
    (project / "envs" / "test.yaml").write_text("spec: {state: CANCELLED}\n")
    (project / "envs" / "prod.yaml").write_text("spec: {template: {spec: {parallelism: 2}}}\n")
    (project / "flinklint.toml").write_text(ENVIRONMENTS)
    said = command(project, "jobs", "--all-envs")[1]
    assert ("FL010" in said) is unused
    assert ("nothing of FL401 is found here (in test, prod)" in said) is unused


def test_the_command_knows_what_day_it_is(project: Path) -> None:
    path = project / "jobs" / "old" / "a.yaml"
    for day, code in (("2021-01-01", 1), ("2999-01-01", 0)):
        path.write_text(with_comment(f"# flinklint: ignore[FL401] until={day} why"))
        assert command(project)[0] == code


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["#", "--", "/*", "*/", " ", "flinklint:", "ignore", "-file", "[", "]", "FL401", "FL602",
             ",", "until=", "2021-01-01", "2999-12-31", "\n          ", "'", '"', "é", "\t", "SELEC"]
        ),
        max_size=14,
    ).map("".join),
    st.booleans(),
)  # fmt: skip
def test_no_comment_stops_the_run(words: str, in_sql: bool) -> None:
    text = (
        SQL.replace("FROM a;", f"FROM a; -- {words}")
        if in_sql
        else SQL.replace("|\n", f"| # {words}\n")
    )
    for hit in hits(text):
        for fix in hit.fixes:
            assert all(0 <= e.span.start <= e.span.end <= len(text) for e in fix.edits)
        if hit.code.startswith("FL01"):
            assert hit.text
