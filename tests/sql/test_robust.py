"""Any text at all is read, in time that grows with its length."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flinklint.sql.script import read

DEEP = 100_000
SOUP = (
    "SELECT FROM WHERE GROUP BY ORDER JOIN ON AS CREATE TABLE VIEW WITH INSERT INTO VALUES SET "
    "BEGIN END STATEMENT EXECUTE CASE WHEN THEN CAST INTERVAL ROW ARRAY < > ( ) [ ] , ; . = 'a' `b` "
    '"c" /* */ /*+ -- // \n a 1 ${x} \' ` " { } | ^ ? => != ：'
)
WORDS = SOUP.split(" ")


def check(text):
    for version in (None, (1, 10), (1, 20), (2, 3)):
        script = read(text, version=version)
        places = [(s.start, s.end) for s in script.statements]
        assert places == sorted(places)
        for problem in script.problems:
            assert 0 <= problem.start <= problem.end <= len(text)
            assert problem.message
            assert "\x1b" not in problem.message + problem.hint


@given(st.text())
def test_reads_any_text(text):
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=400)
def test_reads_any_words(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "(" * DEEP,
        "SELECT " + "(" * DEEP + "1" + ")" * DEEP,
        "CREATE TABLE t (a " + "ARRAY<" * DEEP,
        "SELECT " + "CASE WHEN " * DEEP,
        "SELECT * FROM " + "(SELECT * FROM " * DEEP,
        "SELECT * FROM t MATCH_RECOGNIZE (PATTERN (" + "(" * DEEP,
        "WITH a AS (" * DEEP,
        "'" * DEEP,
        "\x00",
        "SELECT '\ud800' \ud800",
    ],
    ids=range(10),
)
def test_reads_what_nests_deeply_or_is_no_text(text):
    check(text)


def test_a_statement_too_deep_to_be_read_is_no_error():
    (found,) = read("SELECT " + "(" * 500 + "1" + ")" * 500).problems
    assert found.severity == "info"


@pytest.mark.parametrize(
    "piece",
    [
        "SELECT a, b + 1 AS c FROM t WHERE x = 'y';\n",
        "SELECT FROM;\n",
        "INSERT INTO t SELECT 1\n",
        "INSERT INTO t SELECT 1 FROM /*+ a */\n",
        "CREATE TABLE t (a 'x)\n",
        "SELEC 1\n",
        "SELECT /* 1\n",
    ],
)
@pytest.mark.parametrize("version", [(2, 3), None], ids=["2.3", "no version"])
def test_time_grows_with_the_length(piece, version):
    def seconds(times):
        gc.collect()
        gc.disable()  # what other tests have left in memory is not what is measured
        start = time.process_time()
        try:
            read(piece * times, version=version)
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(10)
    short = min(seconds(500) for _ in range(3))
    long = min(seconds(4000) for _ in range(2))
    # eight times the length: eight times the time if linear, sixty-four times if quadratic
    assert long < 32 * short + 0.05
