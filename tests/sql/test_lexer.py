"""Text cut into tokens as Flink's lexer cuts it."""

from __future__ import annotations

import time

import pytest

from flinklint.sql.lexer import tokenize
from flinklint.sql.script import read


def cut(text: str, start: int = 0) -> list[tuple[str, str]]:
    """The kind and the text of each token."""
    tokens = tokenize(text, start)
    assert tokens.text == text
    places = zip(tokens.starts, tokens.ends, strict=True)
    return [(kind, text[slice(*at)]) for kind, at in zip(tokens.kinds, places, strict=True)]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("int", ["1", "0012"]),
        ("decimal", ["1.", "1.5", ".5"]),
        ("approx", ["1e5", "1E-5", "1.5e+5", ".5e1", "1.e3"]),
        ("word", ["orders", "t$files", "$a", "é_1", "ab12", "中文", "ㄱ", "豈"]),
        ("string", ["''", "'a'", "'it''s'", "'a\nb'"]),
        ("nstring", ["N'x'", "n'x'", "_utf8'x'", "_x-y.1:z'q'"]),
        ("ustring", ["U&'x'", "u&'it''s'"]),
        ("estring", ["E'a'", r"e'a\'b'", "E'a''b'"]),
        ("xstring", ["X'ab'", "x'ab'"]),
        ("name", ["`a`", "`a``b`", '`a"b`', 'U&"x"', 'u&"x""y"']),
        ("double", ['"a"', '""', '"a""b"']),
        ("hole", ["${a}", "x${a}y", "1${a}", "${a}${b}", "${a b}"]),
        ("bad", ["#", "\x00", "，", "쀀", "\\", "a.t$files", "a.b-c.t$files$x"]),
        ("open", ["'", "`", "/*"]),
        ("SELECT", ["SELECT", "select", "Select"]),
    ],
)
def test_every_kind_of_token(kind: str, texts: list[str]) -> None:
    for text in texts:
        assert cut(text) == [(kind, text)]
        if kind != "open":
            assert cut(f" \t\r\n\f{text}\n(") == [(kind, text), ("(", "(")]


SIGNS = "<= >= <> != => || /*+ */ ( ) [ ] , ; . = < > ? : + - * / % | ^ { }"


def test_every_sign_is_its_own_kind() -> None:
    for sign in SIGNS.split():
        assert cut(sign) == [(sign, sign)]
        assert cut(f"xx{sign}") == [("word", "xx"), (sign, sign)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("xx<=yy>=zz<>1", ["word", "<=", "word", ">=", "word", "<>", "int"]),
        ("1..2", ["decimal", "decimal"]),
        ("1.e", ["decimal", "word"]),
        ("1e+", ["int", "word", "+"]),
        ("1xx", ["int", "word"]),
        ("``", ["open", "open"]),
        ("`x\nx`", ["open", "word", "word", "open"]),
        ('"xx', ["bad", "word"]),
        ("'xx", ["open", "word"]),
        ("xx/*y*/zz", ["word", "word"]),
        ("xx/*y**/zz", ["word", "word"]),
        ("xx/**/zz", ["word", "word"]),
        ("xx/*+yy*/", ["word", "/*+", "word", "*/"]),
        ("xx/*yy", ["word", "open", "word"]),
        ("xx/*y /*${z}'z' --x\ny", ["word", "open", "word", "open", "hole", "string", "word"]),
        ("xx/*y*/ /*z", ["word", "open", "word"]),
        ("12 /*x*/ 3", ["int", "int"]),
        ("`y /*x*/ z", ["open", "word", "word"]),
        ("y `z /*x*/ z", ["word", "open", "word", "word"]),
        ("/*/ x*/y", ["word"]),
        ("--xx'\nyy", ["word"]),
        ("//xx'\ryy", ["word"]),
        ("xx--yy", ["word"]),
        ("${xx", ["word", "{", "word"]),
        ("${x\nx}", ["word", "{", "word", "word", "}"]),
        ("a.b c.t$files", ["A", ".", "word", "bad"]),
        ("\ufeffxx", ["word"]),
        ("xx\ufeff", ["word", "bad"]),
        ("", []),
        (" \t\r\n\f", []),
    ],
)  # fmt: skip
def test_where_a_token_ends(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in cut(text)] == kinds


def test_is_cut_from_a_place_on() -> None:
    text = "SELECT 'a' FROM orders"
    assert cut(text, 7) == [("string", "'a'"), ("FROM", "FROM"), ("word", "orders")]
    assert tokenize(text, 7).starts[0] == 7
    assert cut("\ufeffxx")[0] == ("word", "xx")
    assert tokenize("\ufeffxx").starts == [1]


@pytest.mark.parametrize("size", ["1e1", "1.5e1", "1E0"])
def test_a_number_with_an_exponent_is_no_size(size: str) -> None:
    assert read("CREATE TABLE t (a VARCHAR(10))").problems == ()
    [problem] = read(f"CREATE TABLE t (a VARCHAR({size}))").problems
    assert size in problem.message
    assert read(f"SELECT {size}, -{size} FROM t LIMIT 3").problems == ()


def test_comments_that_are_never_closed_take_time_in_proportion() -> None:
    before = time.thread_time()
    assert len(tokenize("/* " * 40_000).kinds) == 40_000
    assert time.thread_time() - before < 3  # a look for the end from each on takes far longer
