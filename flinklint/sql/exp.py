"""The classes of sqlglot's expressions that every script is made of.

Those of its functions are loaded when a script first has one: see `function`. Asking sqlglot's own
package for a class would load all there are.
"""

# ruff: noqa: F403

from __future__ import annotations

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
    try:
        functions = import_module("sqlglot.expressions.functions")
    except ImportError:
        functions = import_module("sqlglot.expressions")
    made: type[Expr] = getattr(functions, name)
    return made
