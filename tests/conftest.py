"""Fixtures that run rules over a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from support import Hit, run

from flinklint.rule import load

# Programs that tests start have streams as users have them: full ones are written, and the last.
os.environ.pop("PYTHONUNBUFFERED", None)

# The same examples everywhere, however slow the machine is; `make properties` takes others.
settings.register_profile(
    "flinklint",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[*HealthCheck],
)
settings.load_profile("flinklint")


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Callable[..., list[Hit]]:
    """Run the rule that the test file is named after (`test_fl206_....py`)."""
    code = Path(request.path).stem.split("_")[1].upper()
    [rule] = [rule for rule in load() if rule.code == code]

    def check_text(text: str | bytes, **options: Any) -> list[Hit]:
        outcome = run(text, [rule], **options)
        assert not outcome.crashed
        return [Hit(finding) for finding in outcome.findings if finding.code == code]

    return check_text


@pytest.fixture
def check_all() -> Callable[..., list[Hit]]:
    """Run every rule that is on by default."""

    def check_text(text: str | bytes, **options: Any) -> list[Hit]:
        outcome = run(text, [rule for rule in load() if rule.enabled], **options)
        return [Hit(finding) for finding in outcome.findings]

    return check_text
