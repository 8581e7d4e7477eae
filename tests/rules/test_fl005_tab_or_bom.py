from __future__ import annotations

import pytest

GOOD = "kind: Deployment\napiVersion: v1\nmetadata:\n  name: orders\nspec: {}\n"


def test_flags_a_byte_order_mark_and_removes_it(check):
    [hit] = check("\ufeff" + GOOD)
    assert hit.message == "the file begins with a byte order mark"
    assert hit.line == 1
    assert hit.fixed() == GOOD


def test_flags_a_tab_as_indentation_and_writes_blanks(check):
    [hit] = check(GOOD.replace("  name", "\tname"))
    assert hit.text == "\t"
    assert hit.line == 4
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (GOOD.encode("utf-16"), "the file is UTF-16; the platform reads UTF-8"),
        (GOOD.replace("orders", "caf\xe9").encode("latin-1"), "byte 0xe9 is not UTF-8"),
    ],
)
def test_flags_other_encodings(check, data, message):
    [hit] = check(data)
    assert hit.message == message


def test_places_the_byte_that_is_not_utf8(check):
    [hit] = check(GOOD.replace("orders", "caf\xe9").encode("latin-1"))
    assert (hit.line, hit.text) == (4, "\ufffd")


def test_accepts_tabs_inside_values(check):
    assert check(GOOD.replace("spec: {}", "spec:\n  a: |\n    x\ty\n    \tz")) == []
