"""Regular expressions that are compiled when they are first used.

Compiling one costs as much as importing a small module, and a run uses few of those that there are.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, later. What is wrong with the expression is told when it is first used."""
    return _Regex(text, flags)  # type: ignore[return-value]


class _Regex:
    def __init__(self, text: str, flags: int) -> None:
        self._told = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        import re

        made = re.compile(*self._told)
        for method in _METHODS:  # found on the object from now on
            setattr(self, method, getattr(made, method))
        return getattr(made, name)
