"""Where `rules/` and `schemas/` live, installed or in a checkout; nothing else knows."""

from functools import cache
from pathlib import Path


@cache
def home(name: str) -> Path:
    """The folder `name` ("rules" or "schemas") that belongs to this copy of flinklint."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
