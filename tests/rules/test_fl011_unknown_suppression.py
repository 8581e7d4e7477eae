from __future__ import annotations

from collections.abc import Callable

import pytest
from support import Hit
from test_suppress import SQL, above

Check = Callable[..., list[Hit]]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("FL4O1", "did you mean `FL401`?"),
        ("stateful-restore-nnoe", "did you mean `stateful-restore-none`?"),
        ("anything-else-at-all", "`flinklint rules` lists them"),
    ],
)
def test_names_the_nearest_rule(check: Check, name: str, hint: str) -> None:
    [hit] = check(above(f"# flinklint: ignore[{name}] why"))
    assert (hit.text, hit.message, hit.hint) == (name, f"`{name}` is no rule", hint)


def test_points_into_sql(check: Check) -> None:
    [hit] = check(SQL.replace("FROM a;", "FROM a; -- flinklint: ignore[FL6O2]"))
    assert (hit.text, hit.line, hit.path) == ("FL6O2", 17, "/spec/template/spec/artifact/sqlScript")


def test_says_what_cannot_be_silenced(check: Check) -> None:
    [hit] = check(above("# flinklint: ignore[FL012]"))
    assert (hit.text, hit.message) == ("FL012", "FL012 cannot be suppressed")


def test_accepts_codes_and_names(check: Check) -> None:
    assert check(above("# flinklint: ignore[FL206, stateful-restore-none, fl401]")) == []
