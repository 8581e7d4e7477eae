"""Scripts cut into statements, with places, and one problem in our words for each fault."""

import pytest
from sqlglot import exp

from flinklint.sql import script
from flinklint.sql.lexer import tokenize
from flinklint.sql.script import read, span


def texts(sql, **options):
    return [sql[s.start : s.end] for s in read(sql, **options).statements]


def problems(sql, version=(2, 3), **options):
    return [
        (p.code, sql[p.start : p.end], p.message, p.hint)
        for p in read(sql, version=version, **options).problems
    ]


# Cutting


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        (";;SELECT 1;;", ["SELECT 1"]),
        ("", []),
        ("-- nothing", []),
        ("SELECT ';' ; SELECT 2", ["SELECT ';'", "SELECT 2"]),
        ("SELECT `;` ; SELECT 2", ["SELECT `;`", "SELECT 2"]),
        ("SELECT 'it''s;' ; SELECT 2", ["SELECT 'it''s;'", "SELECT 2"]),
        ("SELECT 1 -- a; b\n; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 1 // it's; b\n; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 1 /* ; */ ; SELECT 2", ["SELECT 1", "SELECT 2"]),
        (
            "SELECT * FROM t /*+ OPTIONS('a'=';') */; SELECT 2",
            ["SELECT * FROM t /*+ OPTIONS('a'=';') */", "SELECT 2"],
        ),
        (
            "BEGIN STATEMENT SET; INSERT INTO t SELECT 1; END;",
            ["BEGIN STATEMENT SET", "INSERT INTO t SELECT 1", "END"],
        ),
        (
            "EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT 1; END; SELECT 2",
            ["EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT 1; END", "SELECT 2"],
        ),
        ("SET 'a' = 'b';\r\nSELECT 1;\r\n", ["SET 'a' = 'b'", "SELECT 1"]),
        ("\ufeffSELECT 1", ["SELECT 1"]),
    ],
)
def test_cuts_a_script_as_flink_does(sql, wanted):
    assert texts(sql) == wanted
    assert problems(sql) == []


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("CREATE TEMPORARY TABLE t (a INT)", "CREATE TABLE"),
        ("CREATE OR REPLACE VIEW v AS SELECT 1", "CREATE VIEW"),
        ("INSERT INTO t SELECT 1", "INSERT"),
        ("(SELECT 1)", "SELECT"),
        ("VALUES (1)", "SELECT"),
        ("SET a = b", "SET"),
        ("BEGIN STATEMENT SET", "BEGIN STATEMENT SET"),
        ("END", "END"),
        ("EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT 1; END", "EXECUTE STATEMENT SET"),
        ("USE CATALOG c", "USE CATALOG"),
        ("FLY TO moon", "UNKNOWN"),
        ("CREATE TABLE t (a INT", "CREATE TABLE"),
    ],
)
def test_names_each_statement(sql, kind):
    assert read(sql).statements[0].kind == kind


def test_knows_what_is_temporary():
    assert read("CREATE TEMPORARY VIEW v AS SELECT 1").statements[0].temporary
    assert not read("CREATE VIEW v AS SELECT 1").statements[0].temporary


# Places


def test_every_part_of_a_statement_has_its_place():
    sql = "SELECT 1;\nINSERT INTO a.b SELECT t.x AS y, f(z) FROM t AS u WHERE x > 'k'"
    tree = read(sql).statements[1].tree
    at = {sql[slice(*span(node))] for node in tree.walk()}
    assert at >= {"a.b", "t.x", "t.x AS y", "f(z)", "t AS u", "x > 'k'", "'k'", "WHERE x > 'k'"}


def test_columns_and_options_have_their_places():
    sql = (
        "CREATE TABLE t (a INT NOT NULL COMMENT 'x', b AS a + 1, c TIMESTAMP(3) METADATA FROM 'k',"
        " WATERMARK FOR c AS c, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector' = 'print')"
    )
    tree = read(sql).statements[0].tree
    at = [sql[slice(*span(node))] for node in tree.this.expressions]
    assert at == [
        "a INT NOT NULL COMMENT 'x'",
        "b AS a + 1",
        "c TIMESTAMP(3) METADATA FROM 'k'",
        "WATERMARK FOR c AS c",
        "PRIMARY KEY (a) NOT ENFORCED",
    ]
    (option,) = tree.args["options"]
    assert sql[slice(*span(option.this))] == "'connector'"
    assert sql[slice(*span(option.args["value"]))] == "'print'"
    first = tree.this.expressions[0]
    assert first.args["kind"].args["nullable"] is False
    assert tree.this.expressions[2].args["metadata"].name == "k"


