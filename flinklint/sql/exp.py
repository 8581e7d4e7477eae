"""The classes of sqlglot's expressions that every script is made of.

Those of its functions are loaded when a script first has one: see `function`. Asking sqlglot's own
package for a class would load all there are.
"""

# ruff: noqa: F403

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import import_module

try:
    from sqlglot.expressions.constraints import *
    from sqlglot.expressions.core import *
    from sqlglot.expressions.datatypes import *
    from sqlglot.expressions.ddl import *
    from sqlglot.expressions.dml import *
    from sqlglot.expressions.properties import *
    from sqlglot.expressions.query import *
except ImportError:  # a version that keeps them elsewhere
    from sqlglot.expressions import *

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlglot.expressions.core import Expr


@cache
def function(name: str) -> type[Expr]:
    """A class of sqlglot's functions: Array, Case, Cast, Exists, Extract, If, Trim, Unnest ..."""
    made: type[Expr] | None = None
    with suppress(ImportError):
        made = getattr(import_module("sqlglot.expressions.functions"), name, None)
    if made is None:  # the compiled modules name only what they define
        made = getattr(import_module("sqlglot.expressions"), name)
    return made
