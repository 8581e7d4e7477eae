from __future__ import annotations

import pytest

TEXT = "kind: Deployment\napiVersion: v1\nmetadata: {{name: {}}}\nspec: {{}}\n"


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("TopSpeedWindowing", "top-speed-windowing"),
        ("orders by minute", "orders-by-minute"),
        ("-orders", "orders"),
        ("orders_v2", "orders-v2"),
    ],
)
def test_flags_a_name_of_the_older_kind(check, name, fitting):
    [hit] = check(TEXT.format(name))
    assert hit.text == name
    assert hit.hint == f"call a new deployment `{fitting}`"


def test_flags_a_name_that_is_too_long(check):
    [hit] = check(TEXT.format("a" * 64))
    assert hit.message == "the name has 64 characters, more than the 63 that it may have"


@pytest.mark.parametrize("name", ["a", "orders", "orders-2", "0a", "a" * 63, "'${NAME}'"])
def test_accepts_names(check, name):
    assert check(TEXT.format(name)) == []