@pytest.mark.parametrize("before", ["INSERT INTO t ", "CREATE VIEW v AS ", "SELECT * FROM ("])
def test_a_query_behind_with_has_the_place_of_its_own_select(before):
    sql = f"{before}WITH c AS (SELECT id FROM a) SELECT id FROM c{')' * before.count('(')}"
    query = read(sql).statements[0].tree.find(exp.With).parent
    assert sql[slice(*span(query))] == "SELECT id FROM c"


def test_a_node_that_was_not_read_from_one_place_spans_its_parts():
    sql = "SELECT COUNT(DISTINCT a, b) FROM t"
    node = read(sql).statements[0].tree.find(exp.Distinct)
    assert sql[slice(*span(node))] == "a, b"


# Faults


@pytest.mark.parametrize(
    ("sql", "code", "at", "message", "hint"),
    [
        ("SELECT id FRM src", "FL602", "FRM", "unexpected `FRM` after the select list", "`FROM`"),
        ("SELECT a FROM t WERE b", "FL602", "WERE", "unexpected `WERE`", "`WHERE`"),
        ("SELEC 1", "FL602", "SELEC", "unexpected `SELEC`", "`SELECT`"),
        ("CRAETE TABLE t (a INT)", "FL602", "CRAETE", "unexpected `CRAETE`", "`CREATE`"),
        ("SELECT a, FROM t", "FL602", ",", "nothing stands between `,` and `FROM`", "comma"),
        ("SELECT a FROM t WHERE a == 1", "FL602", "==", "does not take `==`", "`=`"),
        ("SELECT a FROM t WHERE a != 1", "FL602", "!=", "does not take `!=`", "`<>`"),
        ("SELECT 'a", "FL602", "'", "the string that opens here is never closed", ""),
        ("SELECT 1 /* a", "FL602", "/*", "the comment that opens here is never closed", ""),
        ("SELECT `a", "FL602", "`", "the name that opens here is never closed", ""),
        ("SELECT a， b", "FL602", "，", "does not know the character", "`,`"),
        ("SELECT ‘a’", "FL602", "‘", "does not know the character", "`'`"),
        ("SELECT a # c", "FL602", "#", "starts no comment", "`--`"),
        ("SELECT order FROM t", "FL608", "order", "reserved word", "`order`"),
        ("CREATE TABLE t (timestamp BIGINT)", "FL608", "timestamp", "reserved word", "`timestamp`"),
        ("SELECT a AS count FROM t", "FL608", "count", "reserved word", "`count`"),
        (
            "CREATE TABLE t (a INT) WITH ('a' = \"b\")",
            "FL613",
            '"b"',
            "is in double quotes",
            "`'b'`",
        ),
        ("SELECT (1", "FL602", "1", "inside a parenthesis that is never closed", ""),
        ("CREATE TABLE t (a)", "FL602", "a", "column `a` has no type", "`a STRING`"),
        ("CREATE TABLE t (a ARRAY)", "FL602", "ARRAY", "needs the type", "`ARRAY<STRING>`"),
        ("CREATE TABLE t (a INT) WITH (type = 'x')", "FL602", "type", "old Blink", "'connector'"),
        ("CREATE TABLE t (a INT, PERIOD FOR SYSTEM_TIME)", "FL602", "PERIOD", "old Blink", "join"),
        (
            "CREATE TABLE t (a INT) WITH ('a' = 'b' 'c' = 'd')",
            "FL602",
            "'c'",
            "`,` is missing before `'c'`",
            "comma",
        ),
        ("CREATE TABLE t (a INT) WITH (k = 'x')", "FL602", "k", "not in quotes", "'k'"),
        ("CREATE TABLE t (a BIGINT(20))", "FL602", "(", "takes nothing in parentheses", "`BIGINT`"),
        ("CREATE TABLE t (a TIMESTMP(3))", "FL602", "TIMESTMP", "unexpected", "`TIMESTAMP`"),
        ("CREATE TABLE t (a DATETIME)", "FL602", "DATETIME", "no type of Flink", "TIMESTAMP"),
        ("SELECT a b.c FROM t", "FL602", "b", "unexpected `b`", "missing before it"),
        ("INTO t SELECT 1", "FL602", "INTO", "unexpected `INTO`", ""),
    ],
)
def test_says_what_is_wrong_and_where(sql, code, at, message, hint):
    ((found_code, place, said, hinted),) = problems(sql)
    assert (found_code, place) == (code, at)
    assert message in said
    assert hint in hinted


