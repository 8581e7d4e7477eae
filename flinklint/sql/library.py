"""sqlglot without what we do not use of it, until somebody does.

`import sqlglot` brings its parsers, generators and dialects; our own grammar needs its expressions
alone, for half the price. So its package is set up empty, and runs its own beginning when
something is looked for in it that only that beginning puts there.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

_NAME = "sqlglot"


class _Package(ModuleType):
    """A package whose own code has not run yet."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec: Any = self.__spec__
        spec.loader.exec_module(self)
        return getattr(self, name)


def prepare() -> None:
    """Set the package up, unless it is imported already or is not made of plain files."""
    spec = None if _NAME in sys.modules else PathFinder.find_spec(_NAME)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        return
    sys.modules[_NAME] = package = _package(spec)
    try:
        package.__dict__["exp"] = import_module(f"{_NAME}.expressions")
    except ImportError:
        del sys.modules[_NAME]


def _package(spec: ModuleSpec) -> ModuleType:
    package = _Package(_NAME)
    package.__spec__ = spec
    package.__loader__ = spec.loader
    package.__package__ = _NAME
    package.__path__ = spec.submodule_search_locations or []
    package.__file__ = spec.origin
    return package
