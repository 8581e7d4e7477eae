from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


STYLES = {
    "literal": "sqlScript: |\n          {}\n",
    "folded": "sqlScript: >-\n          {}\n",
    "plain": "sqlScript: {}\n",
    "double": 'sqlScript: "{}"\n',
    "single": "sqlScript: '{}'\n",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_points_at_the_token_in_every_style(check, style, line_end):
    text = sql_deployment("").replace("sqlScript: |\n", STYLES[style].format("SELECT id FRM src"))
    [hit] = check(text.replace("\n", line_end))
    assert hit.text == "FRM"
    assert hit.message == "unexpected `FRM` after the select list"
    assert hit.hint == "did you mean `FROM`?"


@pytest.mark.parametrize(
    ("sql", "flagged"),
    [
        ("SELECT 'open FROM src", "'"),
        ("SELECT (1 + 2 FROM src", "FROM"),
        ("CREATE TABLE a (id INT,) WITH ('connector' = 'x')", ","),
        ("SELECT a == 1 FROM b", "=="),
        ("CREATE TABLE a (id INT) WITH ('a' = 'b' 'c' = 'd')", "'c'"),
        ("/* open\nSELECT 1", "/*"),
        ("INSERT INTO SELECT 1", "SELECT"),
    ],
)
def test_blames_the_right_token(check, sql, flagged):
    [hit] = check(sql, name="a.sql")
    assert hit.text.startswith(flagged)
    assert hit.severity == "error"


def test_every_statement_has_its_own_error(check):
    hits = check("SELECT id FRM a;\nSELECT 1;\nSELEC 2;\n", name="a.sql")
    assert [(hit.text, hit.line) for hit in hits] == [("FRM", 1), ("SELEC", 3)]


def test_an_unknown_statement_is_an_info(check):
    [hit] = check("FROBNICATE a;", name="a.sql")
    assert hit.severity == "info"


def test_says_which_statement_of_the_script_it_is(check):
    [hit] = check(sql_deployment(SRC + "SELECT id FRM src;"))
    assert hit.context == 'deployment "orders", SQL statement 2, SQL line 2'


def test_points_into_the_text_behind_an_alias(check):
    text = sql_deployment("").replace("sqlScript: |\n", "sqlScript: *sql\n")
    text = text.replace(
        "metadata:", "metadata:\n  annotations: {a: &sql 'SELECT id FRM src'}\nignored:", 1
    )
    text = text.replace("ignored: {name: orders}\n", "").replace(
        "annotations:", "name: orders\n  annotations:"
    )
    [hit] = check(text)
    assert (hit.text, hit.line) == ("FRM", 5)


FOLDED = "sqlScript: >\n          SET 'a' = 'b';\n{}          INSERT INTO a SELECT 1;\n"


def test_warns_of_a_comment_that_folding_makes_longer(check):
    text = sql_deployment("").replace("sqlScript: |\n", FOLDED.format("          -- write it\n"))
    [hit] = check(text)
    assert (hit.text, hit.line, hit.severity) == ("-- write it", 13, "warning")


@pytest.mark.parametrize(
    "comment",
    [
        "          -- write it\n\n",
        "          /* write it */\n",
        "          -- write\n          -- it\n\n",
        "",
    ],
)
def test_a_comment_that_ends_is_fine(check, comment):
    text = sql_deployment("").replace("sqlScript: |\n", FOLDED.format(comment))
    assert check(text) == []
    assert check(sql_deployment("-- write it\nINSERT INTO a SELECT 1;")) == []


@pytest.mark.parametrize(
    ("unit", "meant"),
    [("SECND", "SECOND"), ("MINUT", "MINUTE"), ("HUOR", "HOUR"), ("DAY TO SCOND", "SECOND")],
)
def test_a_misspelt_unit_is_taken_for_a_unit(check, unit, meant):
    [hit] = check(f"SELECT a - INTERVAL '15' {unit} FROM t", name="a.sql")
    assert hit.hint == f"did you mean `{meant}`?"