@pytest.mark.parametrize(
    ("sql", "version", "message"),
    [
        ("CREATE TABLE t AS SELECT 1", (1, 11), "CREATE TABLE AS came with Flink 1.16"),
        ("INSERT INTO t SELECT 1 ON CONFLICT DO NOTHING", (2, 2), "came with Flink 2.3"),
        ("CREATE SYSTEM FUNCTION f AS 'c'", (1, 20), "is gone since Flink 1.13"),
        ("ALTER TABLE t COMPACT", (2, 0), "is gone since Flink 2.0"),
    ],
)
def test_names_the_version_that_brought_or_took_syntax(sql, version, message):
    ((code, _, said, _),) = problems(sql, version)
    assert code == "FL622"
    assert message in said
    assert problems(sql, None) == []


def test_a_word_is_reserved_from_its_version_on():
    sql = "SELECT t.dateTime FROM t"
    assert problems(sql, (1, 20)) == []
    assert problems(sql, None) == []
    ((code, place, _, _),) = problems(sql, (2, 0))
    assert (code, place) == ("FL608", "dateTime")


def test_a_safe_fix_comes_with_its_text():
    (found,) = read("SELECT order FROM t", version=(2, 3)).problems
    assert found.replacement == "`order`"
    (found,) = read("CREATE TABLE t (a INT) WITH (\"a\" = 'b')", version=(2, 3)).problems
    assert found.replacement == "'a'"


def test_an_open_parenthesis_is_labelled_where_it_opens():
    sql = "CREATE TABLE t (a INT\nWITH ('a' = 'b')"
    (found,) = read(sql, version=(2, 3)).problems
    ((start, end, _),) = found.labels
    assert (start, sql[start:end]) == (15, "(")


def test_a_missing_semicolon_is_one_finding_and_the_rest_is_read():
    sql = "CREATE TABLE t (a INT)\nINSERT INTO t SELECT 1\nSELECT 2;\nSELECT FROM x"
    found = problems(sql)
    assert [place for _, place, _, _ in found] == ["INSERT", "SELECT", "FROM"]
    assert "`;` is missing before `INSERT`" in found[0][2]
    assert len(texts(sql)) == 4


def test_every_broken_statement_is_reported():
    sql = "SELECT FROM t;\nINSERT t SELECT 1;\nDROP t;\nSELECT 1;"
    assert [place for _, place, _, _ in problems(sql)] == ["FROM", "t", "t"]


def test_a_statement_with_a_quote_left_open_ends_where_the_next_one_starts():
    text = "CREATE TABLE t (a 'x);\nINSERT INTO s SELECT 'y';\n"
    first, second = read(text).statements
    assert first.end <= second.start == text.index("INSERT")


def test_a_quote_left_open_does_not_spoil_the_next_statement():
    sql = (
        "CREATE TABLE t (a INT) WITH (\n 'connector' = 'print,\n 'k' = 'v'\n);\n"
        "INSERT INTO t\nSELECT 'x' FROM s;\n"
    )
    assert len(problems(sql)) == 1
    assert texts(sql)[-1] == "INSERT INTO t\nSELECT 'x' FROM s"


# What is left alone


def test_an_unknown_statement_is_never_an_error():
    (found,) = read("FLY TO moon; SELECT 1").problems
    assert found.severity == "info"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM ${db}.orders LIMIT ${n}",
        "INSERT INTO ${table} SELECT ${columns} FROM s WHERE d = ${day}",
        "CREATE TABLE t (${columns}) WITH (${options})",
        "CREATE TABLE t_${env} (a INT) WITH ('connector' = ${connector}, ${more})",
        "SELECT * FROM t ${where}",
        "SELECT * FROM t ${where} ORDER BY a",
        "${statement}",
        "INSERT INTO t ${query}",
        "SELECT '${x}' FROM t",
    ],
)
def test_placeholders_stand_for_anything(sql):
    assert problems(sql) == []
    assert problems(sql, None) == []


