"""How many generated examples a test takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import settings

_EXAMPLES = os.environ.get("FLINKLINT_EXAMPLES")


def some(few: int) -> Callable[[Any], Any]:
    """As many examples as `make properties` asks for, or a few that are always the same."""
    return settings(max_examples=int(_EXAMPLES or few), derandomize=_EXAMPLES is None)
