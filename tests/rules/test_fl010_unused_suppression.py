from __future__ import annotations

from collections.abc import Callable

import pytest
from support import Hit
from test_suppress import JOB

SOUND = JOB.replace("parallelism: 0", "parallelism: 1")
Check = Callable[..., list[Hit]]


@pytest.mark.parametrize(
    ("names", "message", "fixed"),
    [
        ("FL401", "nothing of FL401 is found here", None),
        ("FL401, cpu-value", "nothing of FL401, cpu-value is found here", None),
        ("FL401, FL101", "nothing of FL401 is found here", "FL101"),
        ("FL101, FL401", "nothing of FL401 is found here", "FL101"),
    ],
)
def test_names_the_rules_that_find_nothing(
    check_all: Check, names: str, message: str, fixed: str | None
) -> None:
    text = SOUND.replace("parallelism: 1", f"paralelism: 1  # flinklint: ignore[{names}] why")
    hits = [hit for hit in check_all(text) if hit.code == "FL010"]
    assert [hit.message for hit in hits] == [message]
    comment = f"  # flinklint: ignore[{fixed}] why" if fixed else ""
    assert hits[0].fixed() == SOUND.replace("parallelism: 1", f"paralelism: 1{comment}")


def test_says_nothing_of_one_that_is_needed(check_all: Check) -> None:
    text = JOB.replace("parallelism: 0", "parallelism: 0  # flinklint: ignore[FL401]")
    assert [hit for hit in check_all(text) if hit.code.startswith("FL01")] == []
