"""sqlglot without what we do not use of it, until somebody does.

`import sqlglot` brings its parsers, generators and dialects, and the classes of a thousand
functions; our own grammar needs the modules that `exp` names, for a fifth of the price. So its
package and that of its expressions are set up empty, and run their own beginnings when something
is looked for in them that only these put there. Its tokens, and the module of the standard library
that only its registry of classes asks, run theirs when they are first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

_NAME = "sqlglot"
_EXPRESSIONS = f"{_NAME}.expressions"
_CORE = f"{_EXPRESSIONS}.core"
_TOKENS = f"{_NAME}.tokenizer_core"


class _Late(ModuleType):
    """A module whose own code runs when something is looked for in it that it does not have."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":  # what `import *` asks for first
            raise AttributeError(name)
        self._run()
        return getattr(self, name)

    def __dir__(self) -> list[str]:
        self._run()
        return dir(self)

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        self._run()
        return vars(self)

    def _run(self) -> None:
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec: Any = self.__spec__
        spec.loader.exec_module(self)


class _Expressions(_Late):
    """The expressions. A module of them is no name of theirs before they run: some are taken."""

    def __setattr__(self, name: str, value: object) -> None:
        if not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def _run(self) -> None:
        tokens = sys.modules.get(_TOKENS)
        if isinstance(tokens, _Tokens):
            tokens._run()
        self.__class__ = _Late  # type: ignore[assignment]
        for name, part in [*sys.modules.items()]:
            if name.startswith(f"{_EXPRESSIONS}."):
                setattr(self, name.removeprefix(f"{_EXPRESSIONS}."), part)
        _Late._run(self)


class _Tokens(_Late):
    """The tokens. The core only asks of what it is given whether it is one: before, nothing is."""

    def __getattr__(self, name: str) -> Any:
        core = sys.modules.get(_CORE)
        if name == "Token" and core is not None and not hasattr(core, name):
            return _Token  # the core is being loaded
        return super().__getattr__(name)

    def _run(self) -> None:
        super()._run()
        core: Any = sys.modules.get(_CORE)
        if getattr(core, "Token", None) is _Token:
            core.Token = self.Token


class _Token:
    """What no object is an instance of."""


def prepare() -> None:
    """Set the packages up, unless they are imported already or are not made of plain files."""
    package: Any = None if _NAME in sys.modules else _late(_NAME, None, _Late)
    if package is None:
        return
    try:
        _late("inspect", None, _Late)
        tokens = _late(_TOKENS, package.__path__, _Tokens)
        if tokens is not None:
            package.tokenizer_core = tokens
        expressions = _late(_EXPRESSIONS, package.__path__, _Expressions)
        package.exp = package.expressions = expressions or import_module(_EXPRESSIONS)
        import_module(_CORE)
    except ImportError:  # another version: as a whole, then
        for name in [*sys.modules]:
            if name == _NAME or name.startswith(f"{_NAME}."):
                del sys.modules[name]


def _late(name: str, path: Any, kind: type[ModuleType]) -> Any:
    """A module set up without running its code; None if it is not of a plain file, or is there."""
    spec = None if name in sys.modules else PathFinder.find_spec(name, path)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        return None
    module: Any = ModuleType(name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    module.__file__ = spec.origin
    module.__cached__ = spec.cached
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    module.__class__ = kind
    sys.modules[name] = module
    return module