VENDOR = [
    "CREATE TABLE IF NOT EXISTS t WITH ('a' = 'b') AS TABLE c.d.s /*+ OPTIONS('x' = 'y') */"
    " ADD COLUMN (e AS f + 1 FIRST, g INT METADATA AFTER h)",
    "CREATE DATABASE IF NOT EXISTS d WITH ('a' = 'b') AS DATABASE c.s INCLUDING ALL TABLES"
    " EXCLUDING TABLE 'tmp_.*' /*+ OPTIONS('x' = 'y') */",
    "CREATE DATABASE d AS DATABASE s INCLUDING TABLE 'a', 'b'",
]


@pytest.mark.parametrize("sql", VENDOR)
def test_takes_what_the_vendor_adds(sql):
    assert problems(sql, vendor=True) == []
    assert problems(sql, None) == []
    assert [code for code, *_ in problems(sql)] == ["FL622"]


def test_a_vendor_statement_set_may_hold_copies_of_tables():
    sql = f"EXECUTE STATEMENT SET BEGIN {VENDOR[0]}; INSERT INTO t SELECT 1; END"
    assert problems(sql, vendor=True) == []


# Where a statement ends that cannot be read, and what is said of it


def cut(sql, version=(2, 3), **options):
    """Each statement's kind, text and what is said at which of its words."""
    return [
        (s.kind, sql[s.start : s.end], [(sql[p.start : p.end], p.severity) for p in s.problems])
        for s in read(sql, version=version, **options).statements
    ]


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        (
            "SET 'a' = 'b'\nSELECT 1;",
            [("SET", "SET 'a' = 'b'", [("'b'", "error")]), ("SELECT", "SELECT 1", [])],
        ),
        (
            "RESET 'a'\nINSERT INTO t SELECT 1",
            [("RESET", "RESET 'a'", [("'a'", "error")]), ("INSERT", "INSERT INTO t SELECT 1", [])],
        ),
        (
            "SELECT 1\rSELECT 2;",
            [("SELECT", "SELECT 1", [("SELECT", "error")]), ("SELECT", "SELECT 2", [])],
        ),
        ("SELECT 1 SELECT 2", [("SELECT", "SELECT 1 SELECT 2", [("SELECT", "error")])]),
        (
            "STATEMENT SET; SELECT 2",
            [("UNKNOWN", "STATEMENT SET", [("STATEMENT", "error")]), ("SELECT", "SELECT 2", [])],
        ),
        (
            "FLY a\nSELECT 1; SELECT 2",
            [("UNKNOWN", "FLY a\nSELECT 1", [("FLY", "info")]), ("SELECT", "SELECT 2", [])],
        ),
        (
            "SELEC 1\nCREATE VIEW v AS SELECT 1; SELECT 2",
            [
                ("UNKNOWN", "SELEC 1", [("SELEC", "error")]),
                ("CREATE VIEW", "CREATE VIEW v AS SELECT 1", []),
                ("SELECT", "SELECT 2", []),
            ],
        ),
        (
            "SELEC\nCREATE VIEW v AS SELECT 1",
            [("UNKNOWN", "SELEC", [("SELEC", "error")]), ("CREATE VIEW", "CREATE VIEW v AS SELECT 1", [])],
        ),
        ("${a} x; SELECT 2", [("UNKNOWN", "${a} x", []), ("SELECT", "SELECT 2", [])]),
        ("SELECT 'a\nb' SELECT 2", [("SELECT", "SELECT 'a\nb' SELECT 2", [("SELECT", "error")])]),
        (
            "5 CREATE VIEW v AS SELECT 1; SELECT 2",
            [("UNKNOWN", "5 CREATE VIEW v AS SELECT 1", [("5", "error")]), ("SELECT", "SELECT 2", [])],
        ),
        (
            "${a} x\nCREATE VIEW v AS SELECT 1; SELECT 2",
            [("UNKNOWN", "${a} x\nCREATE VIEW v AS SELECT 1", []), ("SELECT", "SELECT 2", [])],
        ),
        ("SELECT 1; ${a} x", [("SELECT", "SELECT 1", []), ("UNKNOWN", "${a} x", [])]),
        (
            "SELECT 1; 123; SELECT 2",
            [("SELECT", "SELECT 1", []), ("UNKNOWN", "123", [("123", "error")]), ("SELECT", "SELECT 2", [])],
        ),
        (
            "FLY a\nCREATE VIEW v AS SELECT 1; SELECT 2",
            [("UNKNOWN", "FLY a\nCREATE VIEW v AS SELECT 1", [("FLY", "info")]), ("SELECT", "SELECT 2", [])],
        ),
        (
            "CREATE TABLE t (a INT\nINSERT INTO v SELECT 2; SELECT 3",
            [
                ("CREATE TABLE", "CREATE TABLE t (a INT\nINSERT INTO v SELECT 2", [("INSERT", "error")]),
                ("SELECT", "SELECT 3", []),
            ],
        ),
        ("${a}", [("UNKNOWN", "${a}", [])]),
        (
            "SELECT ${x} y z; SELECT 2",
            [("SELECT", "SELECT ${x} y z", [("z", "error")]), ("SELECT", "SELECT 2", [])],
        ),
        ("quit; Help; CLEAR", [("QUIT", "quit", []), ("HELP", "Help", []), ("CLEAR", "CLEAR", [])]),
        ("quit now", [("UNKNOWN", "quit now", [("quit", "info")])]),
        ("ELSE; SELECT 1", [("UNKNOWN", "ELSE", [("ELSE", "error")]), ("SELECT", "SELECT 1", [])]),
        ("GRANT ALL", [("UNKNOWN", "GRANT ALL", [("GRANT", "info")])]),
        ("123; SELECT 1", [("UNKNOWN", "123", [("123", "error")]), ("SELECT", "SELECT 1", [])]),
        ("SELECT 1 /* a;\nSELECT 2", [("SELECT", "SELECT 1 /* a;\nSELECT 2", [("/*", "error")])]),
        ("SELECT 'a ;b\n;SELECT 2", [("SELECT", "SELECT 'a", [("'", "error")]), ("SELECT", "SELECT 2", [])]),
        (
            "SELECT FROM; foo bar; SELECT FROM; SELECT 1",
            [
                ("SELECT", "SELECT FROM", [("FROM", "error")]),
                ("SELECT", "SELECT FROM", [("FROM", "error")]),
                ("SELECT", "SELECT 1", []),
            ],
        ),
        ("DROP", [("DROP", "DROP", [("DROP", "error")])]),
        ("ALTER x; BEGIN STATEMENT", [("ALTER", "ALTER x", [("x", "error")]), ("BEGIN", "BEGIN STATEMENT", [("STATEMENT", "error")])]),
        ("(SELECT", [("SELECT", "(SELECT", [("SELECT", "error")])]),
        ("EXECUTE STATEMENT SET", [("EXECUTE STATEMENT SET", "EXECUTE STATEMENT SET", [("SET", "error")])]),
        ("DROP MATERIALIZED TABLE", [("DROP MATERIALIZED TABLE", "DROP MATERIALIZED TABLE", [("TABLE", "error")])]),
        (
            "CREATE OR REPLACE TEMPORARY SYSTEM FUNCTION; CREATE OR ALTER MATERIALIZED TABLE; CREATE x",
            [
                ("CREATE FUNCTION", "CREATE OR REPLACE TEMPORARY SYSTEM FUNCTION", [("FUNCTION", "error")]),
                ("CREATE MATERIALIZED TABLE", "CREATE OR ALTER MATERIALIZED TABLE", [("TABLE", "error")]),
                ("CREATE", "CREATE x", [("x", "error")]),
            ],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_where_the_next_statement_starts(sql, wanted):
    assert cut(sql) == wanted


@pytest.mark.parametrize(
    "sql", ["SELECT FROM", "SELEC 1", "FLY a", "ELSE", "${a}", "DROP", "(SELECT"]
)
@pytest.mark.parametrize("between", [";", ";\n", ";\r\n", ";;"])
def test_what_follows_a_statement_that_cannot_be_read_is_read(sql, between):
    last = ("CREATE VIEW", "CREATE VIEW v AS SELECT 3", [])
    assert cut(f"{sql}{between}CREATE VIEW v AS SELECT 3")[1:] == [last]


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("CREATE TABLE s (b INT)", True),
        ("CREATE TEMPORARY VIEW v AS SELECT 1", True),
        ("CREATE OR REPLACE VIEW v AS SELECT 1", True),
        ("DROP CATALOG c", True),
        ("ALTER DATABASE d SET ('a' = 'b')", True),
        ("INSERT INTO s SELECT 1", True),
        ("INSERT OVERWRITE s SELECT 1", True),
        ("BEGIN STATEMENT SET", True),
        ("INSERT s SELECT 1", False),
        ("BEGIN s", False),
        ("CREATE s", False),
        ("SELECT 1", False),
        ("UPDATE s SET a = 1", False),
    ],
)
def test_a_fault_ends_before_a_line_that_surely_begins_a_statement(line, begins):
    broken = "CREATE TABLE t (a INT, 1 2 3"
    assert (cut(f"{broken}\n{line};")[0][1] == broken) is begins
    assert cut(f"{broken} {line};")[0][1] != broken
    if begins:
        assert cut(f"{broken}\n{line};")[1][1:] == (line, [])


