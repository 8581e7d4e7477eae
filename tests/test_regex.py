"""Expressions that are compiled late find what those that are compiled at once find."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from flinklint.regex import regex


@pytest.mark.parametrize("method", ["match", "fullmatch", "search"])
@pytest.mark.parametrize("text", ["ab", "xAB", "", "AB"])
def test_finds_the_same(method, text):
    late, early = regex("(a)b", re.IGNORECASE), re.compile("(a)b", re.IGNORECASE)
    for _ in range(2):
        found, expected = getattr(late, method)(text), getattr(early, method)(text)
        assert (found and found.span()) == (expected and expected.span())


def test_has_the_other_methods_and_attributes_too():
    late = regex("a+")
    assert late.pattern == "a+"
    assert late.sub("b", "xaa") == "xb"
    assert late.split("1a2") == ["1", "2"]
    assert [match.group() for match in late.finditer("aba")] == ["a", "a"]
    assert late.findall("aab a") == ["aa", "a"]
    assert copy.deepcopy(late).findall("a") == ["a"]
    assert pickle.loads(pickle.dumps(regex("a"))).findall("a") == ["a"]


def test_nothing_is_compiled_before_it_is_used(monkeypatch):
    monkeypatch.setattr(re, "compile", None)
    late = regex("(")
    monkeypatch.undo()
    with pytest.raises(re.error):
        late.search("a")
