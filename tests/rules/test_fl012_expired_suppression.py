from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from support import Hit
from test_suppress import SQL, above

Check = Callable[..., list[Hit]]
TODAY = date(2026, 5, 10)


@pytest.mark.parametrize(("day", "expired"), [("2026-05-09", True), ("2026-05-10", False)])
def test_holds_to_the_end_of_the_day(check: Check, day: str, expired: bool) -> None:
    hits = check(above(f"# flinklint: ignore[FL401] until={day} why"), today=TODAY)
    assert [hit.text for hit in hits] == [f"until={day}"] * expired


def test_points_into_sql(check: Check) -> None:
    [hit] = check(SQL.replace("FROM a;", "FROM a; /* flinklint: ignore[FL602] until=2021-01-01*/"))
    assert (hit.text, hit.line) == ("until=2021-01-01", 17)


def test_says_nothing_without_a_day(check: Check) -> None:
    assert check(above("# flinklint: ignore[FL401] why"), today=TODAY) == []