def test_what_nests_too_deeply_is_left_unread_to_its_end():
    deep = f"SELECT {'(' * 400}1{')' * 400}"
    assert cut(f"{deep}; SELECT 2") == [
        ("SELECT", deep, [("SELECT", "info")]),
        ("SELECT", "SELECT 2", []),
    ]
    ((code, _, message, hint),) = problems(deep)
    assert (code, hint) == ("FL602", "")
    assert message == "the statement nests too deeply to be read here"


@pytest.mark.parametrize(
    ("sql", "message", "hint"),
    [
        ("SET 'a' = 'b'\nSELECT 1", "`;` is missing after `'b'`", "end the statement with `;`"),
        ("SELECT 1\nSELECT 2", "`;` is missing before `SELECT`", "end the statement before it with `;`"),
        ("SELECT 1 SELECT 2", "unexpected `SELECT` after the select list", "expected `,`, `FROM` or `;`"),
        ("STATEMENT SET; SELECT 1", "`EXECUTE` is missing", "write `EXECUTE STATEMENT SET BEGIN`"),
        ("STATEMENT x", "`STATEMENT` starts no statement that is known here", "the statement is left unread"),
    ],
)  # fmt: skip
def test_says_how_a_statement_is_to_begin_and_end(sql, message, hint):
    ((code, _, said, hinted),) = problems(sql)
    assert (code, said, hinted) == ("FL602", message, hint)


