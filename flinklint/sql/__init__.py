"""Flink SQL as Flink reads it: scripts, statements, syntax trees and their spans."""

import gc
from importlib import import_module

from flinklint.sql.library import prepare


def _load() -> None:
    """Load the classes of trees, and look for no garbage among them, now or later: they stay."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        prepare()
        import_module("flinklint.sql.exp")
    finally:
        if is_on:
            gc.freeze()
            gc.enable()


_load()
