"""`flinklint cache clean`: forget what earlier runs found."""

from __future__ import annotations

from flinklint.cache import clean
from flinklint.cli.console import note
from flinklint.cli.table import Arguments


def run(_: Arguments) -> int:
    """Remove the entries of the cache that runs in this folder use."""
    count = clean()
    note(f"{count} entr{'y' if count == 1 else 'ies'} removed")
    return 0