HINTED = "SELECT /*+ c */ a + /*+ b */ 1 FROM t; SELECT 2"


def test_a_hint_in_a_strange_place_is_a_comment_to_1_10_alone():
    statement = HINTED.partition(";")[0]
    assert cut(HINTED, (1, 10)) == [("SELECT", statement, []), ("SELECT", "SELECT 2", [])]
    assert cut(HINTED, None) == [("SELECT", statement, []), ("SELECT", "SELECT 2", [])]
    assert [p for _, _, p in cut(HINTED, (1, 11))] == [[("/*+", "error")], []]
    assert read(HINTED, version=(1, 10)).statements[0].tree is not None
    assert read(HINTED).statements[0].tree is None
    assert read(HINTED).statements[1].tree is not None


def test_a_hint_that_is_a_comment_ends_where_it_ends():
    tree = read(HINTED, version=(1, 10)).statements[0].tree
    assert tree.find(exp.Add).left.name == "a"


def test_what_stands_right_behind_a_hint_that_is_a_comment_is_read():
    [statement] = read("SELECT a /*+ b */, c FROM t", version=(1, 10)).statements
    assert [column.name for column in statement.tree.expressions] == ["a", "c"]


def test_a_hint_is_no_excuse_for_what_1_10_does_not_know():
    assert problems("CREATE TABLE t (a INT) /*+ b */ LIKE s", None) != []


def test_a_hint_between_words_that_are_read_together_is_a_comment_to_1_10_too():
    sql = "SELECT JSON_OBJECTAGG(KEY a VALUE b ABSENT /*+ c */ ON NULL) FROM t"
    assert cut(sql, (1, 10)) == cut(sql, None) == [("SELECT", sql, [])]
    assert problems(sql, (1, 11)) != []


