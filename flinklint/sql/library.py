"""sqlglot without what we do not use of it, until somebody does.

`import sqlglot` brings its parsers, generators and dialects, and the classes of a thousand
functions; our own grammar needs a third of its expressions, for a fifth of the price. So its
package and that of its expressions are set up with what we use, and run their own beginnings when
something is looked for in them that only these put there. Its tokens, and the module of the
standard library that only its registry of classes asks, run theirs when they are first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

_NAME = "sqlglot"
_EXPRESSIONS = f"{_NAME}.expressions"
_PARTS = ("core", "datatypes", "constraints", "properties", "query", "ddl", "dml")
"""The modules of its expressions that every script needs."""
_FUNCTIONS = f"{_EXPRESSIONS}.functions"
"""The module of those that some scripts need: CAST, CASE, EXISTS, TRIM, UNNEST."""
_CORE = f"{_EXPRESSIONS}.core"
_TOKENS = f"{_NAME}.tokenizer_core"
_SPACE: Any = vars(ModuleType)["__dict__"]
"""Where the names of a module are, whatever its class says of `__dict__`."""


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
    """The expressions, with those of `_PARTS`."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and _FUNCTIONS not in sys.modules:
            _take(self, "functions")
            functions = sys.modules[_FUNCTIONS]
            if hasattr(functions, name):
                return getattr(functions, name)
        return super().__getattr__(name)

    def _run(self) -> None:
        tokens = sys.modules.get(_TOKENS)
        if isinstance(tokens, _Tokens):
            tokens._run()
        _SPACE.__get__(self).update(_modules(self))
        super()._run()


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
        if expressions is not None:
            _take(expressions, *_PARTS)
        package.exp = package.expressions = import_module(_EXPRESSIONS)
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


def _take(package: ModuleType, *names: str) -> None:
    """Import modules of a package, and put what they have into it, as `import *` does.

    The modules themselves stay out until the package runs: that may name something else so.
    """
    space: dict[str, Any] = _SPACE.__get__(package)
    for name in names:
        part = import_module(f"{package.__name__}.{name}")
        for key, value in vars(part).items():
            if not key.startswith("_") and value is not _Token:
                space[key] = value
    for key, module in _modules(package):
        if space.get(key) is module:
            del space[key]


def _modules(package: ModuleType) -> list[tuple[str, ModuleType]]:
    """The modules of a package that are loaded, by their names in it."""
    parts = ((name.rpartition("."), module) for name, module in sys.modules.items())
    return [(key, module) for (parent, _, key), module in parts if parent == package.__name__]
