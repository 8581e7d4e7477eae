"""What the scanner does faster than ruamel.yaml's own, it does as that one does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML, YAMLError

from flinklint.yaml_scanner import events

PIECES = st.sampled_from(
    ["a", "b c", ":", ": ", "#", " #", ",", "[", "]", "{", "}", "?", "? ", "-", "- ", "\n", "  ", "'d'", "&e ", "*e", "http://f", "\n---\n"]
)  # fmt: skip


def told(read) -> object:
    """Name, value and place of every event, or what ended the reading."""
    try:
        return [
            (
                type(event).__name__,
                getattr(event, "value", None),
                event.start_mark.index,
                event.end_mark.index,
            )
            for event in read()
        ]
    except YAMLError as error:
        return str(error)


def original(text: str) -> object:
    return told(lambda: YAML(typ="safe", pure=True).parse(text))


def own(text: str) -> object:
    return told(lambda: (event for event, _, _ in events(text)))


@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_events_are_those_of_the_original(text):
    assert own(text) == original(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b:c d#e #f\n",
        "a: b\n c\n\n d # e\n",
        "[a:b, c: d, e:, f?g, http://h:1/i]\n",
        "{a:b, c: d:e, ? f : g}\n",
        "%YAML 1.1\n--- [a?b, c]\n",
        "%YAML 1.1\n--- {a: b?c}\n",
        "a:\n  - b: c\n    d:\n    - e\n",
        "a: b: c\n",
        "a\nb: c\n",
        f"{'k' * 1025}: v\n",
        "? a\n: b\n",
        "",
    ],
)
def test_words_end_where_those_of_the_original_do(text):
    assert own(text) == original(text)