@pytest.mark.parametrize("version", [(1, 10), (1, 17), (2, 3), None])
@pytest.mark.parametrize("word", ["ELSE", "PIVOT", "QUALIFY", "TABLES"])
def test_a_word_reserved_in_any_version_begins_no_statement(word, version):
    assert cut(f"{word} a", version)[0][2] == [(word, "error")]


def test_a_hint_does_not_excuse_what_is_wrong_besides():
    assert [p for _, _, p in cut("SELECT /*+ c */ a + /*+ b */ FROM t", None)] != [[]]
    assert [p for _, _, p in cut("SELECT a + FROM t /*+ b */", None)] == [[("FROM", "error")]]
    assert cut("SELECT a + /*+ b", (1, 10)) == [("SELECT", "SELECT a +", [("+", "error")])]


def test_a_hint_that_is_a_comment_hides_what_stands_in_it():
    sql = "SELECT a /*+ 'x; */ FROM t; SELECT 2"
    assert [text for _, text, _ in cut(sql, (1, 10))] == ["SELECT a /*+ 'x; */ FROM t", "SELECT 2"]


def test_two_quotes_left_open_are_one_string_and_what_follows_is_read():
    sql = "".join(f"INSERT INTO t SELECT '{n};\nCREATE VIEW v{n} AS SELECT 1;\n" for n in range(4))
    found = cut(sql)
    assert [(kind, [at for at, _ in said]) for kind, _, said in found] == [
        ("INSERT", ["'0;"]),
        ("CREATE VIEW", []),
        ("INSERT", ["'2;"]),
        ("CREATE VIEW", []),
    ]
    assert [text for _, text, _ in found][1::2] == [
        "CREATE VIEW v1 AS SELECT 1",
        "CREATE VIEW v3 AS SELECT 1",
    ]


def test_many_quotes_left_open_are_told_of_each_without_cutting_the_rest_for_every_one(monkeypatch):
    """The text behind each is cut into tokens anew, which is quick only while they are few."""
    cuts = counted_cuts(monkeypatch)
    many = "".join(f"CREATE TABLE t{n} (a 'x);\nINSERT INTO t SELECT 'y';\n" for n in range(90))
    found = cut(many)
    assert [kind for kind, _, said in found if said][:40] == ["CREATE TABLE"] * 40
    assert [text for _, text, said in found if not said][:40] == ["INSERT INTO t SELECT 'y'"] * 40
    assert len(cuts) < 90


def test_many_hints_in_statements_without_an_end_are_not_each_read_as_1_10_does(monkeypatch):
    """Each such statement would be read to the end of the script, where the only semicolon is."""
    cuts = counted_cuts(monkeypatch)
    found = cut("INSERT INTO t SELECT 1 FROM /*+ a */\n" * 90 + ";", None)
    assert len(found) == 90
    assert len(cuts) < 45


def test_many_statements_with_hints_in_strange_places_are_each_read_as_1_10_does():
    assert problems(f"{HINTED};\n" * 30, None) == []


def counted_cuts(monkeypatch):
    """What is cut into tokens from here on."""
    cuts = []

    def counted(*given):
        cuts.append(given)
        return tokenize(*given)

    monkeypatch.setattr(script, "tokenize", counted)
    return cuts


# What a statement says of itself


def test_a_script_keeps_its_text():
    assert read("SELECT 1").text == "SELECT 1"


@pytest.mark.parametrize(
    ("sql", "temporary"),
    [
        ("CREATE TEMPORARY TABLE t (a INT)", True),
        ("CREATE TABLE t (a INT)", False),
        ("CREATE TEMPORARY FUNCTION f AS 'x'", True),
        ("CREATE TEMPORARY SYSTEM FUNCTION f AS 'x'", True),
        ("CREATE FUNCTION f AS 'x'", False),
        ("CREATE TEMPORARY VIEW v AS SELECT 1", True),
        ("CREATE TEMPORARY TABLE t (", False),
        ("FLY", False),
        ("${x}", False),
        ("SELECT 1", False),
        ("DROP TEMPORARY TABLE t", True),
        ("DROP TABLE t", False),
        (f"SELECT {'(' * 400}1{')' * 400}", False),
    ],
)
def test_every_statement_that_is_temporary_says_so(sql, temporary):
    [statement] = read(sql).statements
    assert statement.temporary is temporary


