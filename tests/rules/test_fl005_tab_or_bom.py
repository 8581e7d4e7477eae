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


SCRIPT = """\
CREATE TABLE orders (id BIGINT) WITH ('connector' = 'datagen');
CREATE TABLE seen (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO seen SELECT id FROM orders; -- caf\xe9
"""


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (SCRIPT.encode("latin-1"), (3, "\ufffd"), "byte 0xe9 is not UTF-8"),
        (SCRIPT.encode("utf-16"), (1, ""), "the file is UTF-16; the platform reads UTF-8"),
        (SCRIPT.encode("utf-8-sig"), (1, "\ufeff"), "the file begins with a byte order mark"),
    ],
    ids=["latin-1", "utf-16", "byte order mark"],
)
def test_tells_of_the_encoding_of_a_bare_script(check, data, place, message):
    [hit] = check(data, name="sql/orders.sql", flink_version=(1, 17))
    assert (hit.line, hit.text) == place
    assert hit.message == message


def test_removes_the_byte_order_mark_of_a_bare_script(check):
    [hit] = check("\ufeff" + SCRIPT, name="orders.sql")
    assert hit.fixed() == SCRIPT


@pytest.mark.parametrize("text", [SCRIPT.replace("INSERT", "\tINSERT"), "a:\n\tb: c"])
def test_says_nothing_of_the_tabs_of_a_bare_script(check, text):
    assert check(text, name="ORDERS.SQL") == []
    assert len(check("\ufeff" + text, name="ORDERS.SQL")) == 1


def test_passes_over_a_script_that_a_hook_found_and_no_version_is_given_for(check):
    assert check(SCRIPT.encode("latin-1"), name="orders.sql", asked=False) == []
