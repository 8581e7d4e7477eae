import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint.nearest import distance, fold, nearest, nearest_all

FIELDS = ["entryClass", "jobmanager", "taskmanager", "jarUri", "mainArgs", "id", "no"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("jobManager", "jobmanager"),
        ("job_manager", "jobmanager"),
        ("jobmanger", "jobmanager"),
        ("jobmaanger", "jobmanager"),
        ("jarURL", "jarUri"),
        ("mian-args", "mainArgs"),
        ("parallelism", None),
        ("jobmngr", None),
        ("ie", "id"),
        ("x", None),
        ("", None),
        ("it", "id"),
    ],
)
def test_finds_the_word_that_was_meant(word, meant):
    assert nearest(word, FIELDS) == meant


def test_prefers_fewer_edits_then_the_longer_common_start():
    assert nearest_all("checkpoint", ["checkpoints", "checkpoin", "checkpoint"])[0] == "checkpoint"
    assert nearest("abcdex", ["xbcdex", "abcdey"]) == "abcdey"


def test_names_each_candidate_once():
    assert nearest_all("jarUrl", ["jarUri", "jarUri"]) == ["jarUri"]


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "cab", 2), ("kitten", "sitting", 3), ("ca", "abc", 3)],
)
def test_counts_edits_and_swaps(first, second, edits):
    assert distance(first, second, 5) == edits
    assert distance(first, second, edits - 1) is None or edits == 0


def slow_distance(first, second):
    table = {(-1, -1): 0}
    for row in range(len(first)):
        table[row, -1] = row + 1
    for column in range(len(second)):
        table[-1, column] = column + 1
    for row in range(len(first)):
        for column in range(len(second)):
            cost = first[row] != second[column]
            table[row, column] = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + cost,
            )
            if (
                row
                and column
                and first[row] == second[column - 1]
                and first[row - 1] == second[column]
            ):
                table[row, column] = min(table[row, column], table[row - 2, column - 2] + 1)
    return table[len(first) - 1, len(second) - 1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 4))
def test_agrees_with_the_full_table(first, second, limit):
    full = slow_distance(first, second)
    assert distance(first, second, limit) == (full if full <= limit else None)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_gives_a_candidate_or_none(word, candidates):
    found = nearest(word, candidates)
    assert found is None or found in candidates


@given(st.text(min_size=1, max_size=30))
def test_finds_a_word_in_another_case(word):
    if fold(word):
        assert nearest(word.swapcase(), [word.lower()]) in (word.lower(), None)


def test_stays_quick_on_hostile_words():
    started = time.perf_counter()
    nearest("a" * 200_000, ["a" * 200_001, "b" * 200_000])
    assert time.perf_counter() - started < 5