@pytest.mark.parametrize("vendor", [True, False])
@pytest.mark.parametrize("sql", ["SELECT 1", "VALUES (1)", "WITH a AS (SELECT 1) SELECT 1 FROM a"])
def test_queries_are_read_by_every_engine(sql, vendor):
    [statement] = read(sql, version=(1, 20), vendor=vendor).statements
    assert (statement.kind, statement.problems) == ("SELECT", ())
    assert statement.tree is not None


@pytest.mark.parametrize("sql", ["CREATE TABLE t AS SELECT 1", "SELECT 1 AS order", "SELECT FROM"])
def test_what_a_version_refuses_has_no_tree(sql):
    [statement] = read(sql, version=(1, 11)).statements
    assert statement.problems
    assert statement.tree is None


@pytest.mark.parametrize("verb", ["CREATE", "DROP", "ALTER"])
@pytest.mark.parametrize("what", ["TABLE", "VIEW", "DATABASE", "CATALOG", "FUNCTION"])
def test_a_statement_that_is_cut_short_is_named_by_its_first_words(verb, what):
    assert read(f"{verb} {what}").statements[0].kind == f"{verb} {what}"
    assert read(f"{verb} {what} 5").statements[0].kind == f"{verb} {what}"
    assert read(f"{verb} TEMPORARY {what} 5").statements[0].kind == f"{verb} {what}"


def test_a_comment_left_open_takes_the_rest_but_its_last_semicolon():
    assert texts("SELECT 1 /* a;") == ["SELECT 1 /* a"]


def test_a_hint_in_a_later_statement_may_be_a_comment_too():
    assert cut(f"SELECT 3;\n{HINTED}", None) == [("SELECT", "SELECT 3", []), *cut(HINTED, None)]
    assert cut(HINTED.replace("SELECT 2", ""), None) == cut(HINTED, None)[:1]
    alone = HINTED.partition(";")[0]
    assert cut(alone, None) == [("SELECT", alone, [])]


def test_the_place_of_a_node_that_was_made_is_that_of_its_parts():
    sql = "SELECT a + b, c FROM t"
    query = read(sql).statements[0].tree
    first, second = query.expressions
    made = exp.Tuple(expressions=[exp.Paren(this=second.copy()), exp.Null(), first.copy()])
    assert sql[slice(*span(made))] == "a + b, c"
    assert span(exp.Null()) == (0, 0)


@pytest.mark.parametrize("sql", ["INSERT INTO t ${query} 5", "SELECT ${x} ${y} 5 FROM ${z} 6"])
def test_nothing_is_said_of_what_follows_a_placeholder(sql):
    assert problems(sql) == []


@pytest.mark.parametrize(
    "line",
    [
        "CREATE TABLE s (b INT) WITH ('c' = 'd')",
        "CREATE TEMPORARY VIEW v AS SELECT 'y'",
        "CREATE OR REPLACE VIEW v AS SELECT 'y'",
        "create  view v AS SELECT 'y'",
        "DROP TABLE IF EXISTS s /* ' */",
        "ALTER DATABASE d SET ('a' = 'b')",
        "CREATE CATALOG c WITH ('a' = 'b')",
        "CREATE FUNCTION f AS 'c'",
        "INSERT INTO s SELECT 'y'",
        "\tINSERT OVERWRITE s SELECT 'y'",
        "BEGIN STATEMENT SET /* ' */",
        "EXECUTE STATEMENT SET BEGIN INSERT INTO s SELECT 'y'; END",
    ],
)
def test_a_quote_left_open_ends_before_a_line_that_begins_a_statement(line):
    text = f"CREATE TABLE t (a 'x);\n{line};\nSELECT 1"
    found = cut(text)
    assert [kind for kind, _, said in found if said] == ["CREATE TABLE"]
    assert [text for _, text, _ in found][1:] == [line.strip().partition(" /*")[0], "SELECT 1"]


def test_a_quote_left_open_in_a_statement_that_was_not_awaited_ends_there_too():
    sql = "CREATE TABLE t (a INT\nINSERT INTO x SELECT 'y;\nINSERT INTO z SELECT 'k';"
    assert texts(sql)[-1] == "INSERT INTO z SELECT 'k'"


def test_a_hint_alone_is_no_statement():
    assert [p for _, _, p in cut("/*+ a */", None)] == [[("/*+", "error")]]
