from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only this\n", "---\n", "---\n# a\n---\n", "null\n"]
)
def test_warns_of_an_empty_file_that_is_named(check, text):
    [hit] = check(text)
    assert hit.line == 1
    assert hit.severity == "warning"


def test_says_nothing_of_one_that_a_hook_passed(check):
    assert check("", asked=False) == []


def test_says_nothing_of_other_files(check):
    assert check("a: 1\n") == []
    assert check("", name="notes.txt") == []
