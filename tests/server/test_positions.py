"""Places of an editor and offsets in a text."""

from __future__ import annotations

import pytest
from lsprotocol import types as lsp

from flinklint.server.positions import Positions
from flinklint.source import BOM, Source

TEXT = "a\r\n日本😀x\n\x0c\u2028b\rc"


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [("utf-8", [0, 3, 6, 10, 11]), ("utf-16", [0, 1, 2, 4, 5]), ("utf-32", [0, 1, 2, 3, 4])],
)
def test_columns_count_units_of_the_encoding(encoding, columns):
    positions = Positions(Source("a", TEXT), encoding)
    start = TEXT.index("日")
    found = [positions.position(start + i) for i in range(5)]
    assert found == [lsp.Position(1, column) for column in columns]
    assert [positions.offset(place) for place in found] == [start + i for i in range(5)]


def test_only_the_line_ends_of_the_protocol_end_lines():
    positions = Positions(Source("a", TEXT))
    assert positions.position(TEXT.index("b")) == lsp.Position(2, 2)
    assert positions.position(TEXT.index("c")) == lsp.Position(3, 0)
    assert positions.position(len(TEXT)) == lsp.Position(3, 1)


@pytest.mark.parametrize(
    ("line", "column", "offset"), [(0, 99, 1), (1, 3, TEXT.index("x")), (9, 0, len(TEXT))]
)
def test_a_place_that_is_none_is_the_next_that_is_one(line, column, offset):
    assert Positions(Source("a", TEXT)).offset(lsp.Position(line, column)) == offset


def test_a_byte_order_mark_counts_as_the_editor_holds_it():
    assert Positions(Source("a", f"{BOM}ab")).position(2) == lsp.Position(0, 2)
