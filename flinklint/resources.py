"""Where `rules/` and `schemas/` live, installed or in a checkout; nothing else knows."""

from pathlib import Path


def home(name: str) -> Path:
    """The folder `name` ("rules" or "schemas") that belongs to this copy of flinklint."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
